-- test/pgtap/table_kinds/storage.sql -- temporary, unlogged, inherited, typed and foreign tables
SELECT plan(13);
CREATE SCHEMA app;
CREATE TEMP TABLE fleeting (id serial PRIMARY KEY, x text NOT NULL);
SELECT is((SELECT inserted FROM datagen.fill('fleeting', 20, seed => 1)), 20::bigint, 'temporary');
CREATE TEMP TABLE fleeting_child (id int PRIMARY KEY, p int NOT NULL REFERENCES fleeting) ON COMMIT DELETE ROWS;
BEGIN;
SELECT sum(inserted) AS inserted FROM datagen.fill('fleeting_child', 20, seed => 1) \gset
SELECT is(:inserted, 20, 'ON COMMIT DELETE ROWS');
COMMIT;
CREATE UNLOGGED TABLE app.careless (id int PRIMARY KEY);
SELECT is((SELECT inserted FROM datagen.fill('app.careless', 20, seed => 1)), 20::bigint, 'unlogged');
-- Inheritance: the parent alone gets the rows, a child obeys what it inherits.
CREATE TABLE app.parent (id int NOT NULL, x int CHECK (x > 0), own int CONSTRAINT alone CHECK (own IS NOT NULL) NO INHERIT);
CREATE TABLE app.child (y int NOT NULL, CHECK (x < 10)) INHERITS (app.parent);
CREATE TABLE app.second_parent (z text NOT NULL);
CREATE TABLE app.grandchild (PRIMARY KEY (id)) INHERITS (app.child, app.second_parent);
SELECT is((SELECT inserted FROM datagen.fill('app.parent', 20, seed => 1)), 20::bigint, 'a parent');
SELECT is((SELECT count(*) FROM ONLY app.parent), 20::bigint, 'alone got the rows');
SELECT is((SELECT inserted FROM datagen.fill('app.child', 20, seed => 1)), 20::bigint, 'a child');
SELECT is((SELECT inserted FROM datagen.fill('app.grandchild', 20, seed => 1)), 20::bigint, 'a child of two');
SELECT is_empty('SELECT FROM app.child WHERE x NOT BETWEEN 1 AND 9', 'what it inherits holds');
-- Typed tables and tables made like others.
CREATE TYPE app.shape AS (id int, name text);
CREATE TABLE app.typed OF app.shape (PRIMARY KEY (id), name NOT NULL);
SELECT is((SELECT inserted FROM datagen.fill('app.typed', 20, seed => 1)), 20::bigint, 'typed');
CREATE TABLE app.alike (LIKE app.child INCLUDING ALL);
SELECT is((SELECT inserted FROM datagen.fill('app.alike', 20, seed => 1)), 20::bigint, 'made like another');
-- No columns, only generated ones, very many.
CREATE TABLE app.nothing ();
SELECT is((SELECT inserted FROM datagen.fill('app.nothing', 3, seed => 1)), 3::bigint, 'no columns');
SELECT format('CREATE TABLE app.wide (%s)', string_agg(format('c%s int', n), ', ')) FROM generate_series(1, 1600) n \gexec
SELECT is((SELECT inserted FROM datagen.fill('app.wide', 3, seed => 1)), 3::bigint, '1600 columns');
-- A table of another session's kind: foreign ones without a server that can be written to.
CREATE FOREIGN DATA WRAPPER datagen_none;
CREATE SERVER datagen_none FOREIGN DATA WRAPPER datagen_none;
CREATE FOREIGN TABLE app.far (id int) SERVER datagen_none;
SELECT throws_ok('SELECT * FROM datagen.fill(''app.far'', 3, seed => 1)', NULL, NULL, 'a foreign table without a handler is an error');
SELECT * FROM finish();
