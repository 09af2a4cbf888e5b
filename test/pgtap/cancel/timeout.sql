-- test/pgtap/cancel/timeout.sql -- a timeout stops a long fill at once and leaves nothing
SELECT plan(13);
CREATE SCHEMA app;
CREATE TABLE app.parent (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE app.child (id int PRIMARY KEY, parent int NOT NULL REFERENCES app.parent, boss int REFERENCES app.child, x text, y jsonb);
CREATE TABLE app.hard (id int PRIMARY KEY, x int NOT NULL CHECK (x * x % 1000003 = 7 OR md5(x::text) LIKE 'ffffffff%'));
-- Tells the SQLSTATE and the seconds it took to stop.
CREATE FUNCTION app.stop(statement text, OUT state text, OUT late numeric) LANGUAGE plpgsql AS
$$
DECLARE
  began timestamptz;
BEGIN
  state := '00000';
  PERFORM set_config('statement_timeout', '300ms', true);
  began := clock_timestamp();
  BEGIN
    EXECUTE statement;
  EXCEPTION WHEN query_canceled THEN
    state := SQLSTATE;
  END;
  late := extract(epoch FROM clock_timestamp() - began) - 0.3;
END
$$;
CREATE TABLE result (what text, state text, late numeric);
-- A timeout counts from the start of the client's statement, so each runs in its own.
SET datagen.search_budget = 2000000000;
SET statement_timeout = '300ms';
INSERT INTO result SELECT 'fill', s.* FROM app.stop('SELECT * FROM datagen.fill(''app.parent'', 100000000, seed => 1)') s;
INSERT INTO result SELECT 'fill_schema', s.* FROM app.stop('SELECT * FROM datagen.fill_schema(''app'', 100000000, seed => 1)') s;
INSERT INTO result SELECT 'skip', s.* FROM app.stop('SELECT * FROM datagen.fill_schema(''app'', 100000000, seed => 1, on_error => ''skip'')') s;
INSERT INTO result SELECT 'rows', s.* FROM app.stop('SELECT count(*) FROM datagen.rows(NULL::app.parent, 100000000, seed => 1)') s;
INSERT INTO result SELECT 'search', s.* FROM app.stop('SELECT * FROM datagen.fill(''app.hard'', 1000, seed => 1)') s;
RESET statement_timeout;
SELECT is(state, '57014', what || ': it is the cancel that arrives') FROM result;
SELECT cmp_ok(late, '<', 1.0, what || ': it stops at once') FROM result;
SELECT is((SELECT count(*) FROM app.parent) + (SELECT count(*) FROM app.child) + (SELECT count(*) FROM app.hard), 0::bigint, 'no row stays');
SELECT is((SELECT count(*) FROM datagen.run) + (SELECT count(*) FROM datagen.progress), 0::bigint, 'no run and no progress');
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('app', 20, seed => 1, tables => '{parent,child}')), 40::numeric, 'the session goes on');
SELECT * FROM finish();
