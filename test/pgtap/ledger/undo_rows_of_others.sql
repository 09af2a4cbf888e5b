-- test/pgtap/ledger/undo_rows_of_others.sql -- undo deletes no row of others, whether its caller sees it or not
SELECT plan(16);
CREATE ROLE undo_owner;
CREATE ROLE undo_alice;
CREATE ROLE undo_bob;
CREATE ROLE undo_stranger;
CREATE SCHEMA app AUTHORIZATION undo_owner;
GRANT USAGE, CREATE ON SCHEMA app TO PUBLIC;
SET ROLE undo_owner;
CREATE TABLE app.p (id int PRIMARY KEY);
CREATE TABLE app.c (id int PRIMARY KEY, p int REFERENCES app.p ON DELETE CASCADE, owner text NOT NULL DEFAULT CURRENT_USER);
GRANT SELECT, INSERT, DELETE ON app.p, app.c TO undo_alice, undo_bob;
GRANT REFERENCES ON app.p TO undo_stranger;
ALTER TABLE app.c ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON app.c USING (owner = CURRENT_USER);
SET ROLE undo_bob;
SELECT max(run) AS run FROM datagen.fill('app.p', 5, seed => 1) \gset
SET ROLE undo_alice;
INSERT INTO app.c SELECT 1, min(id) FROM app.p;

SET ROLE undo_bob;
SELECT is((SELECT count(*) FROM app.c), 0::bigint, 'bob sees no row that refers to his');
SELECT throws_like(format('SELECT datagen.undo(%s)', :run), '%are still referenced from app.c', 'but undo does, as the foreign key would');
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '23503', NULL, 'with the server''s own SQLSTATE');
SELECT is((SELECT count(*) FROM app.p), 5::bigint, 'nothing of bob''s is gone');
SELECT is(CURRENT_USER::text, 'undo_bob', 'bob is bob again');
SET ROLE undo_alice;
SELECT is((SELECT count(*) FROM app.c), 1::bigint, 'nor of alice''s');
DELETE FROM app.c;

-- Without such rows undo works, also without UPDATE on what it locks.
SET ROLE undo_bob;
SELECT ok(NOT has_table_privilege('app.p', 'UPDATE'), 'bob may delete, but not update');
SELECT is(datagen.undo(:run), 5::bigint, 'undo');

-- Children of the same run are no obstacle. What this session changed before counts until the server has its statistics.
SELECT pg_stat_force_next_flush() \g /dev/null
SELECT max(run) AS run FROM datagen.fill_tables('{"app.p": 5, "app.c": 5}', seed => 2) \gset
SELECT cmp_ok((SELECT count(*) FROM app.p), '=', 5::bigint, 'a run of parents and children');
SELECT is(datagen.undo(:run), 10::bigint, 'goes as a whole');

-- A table of somebody who may refer to the parents but not read them.
RESET ROLE;
SET ROLE undo_stranger;
CREATE TABLE app.stranger (p int REFERENCES app.p ON DELETE SET NULL, owner text NOT NULL DEFAULT CURRENT_USER);
GRANT SELECT ON app.stranger TO undo_bob;
SET ROLE undo_bob;
SELECT max(run) AS run FROM datagen.fill('app.p', 5, seed => 3) \gset
SELECT is(datagen.undo(:run), 5::bigint, 'who sees all rows there may undo');
SELECT max(run) AS run FROM datagen.fill('app.p', 5, seed => 3) \gset
SET ROLE undo_stranger;
ALTER TABLE app.stranger ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.stranger TO undo_bob USING (owner = CURRENT_USER);
SET ROLE undo_bob;
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '55000', NULL, 'where nobody can tell, undo does not guess');
SET ROLE undo_owner;
GRANT SELECT ON app.p TO undo_stranger;
SET ROLE undo_stranger;
INSERT INTO app.stranger SELECT min(id) FROM app.p;
SET ROLE undo_bob;
SELECT throws_ok(format('SELECT datagen.undo(%s)', :run), '23503', NULL, 'now the table''s owner can tell');
SET ROLE undo_stranger;
SELECT is((SELECT count(p) FROM app.stranger), 1::bigint, 'and his row is what it was');
DELETE FROM app.stranger;
SET ROLE undo_bob;
SELECT is(datagen.undo(:run), 5::bigint, 'and without it undo works');
SELECT is((SELECT count(*) FROM app.p), 0::bigint, 'all rows are gone');
RESET ROLE;
DROP OWNED BY undo_bob, undo_alice, undo_stranger, undo_owner CASCADE;
DROP ROLE undo_bob, undo_alice, undo_stranger, undo_owner;
SELECT * FROM finish();
