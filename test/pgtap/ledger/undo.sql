-- test/pgtap/ledger/undo.sql -- the ledger tells what runs inserted, and undo takes exactly that away
SELECT plan(33);

CREATE SCHEMA app;
CREATE TABLE app.parent (id int PRIMARY KEY, note text);
CREATE TABLE app.child (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES app.parent, note text);
CREATE TABLE app.egg (id int PRIMARY KEY, hen_id int NOT NULL);
CREATE TABLE app.hen (id int PRIMARY KEY, egg_id int NOT NULL REFERENCES app.egg);
ALTER TABLE app.egg ADD FOREIGN KEY (hen_id) REFERENCES app.hen ON DELETE RESTRICT;
CREATE TABLE app.measure (day int NOT NULL CHECK (day BETWEEN 0 AND 99), PRIMARY KEY (day)) PARTITION BY RANGE (day);
CREATE TABLE app.measure_low PARTITION OF app.measure FOR VALUES FROM (0) TO (50);
CREATE TABLE app.measure_high PARTITION OF app.measure FOR VALUES FROM (50) TO (100);
INSERT INTO app.parent VALUES (-1, 'mine');
INSERT INTO app.measure VALUES (7);

-- The ledger.
SELECT max(run) AS run FROM datagen.fill_schema('app', 20, seed => 42) \gset
SELECT is(count(*), 5::bigint, 'one row per relation') FROM datagen.run WHERE run = :run;
SELECT is(bool_and(seed = 42 AND action = 'fill_schema' AND role = CURRENT_USER AND undone_at IS NULL), true,
          'it tells how the run was made') FROM datagen.run WHERE run = :run;
SELECT is((SELECT inserted FROM datagen.run WHERE run = :run AND relation = 'app.child'::regclass),
          (SELECT count(*) FROM app.child), 'it tells how many rows were inserted');
SELECT throws_ok($$SELECT * FROM datagen.fill('app.measure', 1000, seed => 1)$$, NULL, NULL, 'a call fails');
SELECT is((SELECT max(run) FROM datagen.run), :run::bigint, 'a failed call leaves no entry');

-- Rows of others.
INSERT INTO app.child SELECT -1, max(id) FROM app.parent;
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '23503', NULL, 'a row that refers to the run''s rows stops undo');
SELECT isnt((SELECT count(*) FROM app.hen), 0::bigint, 'then nothing was deleted');
DELETE FROM app.child WHERE id = -1;
ALTER TABLE app.child DROP CONSTRAINT child_parent_id_fkey, ADD FOREIGN KEY (parent_id) REFERENCES app.parent ON DELETE CASCADE;
INSERT INTO app.child SELECT -1, max(id) FROM app.parent;
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '23503', NULL, 'so it does if it would be deleted along');
SELECT is((SELECT count(*) FROM app.child WHERE id = -1), 1::bigint, 'it is still there');
UPDATE app.child SET parent_id = -1 WHERE id = -1;

-- Rows that were changed since, and frozen ones.
UPDATE app.child SET note = 'changed', parent_id = -1 WHERE id = (SELECT max(id) FROM app.child);
SELECT count(*) - 1 AS children, (SELECT count(*) FROM app.hen) AS hens FROM app.child \gset
VACUUM FREEZE app.parent, app.child;
SET client_min_messages = warning;
SELECT is(datagen.undo(:run), (SELECT sum(inserted)::bigint - 1 FROM datagen.run WHERE run = :run), 'all rows but the changed one go');
RESET client_min_messages;
SELECT results_eq('SELECT id FROM app.parent', ARRAY[-1], 'rows that were there before stay');
SELECT is((SELECT count(*) FROM app.child), 2::bigint, 'so do changed rows and those inserted since');
SELECT is((SELECT count(*) FROM app.egg) + (SELECT count(*) FROM app.hen), 0::bigint, 'relations that refer to each other are emptied');
SELECT results_eq('SELECT day FROM app.measure', ARRAY[7], 'so are partitions');
SELECT is((SELECT undone FROM datagen.run WHERE run = :run AND relation = 'app.child'::regclass), :children - 1::bigint,
          'the ledger says how many rows went');
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '55000', NULL, 'a run can be undone once');
SELECT throws_ok('SELECT datagen.undo(0)', '22023', 'run 0 does not exist', 'an unknown run');
SELECT throws_ok('SELECT datagen.undo(NULL)', '22004', NULL, 'NULL is an error');

