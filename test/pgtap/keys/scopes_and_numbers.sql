-- test/pgtap/keys/scopes_and_numbers.sql -- keys whose columns may be NULL together with their references, and keys that follow from others
SELECT plan(10);
CREATE SCHEMA app;

-- Settings of everybody, of a tenant and of its users: NULL is a value of the key.
CREATE TABLE app.tenant (id int PRIMARY KEY);
INSERT INTO app.tenant SELECT generate_series(1, 4);
CREATE TABLE app.member (tenant int REFERENCES app.tenant, usr int, PRIMARY KEY (tenant, usr));
INSERT INTO app.member SELECT t, u FROM generate_series(1, 4) t, generate_series(1, 5) u;
CREATE TABLE app.setting (
  key text NOT NULL CHECK (key IN ('theme', 'lang', 'tz')), tenant int REFERENCES app.tenant, usr int,
  CHECK (usr IS NULL OR tenant IS NOT NULL), FOREIGN KEY (tenant, usr) REFERENCES app.member,
  CONSTRAINT one_setting UNIQUE NULLS NOT DISTINCT (key, tenant, usr));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.setting'', 40, seed => 1)', 'part of the settings');
SELECT lives_ok('SELECT * FROM datagen.fill(''app.setting'', 35, seed => 2)', 'the others, to the last one');
SELECT results_eq('SELECT usr IS NOT NULL, tenant IS NOT NULL, count(*) FROM app.setting GROUP BY 1, 2 ORDER BY 1, 2',
  $$VALUES (false, false, 3::bigint), (false, true, 12), (true, true, 60)$$, 'all scopes are used up');
SELECT throws_ok('SELECT * FROM datagen.fill(''app.setting'', 1, seed => 3)', '23505', NULL, 'and there is no room for another');

-- MATCH FULL: all or none.
CREATE TABLE app.whole (
  key int NOT NULL CHECK (key BETWEEN 1 AND 3), tenant int, usr int,
  FOREIGN KEY (tenant, usr) REFERENCES app.member MATCH FULL,
  CONSTRAINT one_whole UNIQUE NULLS NOT DISTINCT (key, tenant, usr));
SELECT throws_ok('SELECT * FROM datagen.fill(''app.whole'', 64, seed => 1)', '23505', NULL, 'twenty members and none, three times');
SELECT lives_ok('SELECT * FROM datagen.fill(''app.whole'', 63, seed => 1)', 'which fit');

-- A reference of one column beside a listed one.
CREATE TABLE app.single (
  tenant int REFERENCES app.tenant, level int CHECK (level BETWEEN 1 AND 5), UNIQUE NULLS NOT DISTINCT (tenant, level));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.single'', 30, seed => 1)', '(4 + NULL) * (5 + NULL) rows');

-- A number that is computed from the parts of another key, whose every value is wanted.
CREATE TABLE app.contract (
  branch char(1) NOT NULL CHECK (branch IN ('H', 'B')), year smallint NOT NULL CHECK (year BETWEEN 2022 AND 2024),
  kind text NOT NULL CHECK (kind IN ('R', 'L', 'K', 'S')), no int NOT NULL CHECK (no >= 0 AND no < 10),
  code text NOT NULL UNIQUE, PRIMARY KEY (branch, year, kind, no),
  CHECK (code = branch || year::text || kind || lpad(no::text, 2, '0')));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.contract'', 130, seed => 1)', 'numbers of more than half of the contracts');
SELECT lives_ok('SELECT * FROM datagen.fill(''app.contract'', 110, seed => 2)', 'and of the rest');
-- Texts that the analysis computes for each value of another column.
CREATE TABLE app.shelf (no int NOT NULL CHECK (no >= 0 AND no < 10), code text NOT NULL UNIQUE, CHECK (code = 'K' || lpad(no::text, 2, '0')));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.shelf'', 10, seed => 1)', 'one row per value of a computed key');
