#!/usr/bin/env python3
# test/load/behaviour.py -- what load and resume refuse, how they end, who may do what, and what others see meanwhile
import signal
import time

from harness import Server, Tap, arguments, checksum

SCHEMA = """
CREATE EXTENSION datagen;
CREATE ROLE alice LOGIN; CREATE ROLE bob LOGIN; CREATE ROLE team NOLOGIN; GRANT team TO alice;
CREATE SCHEMA s; GRANT ALL ON SCHEMA s TO alice, bob, team; SET search_path = s;
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int NOT NULL REFERENCES parent, v text);
CREATE TABLE big (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, at timestamptz, v jsonb);
CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree);
CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL);
CREATE TABLE hen (id int PRIMARY KEY, egg int NOT NULL REFERENCES egg);
ALTER TABLE egg ADD FOREIGN KEY (hen) REFERENCES hen;
CREATE VIEW seen AS SELECT id, email FROM big;
CREATE TABLE mood (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz, who text DEFAULT 'x');
CREATE FUNCTION moody() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN new.who := current_user || '/' || current_setting('app.tenant', true); RETURN new; END $$;
CREATE TRIGGER moody BEFORE INSERT ON mood FOR EACH ROW EXECUTE FUNCTION moody();
GRANT ALL ON mood TO alice, team;
"""
ACTIVE = "SELECT EXISTS (SELECT FROM datagen.job WHERE state = 'running' AND inserted > 0)"


def refusals(server, tap):
    load = "CALL datagen.load('s.big', 10)"
    tap.error(server.sql(f"BEGIN; {load}; COMMIT"), "2D000", "not inside a transaction block")
    tap.error(server.sql(f"DO $$BEGIN {load}; EXCEPTION WHEN division_by_zero THEN NULL; END$$"), "2D000",
              "not inside a PL/pgSQL block with an exception handler")
    server.get(f"CREATE FUNCTION s.f() RETURNS void LANGUAGE plpgsql AS $${'BEGIN ' + load + '; END'}$$")
    tap.error(server.sql("SELECT s.f()"), "2D000", "not inside a function")
    tap.equal(server.sql(f"DO $$BEGIN {load}; END$$").status, 0, "but inside a DO block outside transactions")
    tap.error(server.sql(f"SET default_transaction_read_only = on; {load}"), "25006", "not in a read-only transaction")
    for arguments_, sqlstate in (("NULL, 10", "22004"), ("'s.big', NULL", "22004"), ("'s.big', -1", "22023"),
                                 ("'s.big', 1, batch => 0", "22023"), ("'s.big', 1, workers => 0", "22023"),
                                 ("'s.big', 1, batch => NULL", "22004"), ("'s.big', 1, workers => NULL", "22004"),
                                 ("'s.seen', 1", "0A000"), ("'s.tree', 1", "0A000"), ("'s.egg', 1", "0A000"),
                                 ("'s.child', 1", "23503"), ("'s.nothing', 1", "42P01"), ("'pg_class', 1", "42809")):
        tap.error(server.sql(f"CALL datagen.load({arguments_})"), sqlstate, f"load({arguments_}) is {sqlstate}")
    tap.ok("HINT" in server.sql("CALL datagen.load('s.child', 1)").err, "a missing parent comes with a hint")
    tap.error(server.sql("CREATE TEMP TABLE tt (a int); CALL datagen.load('tt', 1)"), "0A000", "temporary tables are 0A000")
    tap.error(server.sql("CALL datagen.resume(4711)"), "22023", "an unknown job is 22023")
    tap.error(server.sql("CALL datagen.resume(NULL)"), "22004", "a NULL job is 22004")
    tap.equal(server.get("CALL datagen.load('s.big', 0); SELECT state || inserted FROM datagen.job ORDER BY job DESC LIMIT 1"),
              "done0", "no rows are done at once")


