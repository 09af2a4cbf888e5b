-- test/valgrind/border.sql -- crosses the border between C++ and the server in every way, for valgrind
\set ON_ERROR_STOP on
\pset pager off
\o /dev/null
SET client_min_messages = warning;
CREATE EXTENSION datagen;
\i examples/shop.sql

-- Every function once.
SELECT * FROM datagen.plan_schema('shop', 10);
SELECT * FROM datagen.plan('shop.orders', 10);
SELECT * FROM datagen.explain('shop.orders');
SELECT * FROM datagen.fill('shop.order_items', 5, seed => 1);
SELECT * FROM datagen.fill_schema('shop', 10, seed => 2);
SELECT * FROM datagen.fill_tables('{"shop.customers": 3}', seed => 3);
SELECT * FROM datagen.rows(NULL::shop.orders, 5, seed => 4);
SELECT datagen.set_rule('shop.products', 'cost', 'price / 2');
SELECT * FROM datagen.fill('shop.products', 5, seed => 5);
SELECT datagen.drop_rule('shop.products', 'cost');
SELECT datagen.undo(max(run)) FROM datagen.run;

-- A set-returning function that is left early.
SELECT * FROM datagen.rows(NULL::shop.customers, 1000, seed => 6) LIMIT 1;
BEGIN;
DECLARE c CURSOR FOR SELECT datagen.rows(NULL::shop.customers, 1000, seed => 6);
FETCH 2 FROM c;
CLOSE c;
COMMIT;

-- Errors from the core, from the server and from a user's rule; psql goes on, the server must stay clean.
\set ON_ERROR_STOP off
\set QUIET on
CREATE TABLE shop.unfillable (id int PRIMARY KEY, x int CHECK (x > 0 AND x < 0) NOT NULL);
SELECT * FROM datagen.fill('shop.unfillable', 5);
SELECT * FROM datagen.fill('shop.orders', -1);
SELECT * FROM datagen.fill(NULL, 1);
SELECT * FROM datagen.fill('shop.products', 5, rules => '{"cost": "1 / 0"}');
SELECT * FROM datagen.fill('shop.products', 5, rules => '{"cost": "syntax error ("}');
SELECT datagen.set_rule('shop.products', 'cost', 'no_such_column + 1');
SELECT * FROM datagen.fill_schema('shop', 5, on_error => 'skip');
SET statement_timeout = '300ms';
SELECT count(*) FROM datagen.rows(NULL::shop.customers, 100000000);
RESET statement_timeout;
SELECT * FROM datagen.fill('shop.customers', 5);