-- The transaction that made the run can undo it, and what is rolled back never was.
BEGIN;
SELECT max(run) AS run FROM datagen.fill('app.parent', 5, seed => 1) \gset
SELECT is(datagen.undo(:run), 5::bigint, 'undo in the same transaction');
ROLLBACK;
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '22023', NULL, 'a run that was rolled back does not exist');

-- Views and triggers.
CREATE VIEW app.parents AS SELECT id FROM app.parent;
SELECT max(run) AS run FROM datagen.fill('app.parents', 5, seed => 2) \gset
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '55000', NULL, 'rows of views bear no mark of their own');
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN UPDATE app.parent SET note = 'touched' WHERE id = -1; RETURN NULL; END$$;
CREATE TRIGGER touch AFTER INSERT ON app.parent FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
SELECT max(run) AS run FROM datagen.fill('app.parent', 5, seed => 3) \gset
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '55000', NULL, 'older rows that the run''s triggers changed are not mistaken for its own');
SELECT is((SELECT count(*) FROM app.parent WHERE id = -1), 1::bigint, 'they are still there');
DROP TRIGGER touch ON app.parent;
CREATE FUNCTION app.add() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF pg_trigger_depth() = 1 THEN INSERT INTO app.parent VALUES (-100 - abs(NEW.id % 1000000), 'added'); END IF; RETURN NULL; END$$;
CREATE TRIGGER add AFTER INSERT ON app.parent FOR EACH ROW EXECUTE FUNCTION app.add();
SELECT max(run) AS run FROM datagen.fill('app.parent', 5, seed => 6) \gset
SELECT is((SELECT count(*) FROM app.parent WHERE note = 'added'), 5::bigint, 'a trigger inserts as many rows');
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '55000', NULL, 'they are not mistaken for the run''s');
SELECT is((SELECT count(*) FROM app.parent WHERE note = 'added'), 5::bigint, 'and are still there');
DROP TRIGGER add ON app.parent;

-- Roles and privileges.
CREATE ROLE ledger_alice;
CREATE ROLE ledger_bob;
GRANT USAGE ON SCHEMA app TO ledger_alice, ledger_bob;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA app TO ledger_alice, ledger_bob;
SET ROLE ledger_alice;
SELECT max(run) AS run FROM datagen.fill('app.parent', 5, seed => 4) \gset
SELECT is((SELECT count(*) FROM datagen.run), 1::bigint, 'a role sees its own runs');
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '42501', NULL, 'undo needs the privilege to delete');
SELECT throws_ok('DELETE FROM datagen._run', '42501', NULL, 'nobody writes the ledger');
SET ROLE ledger_bob;
SELECT is((SELECT count(*) FROM datagen.run), 0::bigint, 'and not those of others');
RESET ROLE;
GRANT DELETE ON app.parent TO ledger_alice, ledger_bob;
SET ROLE ledger_bob;
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '42501', NULL, 'a role undoes its own runs only');
SET ROLE ledger_alice;
SET default_transaction_read_only = on;
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '25006', NULL, 'a read-only transaction');
RESET default_transaction_read_only;
SELECT is(datagen.undo(:run), 5::bigint, 'with the privilege it works');
RESET ROLE;
DROP OWNED BY ledger_alice, ledger_bob;
DROP ROLE ledger_alice, ledger_bob;
SELECT * FROM finish();
