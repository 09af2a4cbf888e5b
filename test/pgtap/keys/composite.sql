-- test/pgtap/keys/composite.sql -- keys of several columns are filled to the last combination, also overlapping ones
\i test/pgtap/violations.psql
SELECT plan(7);
CREATE SCHEMA app;
CREATE TABLE app.full_house (a int CHECK (a BETWEEN 1 AND 20), b boolean, c text CHECK (c IN ('x', 'y', 'z')), PRIMARY KEY (a, b, c));
SELECT is((SELECT inserted FROM datagen.fill('app.full_house', 120, seed => 1)), 120::bigint, 'all combinations');
SELECT throws_ok($$SELECT * FROM datagen.fill('app.full_house', 1, seed => 1)$$, '23505', NULL, 'and no more');
CREATE TABLE app.triple (a int NOT NULL, b int NOT NULL, c int NOT NULL, UNIQUE (a, b), UNIQUE (b, c), UNIQUE (a, c),
                         CHECK (a BETWEEN 1 AND 20 AND b BETWEEN 1 AND 20 AND c BETWEEN 1 AND 20));
SELECT is((SELECT inserted FROM datagen.fill('app.triple', 150, seed => 1)), 150::bigint, 'three overlapping keys');
CREATE TABLE app.alternate (id int PRIMARY KEY, code text NOT NULL UNIQUE, email text NOT NULL UNIQUE, UNIQUE (id, code));
SELECT is((SELECT inserted FROM datagen.fill('app.alternate', 1000, seed => 1)), 1000::bigint, 'several keys');
CREATE TABLE app.nulls (a int CHECK (a BETWEEN 1 AND 3) UNIQUE, id int PRIMARY KEY);
SELECT is((SELECT inserted FROM datagen.fill('app.nulls', 50, seed => 1)), 50::bigint, 'NULL may repeat once the values are used up');
CREATE TABLE app.one_null (a int CHECK (a BETWEEN 1 AND 3), UNIQUE NULLS NOT DISTINCT (a));
SELECT is((SELECT inserted FROM datagen.fill('app.one_null', 4, seed => 1)), 4::bigint, 'where NULL counts as a value it is one more');
SELECT is_empty('SELECT * FROM violations(''app'')', 'every key holds');
SELECT * FROM finish();
