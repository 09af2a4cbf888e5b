#!/usr/bin/env python3
# test/load/same_rows.py -- load makes the rows of fill, whatever the batch size and the number of workers
from harness import Server, Tap, arguments, checksum

# name, definition, then for each step: relation, rows, SQL to run before it
CASES = [
    ("keys from sequences and permutations",
     "CREATE TABLE c (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE NOT NULL, name text);"
     "CREATE TABLE o (id serial PRIMARY KEY, c bigint NOT NULL REFERENCES c, at timestamptz, total numeric(9,2) CHECK (total > 0));"
     "CREATE TABLE i (o int REFERENCES o, line smallint CHECK (line BETWEEN 1 AND 20), q int, PRIMARY KEY (o, line))",
     [("c", 1000, ""), ("o", 3000, ""), ("i", 4000, ""), ("c", 500, ""), ("i", 2500, "")]),
    ("rows of others, then appended", "CREATE TABLE c (id serial PRIMARY KEY, email text UNIQUE NOT NULL, v uuid UNIQUE, t date UNIQUE)",
     [("c", 1000, "SELECT FROM datagen.fill('x.c', 300, seed => 99)"), ("c", 400, "DELETE FROM c WHERE id % 3 = 0")]),
    ("a dense junction",
     "CREATE TABLE a (id serial PRIMARY KEY); CREATE TABLE b (id serial PRIMARY KEY);"
     "CREATE TABLE ab (a int REFERENCES a, b int REFERENCES b, PRIMARY KEY (a, b), w numeric(5,2))",
     [("a", 30, ""), ("b", 40, ""), ("ab", 500, "SELECT FROM datagen.fill('x.ab', 300, seed => 5)"), ("ab", 400, "")]),
    ("counters without a sequence", "CREATE TABLE n (id int PRIMARY KEY, m numeric(8,2) UNIQUE, v text)", [("n", 700, ""), ("n", 900, "")]),
    ("unique keys that may be NULL", "CREATE TABLE n (k smallint UNIQUE CHECK (k BETWEEN 1 AND 300), v text)", [("n", 700, ""), ("n", 100, "")]),
    ("remembered keys",
     "CREATE TABLE p (id int PRIMARY KEY, s text CHECK (s IN ('a', 'b')), k int CHECK (k BETWEEN 1 AND 3000));"
     "CREATE UNIQUE INDEX ON p (k) WHERE s = 'a'; CREATE UNIQUE INDEX ON p (lower(s), k)", [("p", 1000, ""), ("p", 500, "")]),
    ("keys that overlap", "CREATE TABLE p (a int CHECK (a BETWEEN 1 AND 60), b int CHECK (b BETWEEN 1 AND 60),"
     " c int CHECK (c BETWEEN 1 AND 60), UNIQUE (a, b), UNIQUE (b, c))", [("p", 500, ""), ("p", 300, "")]),
    ("keys tied by CHECKs", "CREATE TABLE p (a int UNIQUE CHECK (a BETWEEN 1 AND 5000), b int, CHECK (a < b), CHECK (b < 100000))",
     [("p", 1000, ""), ("p", 1000, "")]),
    ("a trigger that drops rows",
     "CREATE TABLE p (id serial PRIMARY KEY, v int, u text UNIQUE);"
     "CREATE FUNCTION d() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF new.v % 5 = 0 THEN RETURN NULL; END IF; RETURN new; END$$;"
     "CREATE TRIGGER d BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION d()", [("p", 1000, ""), ("p", 333, "")]),
    ("a trigger that refuses rows",
     "CREATE TABLE p (id serial PRIMARY KEY, v int CHECK (v BETWEEN 1 AND 1000));"
     "CREATE FUNCTION d() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF new.v % 97 = 0 THEN RAISE 'no'; END IF; RETURN new; END$$;"
     "CREATE TRIGGER d BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION d()", [("p", 600, "")]),
    ("partitions",
     "CREATE TABLE p (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, v jsonb, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"
     "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2023-01-01');"
     "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2023-01-01') TO ('2026-01-01')", [("p", 1000, ""), ("p", 700, "")]),
    ("an exclusion constraint",
     "CREATE TABLE p (id serial PRIMARY KEY, during int4range, EXCLUDE USING gist (during WITH &&))", [("p", 100, "")]),
    ("rooms booked apart",
     "CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public; CREATE TABLE r (id int PRIMARY KEY);"
     "CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, r int NOT NULL REFERENCES r, during tstzrange NOT NULL,"
     " who text UNIQUE, EXCLUDE USING gist (r WITH =, during WITH &&))",
     [("r", 8, ""), ("b", 400, ""), ("b", 300, "")]),
    ("exclusion by what rows have drawn",
     "CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public; CREATE TABLE d (id serial PRIMARY KEY, g int CHECK (g BETWEEN 1 AND 40),"
     " team text NOT NULL, k int UNIQUE CHECK (k BETWEEN 1 AND 900), EXCLUDE USING gist (g WITH =, team WITH <>))",
     [("d", 300, ""), ("d", 200, "")]),
    ("a Latin square", "CREATE TABLE q (a int CHECK (a BETWEEN 1 AND 12), b int CHECK (b BETWEEN 1 AND 12), c int CHECK (c BETWEEN 1 AND 12),"
     " UNIQUE (a, b), UNIQUE (b, c), UNIQUE (a, c), v text)", [("q", 80, ""), ("q", 40, "")]),
    ("keys counted by value", "CREATE TABLE v (n int NOT NULL, s text NOT NULL CHECK (s ~ '^[a-c][A-C]$')); CREATE UNIQUE INDEX ON v (lower(s));"
     "CREATE UNIQUE INDEX ON v ((n % 50))", [("v", 5, ""), ("v", 4, "")]),
    ("conditions that are searched", "CREATE TABLE s (id serial PRIMARY KEY, x int NOT NULL, y int NOT NULL, t text CHECK (length(t) * 7 % 11 = 3),"
     " CHECK (x * x + y * y = 3 * x + 5 * y + 100 OR x * y % 1009 = 17))", [("s", 300, "")]),
    ("tenants",
     "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int REFERENCES t, id int, PRIMARY KEY (t, id), mail text, UNIQUE (t, mail));"
     "CREATE TABLE o (t int NOT NULL REFERENCES t, id int, u int, PRIMARY KEY (t, id), FOREIGN KEY (t, u) REFERENCES u (t, id))",
     [("t", 5, ""), ("u", 300, ""), ("o", 1000, ""), ("o", 500, "")]),
    ("rules",
     "CREATE TABLE r (id serial PRIMARY KEY, a int, b text, c timestamptz DEFAULT now(), d int GENERATED ALWAYS AS (a * 2) STORED);"
     "SELECT datagen.set_rule('r', 'b', $$'v' || a || to_char(c, 'TZH')$$)", [("r", 1000, "")]),
]
# how the rows are made; the first is the measure of the others
WAYS = {
    "fill": "SELECT FROM datagen.fill('x.{0}', {1}, seed => 7)",
    "load": "CALL datagen.load('x.{0}', {1}, seed => 7, batch => {2})",
    "load with 2 workers": "CALL datagen.load('x.{0}', {1}, seed => 7, batch => {3}, workers => 2)",
    "load with 3 workers": "CALL datagen.load('x.{0}', {1}, seed => 7, batch => {4}, workers => 3)",
}


def main():
    options = arguments(__doc__)
    tap = Tap()
    with Server(options.install) as server:
        server.get("CREATE EXTENSION datagen")
        for name, definition, steps in CASES:
            wanted = None
            for way, call in WAYS.items():
                server.get("DROP SCHEMA IF EXISTS x CASCADE; CREATE SCHEMA x; SET search_path = x; " + definition)
                sums = []
                for relation, rows, before in steps:
                    server.get(f"SET search_path = x; SET timezone = 'Asia/Tokyo'; {before}; "
                               + call.format(relation, rows, rows // 3 + 1, rows // 7 + 1, rows // 2 + 1))
                    sums.append(server.get(checksum("x." + relation)))
                if wanted is None:
                    wanted = sums
                else:
                    tap.equal(sums, wanted, f"{name}: {way} = fill")
    tap.finish()


main()
