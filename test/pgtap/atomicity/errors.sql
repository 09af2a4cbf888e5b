-- test/pgtap/atomicity/errors.sql -- after an error nothing has changed, in whatever transaction it happens
SELECT plan(17);
CREATE SCHEMA app;
CREATE TABLE app.a (id serial PRIMARY KEY);
CREATE TABLE app.b (id serial PRIMARY KEY, a int NOT NULL REFERENCES app.a);
CREATE TABLE app.c (id serial PRIMARY KEY, b int NOT NULL REFERENCES app.b);
CREATE TABLE app.log (n bigint);
CREATE FUNCTION app.fail() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF NEW.id > 1500 THEN RAISE EXCEPTION 'refused' USING ERRCODE = 'P0123'; END IF; RETURN NEW; END$$;
CREATE TRIGGER fail BEFORE INSERT ON app.c FOR EACH ROW EXECUTE FUNCTION app.fail();
CREATE FUNCTION app.total() RETURNS bigint LANGUAGE sql AS
$$SELECT (SELECT count(*) FROM app.a) + (SELECT count(*) FROM app.b) + (SELECT count(*) FROM app.c) + (SELECT count(*) FROM datagen.run)$$;

SELECT throws_ok('SELECT * FROM datagen.fill_schema(''app'', 2000, seed => 1, except_tables => ''{log}'')', 'P0123', 'refused', 'the trigger''s error arrives as it was raised');
SELECT is(app.total(), 0::bigint, 'the tables before are empty again, and no run is recorded');

-- The caller's transaction goes on after a savepoint.
BEGIN;
INSERT INTO app.log VALUES (1);
SAVEPOINT s;
\set ON_ERROR_STOP off
\o /dev/null
SELECT * FROM datagen.fill('app.c', 2000, seed => 1);
\o
\set ON_ERROR_STOP on
ROLLBACK TO s;
INSERT INTO app.log VALUES (2);
SELECT sum(inserted) AS inserted FROM datagen.fill('app.a', 10, seed => 1) \gset
COMMIT;
SELECT is((SELECT count(*) FROM app.log), 2::bigint, 'a savepoint before the error');
SELECT is((SELECT count(*) FROM app.a), 10::bigint, 'a fill after it');
SELECT is((SELECT count(*) FROM app.b) + (SELECT count(*) FROM app.c), 0::bigint, 'nothing of the failed one');

-- A fill that is rolled back.
BEGIN;
SELECT sum(inserted) AS inserted FROM datagen.fill('app.b', 10, seed => 1) \gset
ROLLBACK;
SELECT is((SELECT count(*) FROM app.b), 0::bigint, 'a fill that is rolled back');

-- Blocks with exceptions, nested.
DO $$
BEGIN
  PERFORM datagen.fill('app.b', 10, seed => 1);
  BEGIN
    PERFORM datagen.fill('app.c', 2000, seed => 1);
  EXCEPTION WHEN OTHERS THEN
    INSERT INTO app.log VALUES (3);
  END;
  BEGIN
    PERFORM datagen.fill('app.b', 10, seed => 2);
    RAISE EXCEPTION 'no';
  EXCEPTION WHEN raise_exception THEN
    INSERT INTO app.log VALUES (4);
  END;
  PERFORM datagen.fill('app.b', 5, seed => 3);
END$$;
SELECT is((SELECT count(*) FROM app.b), 15::bigint, 'a block keeps what it did not roll back');
SELECT is((SELECT count(*) FROM app.c), 0::bigint, 'and not what failed');
SELECT is((SELECT count(*) FROM app.log), 4::bigint, 'the handlers ran');

-- In a loop of a query, in a function, several in one statement.
SELECT is((SELECT count(*) FROM generate_series(1, 5) g, datagen.fill('app.a', g, seed => g)), 5::bigint, 'several fills in one statement');
SELECT is((SELECT count(*) FROM app.a), 25::bigint, 'their rows add up');
CREATE FUNCTION app.both() RETURNS bigint LANGUAGE sql AS
$$SELECT inserted FROM datagen.fill('app.a', 5, seed => 9); SELECT inserted FROM datagen.fill('app.b', 5, seed => 9)$$;
SELECT is(app.both(), 5::bigint, 'in a function in SQL');
-- What fails at the commit is the caller's transaction, fill included.
CREATE TABLE app.late (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES app.a DEFERRABLE INITIALLY DEFERRED);
BEGIN;
INSERT INTO app.late VALUES (-1, -1);
SELECT sum(inserted) AS inserted FROM datagen.fill('app.log', 10, seed => 1) \gset
\set ON_ERROR_STOP off
COMMIT;
\set ON_ERROR_STOP on
SELECT is((SELECT count(*) FROM app.log), 4::bigint, 'a commit that fails');

-- on_error => 'skip' keeps the rest.
CREATE TABLE app.d (id serial PRIMARY KEY, c int NOT NULL REFERENCES app.c);
SELECT is((SELECT string_agg(relation::text || ' ' || inserted, ', ' ORDER BY relation::text)
           FROM datagen.fill_schema('app', 2000, seed => 1, on_error => 'skip', except_tables => '{log,late}')),
          'app.a 2000, app.b 2000, app.c 0, app.d 0', 'skip leaves out the table and what needs it');
SELECT is((SELECT count(*) FROM app.c), 0::bigint, 'of a table left out no row stays');
-- A failed AFTER trigger, too.
CREATE FUNCTION app.fail_after() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'P0124'; END$$;
DROP TRIGGER fail ON app.c;
CREATE TRIGGER fail AFTER INSERT ON app.c FOR EACH STATEMENT EXECUTE FUNCTION app.fail_after();
SELECT throws_ok('SELECT * FROM datagen.fill(''app.c'', 5, seed => 1)', 'P0124', 'refused', 'a statement trigger''s error');
CREATE TABLE app.empty (id int PRIMARY KEY, parent int REFERENCES app.empty);
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('app', 20, seed => 1, on_error => 'skip', tables => '{c,empty}')), 20::numeric,
          'skip closes the trigger windows of what failed');
SELECT * FROM finish();