def rights(server, tap):
    tap.error(server.sql("CALL datagen.load('s.big', 10)", user="alice"), "42501", "INSERT is needed")
    server.get("GRANT INSERT, SELECT ON s.big TO alice, team")
    tap.equal(server.sql("CALL datagen.load('s.big', 2000, batch => 500, workers => 2)", user="alice").status, 0,
              "INSERT and SELECT will do, workers included")
    mine = server.get("SELECT max(job) FROM datagen.job", user="alice")
    tap.equal(server.get("SELECT count(*) FROM datagen.job", user="bob"), "0", "others do not see the job")
    tap.error(server.sql(f"CALL datagen.resume({mine})", user="bob"), "42501", "nor may they resume it")
    tap.error(server.sql("INSERT INTO datagen._job_slice VALUES (1, 1, 1)", user="bob"), "42501", "nobody writes the tables")
    server.get("SET ROLE team; SET app.tenant = 'green'; CALL datagen.load('s.mood', 2000, batch => 500, workers => 2)",
               user="alice")
    tap.equal(server.get("SELECT DISTINCT who FROM s.mood"), "team/green",
              "workers have the caller's role, even one that may not log in, and his settings")


def cancel(server, tap):
    for workers in (1, 2):
        load = server.start_sql(f"CALL datagen.load('s.big', 400000, seed => 3, batch => 5000, workers => {workers})")
        server.wait_for(ACTIVE)
        job = server.get("SELECT max(job) FROM datagen.job")
        tap.error(server.sql(f"CALL datagen.resume({job})"), "55006", "a running job cannot be resumed")
        # Between two slices there is none.
        server.wait_for("SELECT count(*) > 0 AND bool_and(rows_total > 0) FROM datagen.progress WHERE relation = 's.big'::regclass", 10)
        tap.ok(True, "progress shows it")
        start = time.monotonic()
        load.send_signal(signal.SIGINT)
        _, err = load.communicate()
        tap.ok("57014" in err and time.monotonic() - start < 2, f"Ctrl-C ends a load with {workers} workers", err)
        tap.equal(server.get("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'datagen load worker'"), "0",
                  "and its workers")
        tap.equal(server.get(f"SELECT state || ' ' || sqlstate || ' ' || (inserted % 5000) || ' ' || (inserted < requested) "
                             f"FROM datagen.job WHERE job = {job}"), "cancelled 57014 0 true", "the job says so")
        server.get(f"SELECT datagen.undo(run) FROM datagen.job WHERE job = {job}")
        tap.error(server.sql(f"CALL datagen.resume({job})"), "55000", "what was undone is not resumed")


def terminated(server, tap):
    load = server.start_sql("SET application_name = 'leader'; CALL datagen.load('s.big', 200000, seed => 3, batch => 5000, workers => 2)")
    server.wait_for(ACTIVE)
    job = server.get("SELECT max(job) FROM datagen.job")
    server.get("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leader'")
    load.communicate()
    server.wait_for("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'datagen load worker')", 10)
    tap.equal(server.get(f"SELECT state FROM datagen.job WHERE job = {job}"), "interrupted", "the session's end stops the workers")
    resume = server.start_sql(f"CALL datagen.resume({job})")
    server.wait_for("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'datagen load worker')")
    server.get("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'datagen load worker'")
    _, err = resume.communicate()
    tap.ok(resume.returncode == 0 and "goes on alone" in err, "without its workers the session goes on alone", err)
    tap.equal(server.get(f"SELECT state || ' ' || inserted FROM datagen.job WHERE job = {job}"), "done 200000", "to the end")
    tap.ok("is done" in server.sql(f"CALL datagen.resume({job})").err, "resuming what is done does nothing")


