-- test/pgtap/sinks/plan_locks.sql -- looking at what a fill would do locks no table against writers of any kind
SELECT plan(8);
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, p int NOT NULL REFERENCES p, name text NOT NULL);
INSERT INTO p SELECT generate_series(1, 10);
CREATE FUNCTION modes() RETURNS SETOF text LANGUAGE sql AS
$$SELECT DISTINCT mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND relation IN ('t'::regclass, 'p'::regclass)$$;
BEGIN;
SELECT is((SELECT strategy FROM datagen.plan('t', 10000)), (SELECT strategy FROM datagen.plan('t', 5000)), 'a plan');
SELECT set_eq('SELECT modes()', ARRAY['AccessShareLock'], 'locks for reading only');
SELECT matches((SELECT strategy FROM datagen.plan('t', 10000)), 'bulk', 'it tells that the rows enter in bulk');
COMMIT;
BEGIN;
SELECT lives_ok('SELECT * FROM datagen.explain(''t''), datagen.explain_constraints(''t'')', 'explain');
SELECT lives_ok('SELECT * FROM datagen.rows(NULL::t, 10000)', 'rows');
SELECT set_eq('SELECT modes()', ARRAY['AccessShareLock'], 'lock for reading only');
COMMIT;
-- It is possible where no write is.
BEGIN READ ONLY;
SELECT lives_ok('SELECT * FROM datagen.plan(''t'', 10000)', 'a plan in a read-only transaction');
COMMIT;
BEGIN;
SELECT is((SELECT inserted FROM datagen.fill('t', 10000, seed => 1)), 10000::bigint, 'the fill itself');
ROLLBACK;
SELECT * FROM finish();
