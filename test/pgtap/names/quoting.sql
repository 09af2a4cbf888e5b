-- test/pgtap/names/quoting.sql -- names that need quotes, keywords, not ASCII, 63 bytes long, system-like; dropped columns
\i test/pgtap/violations.psql
SELECT plan(6);
CREATE SCHEMA "Größe %s";
SET search_path = "Größe %s", public;
CREATE TABLE "SELECT" ("FROM" int PRIMARY KEY, "where" text NOT NULL UNIQUE, "日本語" text CHECK (length("日本語") BETWEEN 2 AND 4), "a.b" int, "c""c" int, " " int);
CREATE TABLE "select" ("order" int PRIMARY KEY, "group" int NOT NULL REFERENCES "SELECT");
CREATE TABLE ääääääääääääääääääääääääääääääb (ääääääääääääääääääääääääääääääb int PRIMARY KEY, c0 int, xmin_ int, relation text, n int, datagen_batch int);
CREATE TABLE datagen_batch (c0 int PRIMARY KEY, c1 text, oid int, batch text);
CREATE TABLE holes (a int, b int, c int PRIMARY KEY, d int, e text NOT NULL, f int GENERATED ALWAYS AS (c + 1) STORED, g int REFERENCES "SELECT");
ALTER TABLE holes DROP COLUMN a, DROP COLUMN d, ADD COLUMN h int NOT NULL CHECK (h > c);
CREATE TABLE emptied (a int, b int);
ALTER TABLE emptied DROP COLUMN a, DROP COLUMN b;
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('Größe %s', 30, seed => 1, except_tables => '{datagen_batch}')), 150::numeric, 'a schema of odd names');
SELECT is_empty('SELECT * FROM violations(''Größe %s'')', 'every constraint holds');
SELECT is((SELECT inserted FROM datagen.fill('"Größe %s"."SELECT"', 5, seed => 2)), 5::bigint, 'a quoted name');
SELECT is((SELECT count(*) FROM datagen.rows(NULL::holes, 5, seed => 2)), 5::bigint, 'rows of a table with dropped columns');
SELECT is((SELECT string_agg(f::text, ',') FROM datagen.rows(NULL::holes, 5, seed => 2)), (SELECT string_agg((c + 1)::text, ',') FROM datagen.rows(NULL::holes, 5, seed => 2)), 'its generated column is computed');
SELECT is((SELECT inserted FROM datagen.fill_tables('{"Größe %s.select": 4}', seed => 3)), 4::bigint, 'names in counts are written as they are');
SELECT * FROM finish();