def errors(server, tap):
    server.get("CREATE TABLE s.frail (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v int NOT NULL)")
    server.get("CREATE TABLE s.switch (up boolean); INSERT INTO s.switch VALUES (false)")
    server.get("""CREATE FUNCTION s.fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF new.id >= 4000 AND NOT (SELECT up FROM s.switch) THEN
        RAISE 'broken at 4000' USING ERRCODE = '53400', DETAIL = 'a detail', HINT = 'a hint', CONSTRAINT = 'c17'; END IF;
      RETURN NULL; END $$""")
    server.get("CREATE TRIGGER fails AFTER INSERT ON s.frail FOR EACH ROW EXECUTE FUNCTION s.fails()")
    for workers in (1, 2):
        server.get("TRUNCATE s.frail RESTART IDENTITY; UPDATE s.switch SET up = false")
        result = server.sql(f"CALL datagen.load('s.frail', 8000, seed => 3, batch => 1000, workers => {workers})")
        tap.error(result, "53400", f"an error with {workers} workers reaches the caller")
        tap.ok(all(word in result.err for word in ("broken at 4000", "a detail", "a hint", "c17", "PL/pgSQL function")),
               "with everything it said", result.err)
        job = server.get("SELECT max(job) FROM datagen.job")
        tap.equal(server.get(f"SELECT state || ' ' || sqlstate || ' ' || error FROM datagen.job WHERE job = {job}"),
                  "failed 53400 broken at 4000", "the job says so")
        server.get("UPDATE s.switch SET up = true")
        server.get(f"CALL datagen.resume({job})")
        tap.equal(server.get("SELECT count(*) || ' ' || max(id) FROM s.frail"), "8000 8000", "and goes on when it is mended")
    server.get("TRUNCATE s.frail RESTART IDENTITY; UPDATE s.switch SET up = false")
    server.sql("CALL datagen.load('s.frail', 8000, seed => 3, batch => 1000)")
    job = server.get("SELECT max(job) FROM datagen.job")
    server.get("UPDATE s.switch SET up = true; ALTER TABLE s.frail ADD CHECK (v <> 5) NOT VALID")
    tap.error(server.sql(f"CALL datagen.resume({job})"), "55000", "a changed definition is 55000")
    server.get("ALTER TABLE s.frail DROP CONSTRAINT frail_v_check; SELECT datagen.set_rule('s.frail', 'v', '1')")
    tap.error(server.sql(f"CALL datagen.resume({job})"), "55000", "a changed rule is 55000")
    server.get("DROP TABLE s.frail")
    tap.error(server.sql(f"CALL datagen.resume({job})"), "42P01", "a dropped table is 42P01")


def others(server, tap):
    """Rows of other sessions, a definition that changes under way, deferred constraints, keys of parents."""
    server.get("INSERT INTO s.parent SELECT generate_series(1, 100)")
    server.get("CREATE TABLE s.pair (parent int REFERENCES s.parent, n int CHECK (n BETWEEN 1 AND 400), PRIMARY KEY (parent, n), "
               "v text); CREATE TABLE s.late (id int PRIMARY KEY, parent int NOT NULL REFERENCES s.parent DEFERRABLE INITIALLY DEFERRED)")
    load = server.start_sql("CALL datagen.load('s.pair', 30000, seed => 3, batch => 1000, workers => 2)")
    server.wait_for(ACTIVE)
    server.sql("INSERT INTO s.pair SELECT p, n FROM generate_series(1, 100) p, generate_series(1, 400) n WHERE (p * 400 + n) % 7919 = 0 "
               "ON CONFLICT DO NOTHING")
    _, err = load.communicate()
    tap.ok(load.returncode == 0, "keys that others take meanwhile are stepped over", err)
    tap.equal(server.sql("CALL datagen.load('s.late', 3000, batch => 500, workers => 2)").status, 0, "deferred constraints hold at each commit")
    server.get("CREATE SEQUENCE s.cached CACHE 20; CREATE TABLE s.ticket (id bigint NOT NULL DEFAULT nextval('s.cached'), v text)")
    load = server.start_sql("INSERT INTO s.ticket (v) VALUES ('own');\nSELECT pg_sleep(1);\nCALL datagen.load('s.ticket', 40)")
    time.sleep(0.3)
    server.get("INSERT INTO s.ticket (v) SELECT 'other' FROM generate_series(1, 30)")
    _, err = load.communicate()
    tap.ok(load.returncode == 0, "a session with cached values of the sequence loads", err)
    tap.equal(server.get("SELECT count(*), count(DISTINCT id) FROM s.ticket"), "71|71", "and gives no value twice")
    load = server.start_sql("CALL datagen.load('s.big', 400000, batch => 2000, workers => 2)")
    server.wait_for(ACTIVE)
    server.get("DROP VIEW s.seen; DROP TABLE s.big")
    _, err = load.communicate()
    tap.ok("42P01" in err, "a table dropped under way ends the load", err)
    server.get("CREATE TABLE s.big (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, at timestamptz, v jsonb)")


