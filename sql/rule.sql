-- Rules: setting, type-checking, dropping, ownership, renames, dump and restore.
\set VERBOSITY default
SET client_min_messages = warning;
CREATE SCHEMA rule_test;
SET search_path = rule_test;
CREATE DOMAIN percent AS numeric(5,2) CHECK (VALUE BETWEEN 0 AND 100);
CREATE TYPE point3 AS (x int, y int, z int);
CREATE FUNCTION discounted(price numeric, share numeric DEFAULT 0.1) RETURNS numeric
  LANGUAGE sql IMMUTABLE RETURN price * (1 - share);
CREATE TABLE article (
  gone       int,
  id         int PRIMARY KEY,
  name       text NOT NULL,
  price      numeric(8,2),
  reduced    numeric(8,2),
  share      percent,
  "At Place" point3,
  code       varchar(5),
  made_on    date,
  total      numeric GENERATED ALWAYS AS (price * 2) STORED
);
ALTER TABLE article DROP COLUMN gone;

-- What is set is seen.
SELECT datagen.set_rule('article', 'name', $$'article ' || id$$);
SELECT datagen.set_rule('article', 'reduced', 'discounted(PRICE, share => 0.2)', 0.25);
SELECT datagen.set_rule('article', 'made_on', NULL, 0.5);
SELECT datagen.set_rule('article', 'share', '50');
SELECT datagen.set_rule('article', 'At Place', 'ROW(id, id % 10, 0)');
SELECT datagen.set_rule('article', 'code', $$upper(left(md5(name), 5))$$);
SELECT * FROM datagen.rule WHERE relation = 'article'::regclass ORDER BY column_name;
-- Setting again replaces, dropping tells whether there was one.
SELECT datagen.set_rule('article', 'name', $$initcap('article ') || id + total$$);
SELECT datagen.drop_rule('article', 'code'), datagen.drop_rule('article', 'code');
SELECT column_name, expression, null_share FROM datagen.rule WHERE column_name IN ('name', 'code');

-- Arguments.
\set VERBOSITY terse
\set ON_ERROR_STOP off
SELECT datagen.set_rule(NULL, 'name', '1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', NULL, '1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'name', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.drop_rule(NULL, 'name');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.drop_rule('article', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('no_such', 'name', '1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule(4000000000::oid, 'name', '1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'no_such', '1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'ctid', '1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.drop_rule('article', 'gone');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'total', '1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '1', 1.5);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '1', 'NaN');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'name', '''x''', 0.1);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article_pkey', 'id', '1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('pg_catalog.pg_class', 'relname', '''x''');
\echo :LAST_ERROR_SQLSTATE
BEGIN READ ONLY;
SELECT datagen.set_rule('article', 'price', '1');
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
BEGIN READ ONLY;
SELECT datagen.drop_rule('article', 'price');
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;

