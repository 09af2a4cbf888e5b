#!/usr/bin/env python3
# test/load/kills.py -- loads whose worker, backend or postmaster is killed at random moments end as undisturbed ones do
"""Kills with SIGKILL, restarts, resumes, until so many kills have hit a running load and the load is done; then compares.
Half as many kills hit the load of a table whose slices must follow each other.

    test/load/kills.py --kills 20 [--seed N]        about two minutes
"""
import os
import random
import signal
import time

from harness import Server, Tap, arguments, checksum

SCHEMA = """
CREATE EXTENSION datagen; CREATE EXTENSION btree_gist;
CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, born date);
CREATE TABLE account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer bigint NOT NULL REFERENCES customer,
  code text NOT NULL UNIQUE, opened timestamptz NOT NULL, balance numeric(12,2) CHECK (balance >= 0), tags text[]);
CREATE TABLE booking (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer bigint NOT NULL REFERENCES customer,
  during tstzrange NOT NULL, code text NOT NULL, paid bool NOT NULL, EXCLUDE USING gist (customer WITH =, during WITH &&));
CREATE UNIQUE INDEX booking_code ON booking (code) WHERE paid;
SELECT FROM datagen.fill('customer', 3000, seed => 1);
SELECT FROM datagen.fill('account', 500, seed => 99);
SELECT FROM datagen.fill('booking', 500, seed => 99);
CREATE TABLE account_before AS TABLE account; CREATE TABLE booking_before AS TABLE booking;
"""


def reset(server, table):
    server.get(f"TRUNCATE {table}; INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE {table}_before; "
               f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 500)")


def victim(server, kind):
    if kind == "postmaster":
        return server.cluster.server.pid
    backend_type = "datagen load worker" if kind == "worker" else "client backend"
    pids = server.get(f"SELECT pid FROM pg_stat_activity WHERE backend_type = '{backend_type}' "
                      "AND query !~ 'pg_stat_activity'").split()
    return int(random.choice(pids)) if pids else None


def disturb(server, load, kind):
    """Kills while the load is running; True if it hit."""
    time.sleep(random.uniform(0.02, 0.4))
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


def kill_loads(tap, server, table, rows, targets, kills):
    call = f"CALL datagen.load('{table}', {rows}, seed => 5, batch => 1500, workers => 2)"
    reset(server, table)  # a crash before has moved the sequence on
    server.get(call)
    wanted = server.get(checksum(table))
    hits = 0
    while hits < kills:
        reset(server, table)
        before = server.get("SELECT max(job) FROM datagen.job")
        load = server.start_sql(call)
        server.wait_for(f"SELECT EXISTS (SELECT FROM datagen.job WHERE job > {before})")
        job = server.get("SELECT max(job) FROM datagen.job")
        while hits < kills and disturb(server, load, targets[hits % len(targets)]):
            hits += 1
            state = server.get(f"SELECT state || ' ' || inserted FROM datagen.job WHERE job = {job}")
            print(f"# after kill {hits}: {state}", flush=True)
            load = server.start_sql(f"CALL datagen.resume({job})")
        _, err = load.communicate()
        tap.ok(load.returncode == 0, f"job {job} ends", err)
        tap.equal(server.get(checksum(table)), wanted,
                  f"the rows of {table} are those of an undisturbed load ({hits} kills so far)")
        tap.equal(server.get(f"SELECT state || ' ' || inserted FROM datagen.job WHERE job = {job}"), f"done {rows}",
                  "the job says so")
    tap.ok(hits >= kills, f"{hits} kills hit running loads of {table}")


def main():
    options = arguments(__doc__, kills=(int, 2, "how many kills must hit"), seed=(int, None, "of the random moments"),
                        rows=(int, 90000, "rows of one load"))
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    random.seed(seed)
    print(f"# --seed {seed}", flush=True)
    tap = Tap()
    with Server(options.install, ["max_worker_processes=8", "restart_after_crash=on"]) as server:
        server.get(SCHEMA)
        kill_loads(tap, server, "account", options.rows, ("worker", "postmaster", "backend"), options.kills)
        kill_loads(tap, server, "booking", options.rows // 10, ("backend", "postmaster"), (options.kills + 1) // 2)
        server.get("CREATE EXTENSION amcheck")
        tap.equal(server.get("SELECT count(bt_index_check(indexrelid, true)) FROM pg_index JOIN pg_class c ON c.oid = indexrelid "
                             "WHERE indrelid IN ('account'::regclass, 'booking'::regclass) AND relam = 403"), "4",
                  "the indexes are whole")
    tap.finish()


main()
