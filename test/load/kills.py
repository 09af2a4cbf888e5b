#!/usr/bin/env python3
# test/load/kills.py -- loads whose worker, backend or postmaster is killed at random moments end as undisturbed ones do
"""Kills with SIGKILL, restarts, resumes, until so many kills have hit a running load and the load is done; then compares.

    test/load/kills.py --kills 20 [--seed N]        about two minutes
"""
import os
import random
import signal
import time

from harness import Server, Tap, arguments, checksum

SCHEMA = """
CREATE EXTENSION datagen;
CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, born date);
CREATE TABLE account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer bigint NOT NULL REFERENCES customer,
  code text NOT NULL UNIQUE, opened timestamptz NOT NULL, balance numeric(12,2) CHECK (balance >= 0), tags text[]);
SELECT FROM datagen.fill('customer', 3000, seed => 1);
SELECT FROM datagen.fill('account', 500, seed => 99);
CREATE TABLE before AS TABLE account;
"""
TARGETS = ("worker", "postmaster", "backend")


def reset(server):
    server.get("TRUNCATE account; INSERT INTO account OVERRIDING SYSTEM VALUE TABLE before; "
               "SELECT setval(pg_get_serial_sequence('account', 'id'), 500)")


def victim(server, kind):
    if kind == "postmaster":
        return server.cluster.server.pid
    backend_type = "datagen load worker" if kind == "worker" else "client backend"
    pids = server.get(f"SELECT pid FROM pg_stat_activity WHERE backend_type = '{backend_type}' "
                      "AND query !~ 'pg_stat_activity'").split()
    return int(random.choice(pids)) if pids else None


def disturb(server, load, kind):
    """Kills while the load is running; True if it hit."""
    time.sleep(random.uniform(0.05, 0.6))
    pid = victim(server, kind) if load.poll() is None else None
    if pid is None or load.poll() is not None:
        return False
    print(f"# kill -9 the {kind}", flush=True)
    if kind == "postmaster":
        server.kill_postmaster()
    else:
        os.kill(pid, signal.SIGKILL)
    load.communicate()
    server.wait_until_up()
    return True


def main():
    options = arguments(__doc__, kills=(int, 2, "how many kills must hit"), seed=(int, None, "of the random moments"),
                        rows=(int, 60000, "rows of one load"))
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    random.seed(seed)
    print(f"# --seed {seed}", flush=True)
    tap = Tap()
    with Server(options.install, ["max_worker_processes=8", "restart_after_crash=on"]) as server:
        server.get(SCHEMA)
        call = f"CALL datagen.load('account', {options.rows}, seed => 5, batch => 1500, workers => 2)"
        server.get(call)
        wanted = server.get(checksum("account"))
        hits = rounds = 0
        while hits < options.kills:
            reset(server)
            rounds += 1
            load = server.start_sql(call)
            server.wait_for("SELECT EXISTS (SELECT FROM datagen.job WHERE state = 'running') "
                            "OR (SELECT count(*) FROM datagen.job) > " + str(rounds))
            job = server.get("SELECT max(job) FROM datagen.job")
            while hits < options.kills and disturb(server, load, TARGETS[hits % len(TARGETS)]):
                hits += 1
                state = server.get(f"SELECT state || ' ' || inserted FROM datagen.job WHERE job = {job}")
                print(f"# after kill {hits}: {state}", flush=True)
                load = server.start_sql(f"CALL datagen.resume({job})")
            _, err = load.communicate()
            tap.ok(load.returncode == 0, f"job {job} ends", err)
            tap.equal(server.get(checksum("account")), wanted, f"its rows are those of an undisturbed load ({hits} kills so far)")
            tap.equal(server.get(f"SELECT state || ' ' || inserted FROM datagen.job WHERE job = {job}"),
                      f"done {options.rows}", "the job says so")
        tap.ok(hits >= options.kills, f"{hits} kills hit running loads")
        server.get("CREATE EXTENSION amcheck")
        tap.equal(server.get("SELECT count(bt_index_check(indexrelid, true)) FROM pg_index "
                             "WHERE indrelid = 'account'::regclass"), "2", "the indexes are whole")
    tap.finish()


main()