-- Expressions: the server's own errors point into the rule.
\set VERBOSITY default
SELECT datagen.set_rule('article', 'price', 'pricee + 1');
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY terse
SELECT datagen.set_rule('article', 'price', '');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '1; DROP TABLE article');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '1 FROM article');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '1, 2');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '*');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '1 AS one');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', 'DEFAULT');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '$1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', 'no_such_function(id)');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', 'other.id');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'name', 'article');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'name', 'article.*');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', 'tableoid::int');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '(SELECT max(id) FROM article)');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', 'max(id)');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', 'row_number() OVER ()');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', 'generate_series(1, id)');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', 'made_on');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', $$'abc'$$);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', '1 / 0');
\echo :LAST_ERROR_SQLSTATE
-- A rule that reads its own column, also through a generated one.
SELECT datagen.set_rule('article', 'price', 'price + 1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('article', 'price', 'total / 2');
\echo :LAST_ERROR_SQLSTATE
-- Nothing of all that was stored.
SELECT count(*) FROM datagen.rule WHERE relation = 'article'::regclass AND column_name IN ('price', 'total');

-- Only the owner, and only through the functions.
CREATE ROLE rule_test_user;
GRANT USAGE ON SCHEMA rule_test TO rule_test_user;
GRANT ALL ON article TO rule_test_user;
CREATE TABLE own (a int, b int);
ALTER TABLE own OWNER TO rule_test_user;
SET ROLE rule_test_user;
SELECT datagen.set_rule('article', 'price', '1');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.drop_rule('article', 'name');
\echo :LAST_ERROR_SQLSTATE
INSERT INTO datagen.rule_entry VALUES (NULL, '{1}', '{}', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_rule('own', 'a', 'b + 1');
SELECT current_user;
RESET ROLE;
-- A hostile search_path does not reach the owner's statements.
CREATE FUNCTION text_eq(text, text) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE 'as %', current_user; END$$;
CREATE OPERATOR = (LEFTARG = text, RIGHTARG = text, FUNCTION = text_eq);
SET search_path = rule_test, pg_catalog;
SELECT datagen.set_rule('own', 'b', '7');
SET search_path = rule_test;
DROP OPERATOR rule_test.= (text, text);
DROP FUNCTION text_eq;

-- Renames of the table, the column and what the expression names.
ALTER TABLE article RENAME TO item;
ALTER TABLE item RENAME COLUMN reduced TO "Net Price";
ALTER TABLE item RENAME COLUMN price TO gross;
ALTER TABLE item RENAME COLUMN id TO price;
SELECT * FROM datagen.rule WHERE relation = 'item'::regclass ORDER BY column_name;
-- However a column is written, its name stays apart from what stands beside it.
SELECT datagen.set_rule('item', 'code', $$CASE WHEN"price"IN(item.price, "item" . "price")THEN U&"n!0061me" UESCAPE '!' ELSE("At Place").x||name END$$);
ALTER TABLE item RENAME COLUMN price TO id;
ALTER TABLE item RENAME COLUMN "At Place" TO place;
SELECT expression FROM datagen.rule WHERE relation = 'item'::regclass AND column_name = 'code';
SELECT datagen.set_rule('item', 'code', expression) FROM datagen.rule WHERE relation = 'item'::regclass AND column_name = 'code';

-- What pg_dump writes are the present names, and nothing of temporary tables; restoring finds them although their numbers differ.
CREATE TEMP TABLE scratch (a int, b int);
SELECT datagen.set_rule('scratch', 'a', 'b');
SET client_min_messages = error;
\setenv PGDATABASE :DBNAME
\! createdb rule_test_copy && pg_dump | psql -qX -v ON_ERROR_STOP=1 -d rule_test_copy > /dev/null && echo restored
SELECT attnum FROM pg_attribute WHERE attrelid = 'item'::regclass AND attname = 'gross';
\set database :DBNAME
\c rule_test_copy
SET search_path = rule_test;
SELECT attnum FROM pg_attribute WHERE attrelid = 'item'::regclass AND attname = 'gross';
SELECT * FROM datagen.rule WHERE relation IN ('item'::regclass, 'own'::regclass) ORDER BY relation::text, column_name;
\c :database
DROP DATABASE rule_test_copy;
SET search_path = rule_test;
SET client_min_messages = warning;

-- Rules end with their column and their table; a rule that named a dropped column keeps its text.
ALTER TABLE item DROP COLUMN made_on, DROP COLUMN total, DROP COLUMN gross;
SELECT column_name, expression FROM datagen.rule WHERE relation = 'item'::regclass ORDER BY column_name;
SELECT target, expression[2] AS named, columns FROM datagen.rule_entry
WHERE target::text = 'rule_test.item."Net Price"';
DROP TABLE item;
SELECT count(*) FROM datagen.rule WHERE expression ~ 'article';
SELECT count(*) > 0 AS left_behind FROM datagen.rule_entry WHERE target::text = '-';
SELECT datagen.set_rule('own', 'b', '8');
SELECT count(*) > 0 AS left_behind FROM datagen.rule_entry WHERE target::text = '-';

-- Names of columns as values.
SELECT 'rule_test.own.a'::datagen.regcolumn, 'own.b'::datagen.regcolumn, '-'::datagen.regcolumn;
SELECT 'own.no_such'::datagen.regcolumn;
\echo :LAST_ERROR_SQLSTATE
SELECT 'no_such.a'::datagen.regcolumn;
\echo :LAST_ERROR_SQLSTATE
SELECT 'own'::datagen.regcolumn;
\echo :LAST_ERROR_SQLSTATE

-- Views can have rules, too.
CREATE VIEW own_view AS SELECT a, b, a + b AS both FROM own;
SELECT datagen.set_rule('own_view', 'a', '1');
SELECT datagen.set_rule('own_view', 'both', '1');
\echo :LAST_ERROR_SQLSTATE
-- An error leaves the rules as they were; a rollback takes them back.
BEGIN;
SELECT datagen.set_rule('own_view', 'a', '2');
ROLLBACK;
SELECT column_name, expression FROM datagen.rule WHERE relation = 'own_view'::regclass;

DROP SCHEMA rule_test CASCADE;
DROP ROLE rule_test_user;
