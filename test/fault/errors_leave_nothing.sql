-- test/fault/errors_leave_nothing.sql -- an error at any server call of a fill leaves no object, no row and no broken state
SET client_min_messages = warning;
CREATE SCHEMA app;
CREATE DOMAIN app.percent AS int CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE app.parent (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL UNIQUE CHECK (code LIKE 'P-%'));
CREATE TABLE app.child (
  id serial PRIMARY KEY, parent_id int NOT NULL REFERENCES app.parent, boss int REFERENCES app.child,
  share app.percent, tags text[], twice int GENERATED ALWAYS AS (share * 2) STORED, low int, high int, CHECK (low < high));
CREATE TABLE app.egg (id int PRIMARY KEY, hen_id int NOT NULL);
CREATE TABLE app.hen (id int PRIMARY KEY, egg_id int NOT NULL REFERENCES app.egg);
ALTER TABLE app.egg ADD FOREIGN KEY (hen_id) REFERENCES app.hen;
CREATE TABLE app.measure (day date NOT NULL CHECK (day < '2026-01-01'), x numeric(6,2) CHECK (x % 7 <> 1)) PARTITION BY RANGE (day);
CREATE TABLE app.measure_2025 PARTITION OF app.measure FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
SELECT datagen.set_rule('app.measure', 'x', 'extract(day FROM day) / 2', 0.1);
SELECT datagen.set_rule('app.child', 'tags', 'ARRAY[parent_id::text]');

CREATE FUNCTION app.rows() RETURNS bigint LANGUAGE sql AS
$$SELECT (SELECT count(*) FROM app.parent) + (SELECT count(*) FROM app.child) + (SELECT count(*) FROM app.egg)
       + (SELECT count(*) FROM app.hen) + (SELECT count(*) FROM app.measure) + (SELECT count(*) FROM datagen.run)$$;

-- Runs `statement` with a fault at the first, second, … call until none fires; with longer steps the further it is.
CREATE FUNCTION app.attempt(statement text, OUT faults bigint, OUT calls bigint, OUT objects bigint, OUT rows bigint,
                            OUT states text[], OUT swallowed bigint) LANGUAGE plpgsql AS
$$
DECLARE
  left_over bigint;
  state text;
BEGIN
  faults := 0; calls := 1; objects := 0; rows := 0; states := '{}'; swallowed := 0;
  LOOP
    state := '00000';
    BEGIN
      PERFORM datagen._fault_after(calls);
      EXECUTE statement;
      left_over := datagen._fault_after(0);
      RAISE EXCEPTION USING ERRCODE = 'P0099';
    EXCEPTION WHEN OTHERS THEN
      IF SQLSTATE <> 'P0099' THEN
        left_over := datagen._fault_after(0);
        state := SQLSTATE;
      END IF;
    END;
    objects := objects + datagen._live_objects();
    rows := rows + app.rows();
    EXIT WHEN left_over > 0;
    faults := faults + 1;
    IF state = '00000' THEN
      swallowed := swallowed + 1;
    ELSIF state <> ALL (states) THEN
      states := states || state;
    END IF;
    calls := calls + greatest(1, (calls - 100) / 20);
  END LOOP;
END
$$;

SELECT plan(22);
SELECT is(datagen._live_objects(), 0::bigint, 'nothing is alive before');

CREATE TABLE result AS
SELECT s.name, a.*
FROM (VALUES ('fill_schema', $$SELECT * FROM datagen.fill_schema('app', 20, seed => 1)$$),
             ('plan_schema', $$SELECT * FROM datagen.plan_schema('app', 20, seed => 1)$$),
             ('explain', $$SELECT * FROM datagen.explain('app.child')$$),
             ('rows', $$SELECT count(*) FROM datagen.rows(NULL::app.parent, 20, seed => 1)$$),
             ('set_rule', $$SELECT datagen.set_rule('app.child', 'share', 'id % 100')$$)) AS s (name, statement),
     app.attempt(s.statement) AS a;
SET datagen.sink = bulk;
INSERT INTO result SELECT 'fill_schema in bulk', a.* FROM app.attempt($$SELECT * FROM datagen.fill_schema('app', 20, seed => 1)$$) AS a;
RESET datagen.sink;
SELECT cmp_ok(faults, '>', 10::bigint, name || ': faults were injected') FROM result;
SELECT is(objects, 0::bigint, name || ': no object is left alive') FROM result;
SELECT is(rows, 0::bigint, name || ': no row is left') FROM result WHERE name IN ('fill_schema', 'fill_schema in bulk', 'rows');
SELECT is(states, '{XX000}', name || ': the error arrives as it was raised') FROM result WHERE name <> 'set_rule';

-- The session still works.
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('app', 20, seed => 1)), 100::numeric, 'a fill works after all that');
SELECT * FROM finish();
DROP SCHEMA app CASCADE;