def memory(server, tap):
    server.get("CREATE TABLE s.seen (memory text, workers int); CREATE TABLE s.sorted (id int PRIMARY KEY, u uuid UNIQUE)")
    server.get("""CREATE FUNCTION s.notes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO s.seen SELECT current_setting('maintenance_work_mem'), (SELECT workers FROM datagen.job ORDER BY job DESC LIMIT 1);
      RETURN NULL; END $$""")
    server.get("CREATE TRIGGER notes AFTER INSERT ON s.sorted EXECUTE FUNCTION s.notes()")
    for batch, workers, each in ((1000, 4, "3MB"), (6000, 4, "6MB"), (1000, 1, "12MB"), (12000, 2, "12MB"), (1000, 100, "1MB")):
        server.get("TRUNCATE s.sorted, s.seen")
        server.get(f"SET maintenance_work_mem = '12MB'; CALL datagen.load('s.sorted', 12000, batch => {batch}, workers => {workers})")
        tap.equal(server.get("SELECT string_agg(DISTINCT memory, ' ') FROM s.seen"), each,
                  f"{workers} workers over batches of {batch} share maintenance_work_mem")
    server.get("DROP TABLE s.sorted, s.seen; DROP FUNCTION s.notes()")


def index_workers(server, tap):
    """The server tells at DEBUG1 how many workers it asks for to build an index."""
    server.get("CREATE TABLE s.keyed (id int, u uuid, PRIMARY KEY (id))")
    fill = """SET min_parallel_table_scan_size = 0; SET maintenance_work_mem = '64MB'; SET client_min_messages = debug1;
              SELECT inserted FROM datagen.fill('s.keyed', 20000)"""
    told = server.sql(fill).err
    tap.ok('building index "keyed_pkey" on table "keyed" serially' in told, "keys that come in order need no workers", told)
    server.get("TRUNCATE s.keyed; ALTER TABLE s.keyed DROP CONSTRAINT keyed_pkey, ADD PRIMARY KEY (u)")
    told = server.sql(fill).err
    tap.ok('building index "keyed_pkey" on table "keyed" with request for' in told, "others get those of the settings", told)
    server.get("DROP TABLE s.keyed")


def shortage(options, tap):
    with Server(options.install, ["max_worker_processes=2", "max_parallel_workers=0"]) as server:
        server.get("CREATE EXTENSION datagen; CREATE TABLE t (id int PRIMARY KEY, v text)")
        result = server.sql("CALL datagen.load('t', 20000, batch => 500, workers => 4)")
        tap.ok(result.status == 0 and "of 4 workers" in result.err, "fewer workers do where there is no room", result.err)
    with Server(options.install, ["max_worker_processes=0"]) as server:
        server.get("CREATE EXTENSION datagen; CREATE TABLE t (id int PRIMARY KEY, v text)")
        result = server.sql("CALL datagen.load('t', 20000, batch => 500, workers => 4)")
        tap.ok(result.status == 0 and "only 0 of 4" in result.err, "without any the session does it alone", result.err)
        tap.equal(server.get("SELECT count(*) FROM t"), "20000", "all of it")


def main():
    options = arguments(__doc__)
    tap = Tap()
    with Server(options.install) as server:
        server.get(SCHEMA)
        for part in (refusals, rights, cancel, terminated, errors, others, memory, index_workers):
            part(server, tap)
    shortage(options, tap)
    tap.finish()


main()
