-- Each row of the table of errors, with its SQLSTATE; after an error nothing has changed.
\set VERBOSITY default
\set SHOW_CONTEXT never
SET client_min_messages = warning;
CREATE SCHEMA errors_test;
SET search_path = errors_test;
CREATE DOMAIN nothing AS int CHECK (VALUE > 5 AND VALUE < 5);
CREATE FUNCTION errors_test.never(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$BEGIN RETURN false; END$$;
CREATE TABLE empty_check (id int PRIMARY KEY, x int NOT NULL CHECK (x > 0 AND x < 0));
CREATE TABLE empty_pair (id int PRIMARY KEY, x int NOT NULL, y int NOT NULL, CHECK (x < y), CHECK (y < x));
CREATE TABLE empty_domain (id int PRIMARY KEY, x nothing NOT NULL);
CREATE TABLE opaque (id int PRIMARY KEY, x int NOT NULL CHECK (never(x)));
CREATE TABLE no_partition (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE answer (yes boolean PRIMARY KEY);
CREATE TABLE grid (x int CHECK (x BETWEEN 1 AND 3), y int CHECK (y BETWEEN 1 AND 2), PRIMARY KEY (x, y));
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES parent);
CREATE TABLE twin (parent_id int PRIMARY KEY REFERENCES parent);
CREATE TABLE picky (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES parent CHECK (parent_id > 1000));
CREATE TABLE strange (id int PRIMARY KEY, t pg_node_tree NOT NULL);
CREATE SEQUENCE a_sequence;
CREATE INDEX an_index ON parent (id);
CREATE MATERIALIZED VIEW a_matview AS SELECT 1 AS x;
CREATE VIEW a_view AS SELECT count(*) FROM parent;
CREATE TYPE a_type AS (x int);
CREATE SEQUENCE short_sequence MAXVALUE 3;
CREATE TABLE short (id int PRIMARY KEY DEFAULT nextval('short_sequence'));
CREATE TABLE short_identity (id int GENERATED ALWAYS AS IDENTITY (MAXVALUE 3) PRIMARY KEY);
SET datagen.search_budget = 200;
\set ON_ERROR_STOP off

-- 23514: a constraint that cannot be satisfied, or was not within the budget.
SELECT * FROM datagen.fill('empty_check', 1, seed => 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('empty_pair', 1, seed => 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('empty_domain', 1, seed => 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('opaque', 1, seed => 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('no_partition', 1, seed => 1);
\echo :LAST_ERROR_SQLSTATE

-- 23505: fewer distinct values than rows.
SELECT * FROM datagen.fill('answer', 3, seed => 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('grid', 7, seed => 1);
\echo :LAST_ERROR_SQLSTATE
INSERT INTO parent VALUES (1), (2);
SELECT * FROM datagen.fill('twin', 3, seed => 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 5, counts => '{"answer": 3}', tables => '{answer}', seed => 1);
\echo :LAST_ERROR_SQLSTATE

-- 23503: no parent can be had.
SELECT * FROM datagen.fill('picky', 1, seed => 1);
\echo :LAST_ERROR_SQLSTATE
TRUNCATE parent CASCADE;
SELECT * FROM datagen.fill('child', 1, seed => 1, parents => 'existing');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 5, tables => '{child}', seed => 1, parents => 'existing');
\echo :LAST_ERROR_SQLSTATE

-- 22023: numbers, options, keys and rules that make no sense.
SELECT * FROM datagen.fill('parent', -1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', -1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('parent', 1, parents => 'perhaps');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, on_error => 'perhaps');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('parent', 1, locale => 'xx_YY');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('parent', 1, rules => '[1]');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('parent', 1, rules => '{"id": 1}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, counts => '[]');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, counts => '{"parent": "many"}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, counts => '{"parent": -1}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, counts => '{"parent": 1.5}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, counts => '{"child": {"pro": "parent"}}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, counts => '{"child": {"per": 5, "mean": 2}}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, tables => '{nope}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_tables('{"parent": 2, "errors_test.parent": 3}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.rows(NULL::parent, 2, first => 9223372036854775806, seed => 1);
\echo :LAST_ERROR_SQLSTATE
SET datagen.seed = 'x';
\echo :LAST_ERROR_SQLSTATE
SET datagen.null_share = 2;
\echo :LAST_ERROR_SQLSTATE
SET datagen.search_budget = 0;
\echo :LAST_ERROR_SQLSTATE
SET datagen.no_such = 1;
\echo :LAST_ERROR_SQLSTATE

-- 0A000: a type that nothing can make.
SELECT * FROM datagen.fill('strange', 1, seed => 1);
\echo :LAST_ERROR_SQLSTATE

-- 42P01, 42703, 3F000: names.
SELECT * FROM datagen.fill('no_such', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill(4000000000::oid, 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, counts => '{"Parent": 1}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, tables => '{no_such}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('errors_test', 1, except_tables => '{no_such}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_tables('{"errors_test.no_such": 1}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('parent', 1, rules => '{"no_such": "1"}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema('no_such', 1);
\echo :LAST_ERROR_SQLSTATE

-- 42809, 55000: things that cannot be filled.
SELECT * FROM datagen.fill('a_sequence', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('an_index', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('a_matview', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('a_type', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('pg_catalog.pg_class', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('a_view', 1);
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM datagen.fill_schema('pg_catalog', 1);
\set VERBOSITY default
\echo :LAST_ERROR_SQLSTATE

-- 25006, 2200H.
BEGIN READ ONLY;
SELECT * FROM datagen.fill('parent', 1);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
SELECT * FROM datagen.fill('short', 4, seed => 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('short_identity', 4, seed => 1);
\echo :LAST_ERROR_SQLSTATE
SELECT is_called FROM short_sequence;

-- 22004: required arguments.
SELECT * FROM datagen.fill(NULL, 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill('parent', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.fill_schema(NULL);
\echo :LAST_ERROR_SQLSTATE

-- The fields of an error.
DO $$
DECLARE
  s text; t text; c text; n text;
BEGIN
  PERFORM datagen.fill('answer', 3, seed => 1);
EXCEPTION WHEN unique_violation THEN
  GET STACKED DIAGNOSTICS s = SCHEMA_NAME, t = TABLE_NAME, c = COLUMN_NAME, n = CONSTRAINT_NAME;
  RAISE WARNING 'schema=% table=% column=% constraint=%', s, t, c, n;
END$$;

-- Nothing was inserted and no run was recorded.
\set ON_ERROR_STOP on
SELECT (SELECT count(*) FROM parent) + (SELECT count(*) FROM child) + (SELECT count(*) FROM answer)
       + (SELECT count(*) FROM grid) + (SELECT count(*) FROM twin) + (SELECT count(*) FROM short) AS rows;
SELECT count(*) FROM datagen.run WHERE relation_name LIKE 'errors_test.%';
RESET datagen.search_budget;
DROP SCHEMA errors_test CASCADE;
