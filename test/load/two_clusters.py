#!/usr/bin/env python3
# test/load/two_clusters.py -- partitions on other servers by postgres_fdw, and slices of one data set made on two servers
from harness import Server, Tap, arguments, checksum

ROWS = 20000
SHARD = """
CREATE TABLE reading_{0} (sensor int NOT NULL CHECK (sensor BETWEEN {1} AND {2}), at timestamptz NOT NULL,
                          value numeric(8,3) CHECK (value >= 0), note text);
CREATE TABLE seen (rows bigint);  -- one row per statement: a counter would be locked on both servers by two workers
CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN INSERT INTO public.seen SELECT count(*) FROM new_rows; RETURN NULL; END $$;
CREATE TRIGGER see AFTER INSERT ON reading_{0} REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION see();
"""
COORDINATOR = """
CREATE EXTENSION datagen; CREATE EXTENSION postgres_fdw;
CREATE TABLE reading (sensor int NOT NULL CHECK (sensor BETWEEN 1 AND 900), at timestamptz NOT NULL,
                      value numeric(8,3) CHECK (value >= 0), note text) PARTITION BY RANGE (sensor);
CREATE TABLE reading_0 PARTITION OF reading FOR VALUES FROM (1) TO (301);
CREATE TABLE plain (sensor int NOT NULL CHECK (sensor BETWEEN 1 AND 900), at timestamptz NOT NULL,
                    value numeric(8,3) CHECK (value >= 0), note text);
"""
REMOTE = """
CREATE SERVER node_{0} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '{1}', port '5432', dbname '{2}', batch_size '400');
CREATE USER MAPPING FOR CURRENT_USER SERVER node_{0} OPTIONS (user 'postgres');
CREATE FOREIGN TABLE reading_{0} PARTITION OF reading FOR VALUES FROM ({3}) TO ({4}) SERVER node_{0};
"""
SLICED = """
CREATE EXTENSION IF NOT EXISTS datagen;
CREATE TABLE whole (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, born date,
                    score int CHECK (score BETWEEN 0 AND 100));
"""


def partitions(tap, here, there):
    here.get("CREATE DATABASE shard")
    here.get(SHARD.format(1, 301, 600), database="shard")
    there.get(SHARD.format(2, 601, 900))
    here.get(COORDINATOR + REMOTE.format(1, here.host, "shard", 301, 601) + REMOTE.format(2, there.host, "postgres", 601, 901))
    sums = []
    for call in ("SELECT FROM datagen.fill('reading', {0}, seed => 3)",
                 "CALL datagen.load('reading', {0}, seed => 3, batch => 3000)",
                 "CALL datagen.load('reading', {0}, seed => 3, batch => 3000, workers => 2)"):
        for server, database, table in ((here, "shard", "reading_1"), (there, "postgres", "reading_2")):
            server.get(f"TRUNCATE {table}, seen", database=database)
        here.get("TRUNCATE reading_0; " + call.format(ROWS))
        sums.append(here.get(checksum("reading")))
        tap.equal(here.get("SELECT count(*) FROM reading"), str(ROWS), "every row arrives: " + call.split("(")[0])
        for name, server, database in (("the same cluster", here, "shard"), ("the other cluster", there, "postgres")):
            statements, rows = map(int, server.get("SELECT count(*), sum(rows) FROM seen", database=database).split("|"))
            tap.ok(rows > ROWS // 6 and rows / statements > 100,
                   f"{rows} rows reach {name} in {statements} statements: batch_size is honoured")
    tap.ok(len(set(sums)) == 1, "the same rows each time", sums)


def slices(tap, here, there):
    """Each node makes its share with `first` and `total`; together they are the data set that one node would make."""
    for server in (here, there):
        server.get(SLICED)
    wanted = here.get("BEGIN; SELECT FROM datagen.fill('whole', 30000, seed => 9); " + checksum("whole")
                      + "; ROLLBACK; ALTER TABLE whole ALTER id RESTART")
    for server, first, count in ((here, 0, 17000), (there, 17000, 13000)):
        server.get("CREATE TABLE share AS SELECT * FROM datagen.rows(NULL::whole, "
                   f"{count}, seed => 9, first => {first}, total => 30000)")
        server.get("INSERT INTO whole OVERRIDING SYSTEM VALUE TABLE share")
    here.get("CREATE EXTENSION IF NOT EXISTS postgres_fdw; "
             f"CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '{there.host}', port '5432', dbname 'postgres');"
             "CREATE USER MAPPING FOR CURRENT_USER SERVER other OPTIONS (user 'postgres');"
             "CREATE FOREIGN TABLE others_share (id bigint, email text, born date, score int) SERVER other OPTIONS (table_name 'share');"
             "CREATE VIEW all_shares AS TABLE share UNION ALL TABLE others_share")
    tap.equal(here.get(checksum("all_shares")), wanted, "two nodes' slices are the rows of one fill")


def main():
    options = arguments(__doc__)
    tap = Tap()
    with Server(options.install) as here, Server(options.install) as there:
        partitions(tap, here, there)
        slices(tap, here, there)
    tap.finish()


main()
