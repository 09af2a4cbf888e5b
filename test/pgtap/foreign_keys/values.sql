-- test/pgtap/foreign_keys/values.sql -- parents have the keys that conditions of their children ask for
\i test/pgtap/violations.psql
SELECT plan(15);
-- As many of the seeds as fail.
CREATE FUNCTION failures(call text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  FOR seed IN 1..8 LOOP
    BEGIN
      EXECUTE format(call, seed);
      RAISE EXCEPTION 'undo' USING ERRCODE = 'UE000';
    EXCEPTION
      WHEN SQLSTATE 'UE000' THEN NULL;
      WHEN OTHERS THEN RETURN NEXT format('seed %s: %s', seed, SQLERRM);
    END;
  END LOOP;
END $$;

CREATE SCHEMA patterns;
CREATE TABLE patterns.p (code text PRIMARY KEY CHECK (code ~ '^[A-Z][0-9]{3}$'));
CREATE TABLE patterns.c (id int PRIMARY KEY, code text NOT NULL REFERENCES patterns.p CHECK (code LIKE 'B%'));
CREATE TABLE patterns.d (code text PRIMARY KEY REFERENCES patterns.p CHECK (code ~ '[05]$'));
SELECT is_empty($$SELECT failures('SELECT datagen.fill(''patterns.c'', 100, seed => %s)')$$, 'a prefix');
SELECT is_empty($$SELECT failures('SELECT datagen.fill_schema(''patterns'', 20, counts => ''{"p": 80, "d": 40}'', seed => %s)')$$, 'a prefix, and an ending that is unique');
INSERT INTO patterns.p VALUES ('A001'), ('A002');
SELECT is_empty($$SELECT failures('SELECT datagen.fill_schema(''patterns'', 20, seed => %s)')$$, 'beside rows that are there');

CREATE SCHEMA ranges;
CREATE TABLE ranges.z (id bigint PRIMARY KEY);
CREATE TABLE ranges."A hi" (id bigint PRIMARY KEY REFERENCES ranges.z CHECK (id > 1000000));
CREATE TABLE ranges.lo (id bigint PRIMARY KEY REFERENCES ranges.z CHECK (id < 0));
CREATE TABLE ranges.mid (id bigint PRIMARY KEY REFERENCES ranges.z CHECK (id BETWEEN 100 AND 200));
SELECT is_empty($$SELECT failures('SELECT datagen.fill_schema(''ranges'', 60, counts => ''{"A hi": 20, "lo": 20, "mid": 20}'', seed => %s)')$$, 'ranges that exclude each other, for each child its rows');
CREATE TABLE ranges.n (id serial PRIMARY KEY);
CREATE TABLE ranges.above (id serial PRIMARY KEY, n int NOT NULL REFERENCES ranges.n CHECK (n > 1000));
SELECT is_empty($$SELECT failures('SELECT datagen.fill(''ranges.above'', 30, seed => %s)')$$, 'beyond the values of a sequence');

CREATE SCHEMA lists;
CREATE TABLE lists.s (code text PRIMARY KEY);
CREATE TABLE lists.o (id serial PRIMARY KEY, s text NOT NULL REFERENCES lists.s CHECK (s IN ('new', 'paid', 'void')));
CREATE TABLE lists.q (id serial PRIMARY KEY, s text NOT NULL REFERENCES lists.s CHECK (s IN ('open', 'paid')));
SELECT is_empty($$SELECT failures('SELECT datagen.fill_schema(''lists'', 20, seed => %s)')$$, 'two lists with a value in common');

CREATE SCHEMA levels;
CREATE TABLE levels.g (code text PRIMARY KEY);
CREATE TABLE levels.p (code text PRIMARY KEY REFERENCES levels.g);
CREATE TABLE levels.c (id serial PRIMARY KEY, code text NOT NULL REFERENCES levels.p CHECK (code LIKE 'B%'));
SELECT is_empty($$SELECT failures('SELECT datagen.fill(''levels.c'', 100, seed => %s)')$$, 'through a level');

CREATE SCHEMA many;
CREATE TABLE many.p (id int PRIMARY KEY);
CREATE TABLE many.c (p int REFERENCES many.p CHECK (p > 1000), k int CHECK (k BETWEEN 1 AND 3), PRIMARY KEY (p, k));
CREATE TABLE many.d (p int REFERENCES many.p CHECK (p < 0), k int CHECK (k BETWEEN 1 AND 3), PRIMARY KEY (p, k));
SELECT is_empty($$SELECT failures('SELECT datagen.fill_schema(''many'', 60, counts => ''{"c": 90, "d": 90}'', seed => %s)')$$, 'as many as a key over them needs');
CREATE TABLE many.party (id int PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('a', 'b', 'c')), UNIQUE (id, kind));
CREATE TABLE many.pair (p int, q int, kp text NOT NULL CHECK (kp = 'b'), kq text NOT NULL CHECK (kq = 'c'), PRIMARY KEY (p, q),
                        FOREIGN KEY (p, kp) REFERENCES many.party (id, kind), FOREIGN KEY (q, kq) REFERENCES many.party (id, kind));
SELECT is_empty($$SELECT failures('SELECT datagen.fill(''many.pair'', 400, seed => %s)')$$, 'pairs of two kinds');
SELECT lives_ok($$SELECT datagen.fill('many.pair', 400, seed => 1)$$, 'which stay');
SELECT is((SELECT array_agg(DISTINCT count ORDER BY count) FROM (SELECT count(*) FROM many.party WHERE kind IN ('b', 'c') GROUP BY kind) k), '{20}', 'as few as will do');
SELECT throws_ok($$SELECT datagen.fill('many.pair', 1, seed => 2)$$, '23505', NULL, 'parents that are there are not added to');

CREATE SCHEMA full_house;
CREATE TABLE full_house.n (id int PRIMARY KEY);
CREATE TABLE full_house.hi (id int PRIMARY KEY REFERENCES full_house.n CHECK (id > 1000));
CREATE TABLE full_house.lo (id int PRIMARY KEY REFERENCES full_house.n CHECK (id < 0));
SELECT lives_ok($$SELECT datagen.fill_schema('full_house', 10, counts => '{"n": 60, "hi": 30, "lo": 30}', seed => 1)$$, 'all rows of the parent are asked for');
SELECT throws_ok($$SELECT datagen.fill_schema('full_house', 10, counts => '{"n": 10, "hi": 30, "lo": 30}', seed => 1)$$, '23505', NULL, 'more than there are');
SELECT is_empty($$SELECT * FROM unnest(ARRAY['many', 'full_house']::name[]) s, violations(s)$$, 'every constraint holds');
SELECT * FROM finish();
