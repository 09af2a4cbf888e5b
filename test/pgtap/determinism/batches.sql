-- test/pgtap/determinism/batches.sql -- rows do not depend on how many are made at once, and an append goes on
SELECT plan(8);
CREATE TABLE parent (id int PRIMARY KEY);
INSERT INTO parent SELECT generate_series(1, 50);
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id int NOT NULL REFERENCES parent, code text NOT NULL UNIQUE,
                x int, y text, CHECK (x % 3 <> 1));
CREATE TABLE foretold AS SELECT * FROM datagen.rows(NULL::t, 2500, seed => 3);
SELECT is((SELECT count(*) FROM foretold), 2500::bigint, 'rows gives what was asked for');
SELECT sum(inserted) AS n FROM datagen.fill('t', 2500, seed => 3) \gset
SELECT set_eq('SELECT * FROM t', 'SELECT * FROM foretold', 'fill inserts the rows that rows() shows');
-- A slice of the whole.
TRUNCATE t RESTART IDENTITY;
SELECT set_eq('SELECT * FROM datagen.rows(NULL::t, 500, seed => 3, first => 2000, total => 2500)',
              'SELECT * FROM foretold WHERE id > 2000', 'a slice is what the whole has there');
SELECT bag_eq('SELECT x, y, parent_id FROM datagen.rows(NULL::t, 100, seed => 3)',
              'SELECT x, y, parent_id FROM foretold WHERE id <= 100', 'fewer rows are the first of more');
-- Appending.
SELECT sum(inserted) AS n FROM datagen.fill('t', 1000, seed => 3) \gset
SELECT sum(inserted) AS n FROM datagen.fill('t', 1500, seed => 3) \gset
SELECT bag_eq('SELECT x, y FROM t', 'SELECT x, y FROM foretold', 'what only its own draws decide goes on in an append');
SELECT is((SELECT count(DISTINCT id) FROM t), 2500::bigint, 'its keys are new');
-- Keys that are remembered: the rows before a slice are made as well.
CREATE TABLE kept (id int PRIMARY KEY, k text NOT NULL CHECK (k IN ('x', 'y')), n int NOT NULL CHECK (n BETWEEN 1 AND 60), f bool NOT NULL,
                   m text NOT NULL);
CREATE UNIQUE INDEX ON kept (n, k) WHERE f;
CREATE UNIQUE INDEX ON kept (lower(m));
CREATE TABLE kept_slices AS
  SELECT * FROM datagen.rows(NULL::kept, 30, seed => 7, first => 0, total => 90)
  UNION ALL SELECT * FROM datagen.rows(NULL::kept, 60, seed => 7, first => 30, total => 90);
SELECT set_eq('SELECT * FROM datagen.rows(NULL::kept, 90, seed => 7)', 'SELECT * FROM kept_slices', 'slices are the whole');
SELECT sum(inserted) AS n FROM datagen.fill('kept', 90, seed => 7) \gset
SELECT set_eq('SELECT * FROM kept', 'SELECT * FROM kept_slices', 'and what fill inserts');
SELECT * FROM finish();
