-- test/pgtap/determinism/other_schema.sql -- neither the schema, nor the order of columns, nor that of tables changes the values
SELECT plan(5);
CREATE SCHEMA one;
CREATE TABLE one.parent (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE one.child (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES one.parent, code text NOT NULL UNIQUE,
                        amount numeric(8,2), low int NOT NULL, high int NOT NULL, at timestamptz, CHECK (low < high));
CREATE SCHEMA two;
CREATE TABLE two.child (high int NOT NULL, at timestamptz, gone int, parent_id int NOT NULL, amount numeric(8,2), id int PRIMARY KEY,
                        low int NOT NULL, code text NOT NULL, CHECK (low < high), CONSTRAINT zzz UNIQUE (code));
ALTER TABLE two.child DROP COLUMN gone;
CREATE TABLE two.parent (name text NOT NULL, id int PRIMARY KEY);
ALTER TABLE two.child ADD CONSTRAINT aaa FOREIGN KEY (parent_id) REFERENCES two.parent;
SELECT sum(inserted) AS n FROM datagen.fill_schema('one', 200, seed => 5) \gset
SELECT sum(inserted) AS n FROM datagen.fill_schema('two', 200, seed => 5) \gset
SELECT set_eq('SELECT id, name FROM two.parent', 'SELECT id, name FROM one.parent', 'the parents are the same');
SELECT set_eq('SELECT id, parent_id, code, amount, low, high, at FROM two.child',
              'SELECT id, parent_id, code, amount, low, high, at FROM one.child', 'so are the children');
-- A further column leaves the others' values as they were.
TRUNCATE two.child;
ALTER TABLE two.child ADD COLUMN further text, ADD COLUMN more int NOT NULL;
SELECT sum(inserted) AS n FROM datagen.fill('two.child', 200, seed => 5) \gset
SELECT set_eq('SELECT id, parent_id, code, amount, low, high, at FROM two.child',
              'SELECT id, parent_id, code, amount, low, high, at FROM one.child', 'a further column changes no other');
-- So does a rule.
TRUNCATE two.child;
SELECT sum(inserted) AS n FROM datagen.fill('two.child', 200, seed => 5, rules => '{"further": "id::text"}') \gset
SELECT set_eq('SELECT id, parent_id, code, amount, low, high, at FROM two.child',
              'SELECT id, parent_id, code, amount, low, high, at FROM one.child', 'neither does a rule');
-- The name of a column or table does matter: its values are its own.
CREATE TABLE one.twin (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL);
SELECT sum(inserted) AS n FROM datagen.fill('one.twin', 200, seed => 5) \gset
SELECT cmp_ok((SELECT count(*) FROM one.twin WHERE a = b), '<', 40::bigint, 'columns of one type do not repeat each other');
SELECT * FROM finish();
