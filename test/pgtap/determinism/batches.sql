-- test/pgtap/determinism/batches.sql -- rows do not depend on how many are made at once, and an append goes on
SELECT plan(6);
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
SELECT * FROM finish();
