-- test/pgtap/privileges/left_out.sql -- on_error => 'skip' without privileges, and parents that row level security hides
SELECT plan(17);
CREATE SCHEMA part;
CREATE TABLE part.a (id serial PRIMARY KEY, x int);
CREATE TABLE part.b (id serial PRIMARY KEY, x int);
CREATE TABLE part.c (id serial PRIMARY KEY, b_id int NOT NULL REFERENCES part.b);
CREATE TABLE part.d (id serial PRIMARY KEY, b_id int REFERENCES part.b);
CREATE TABLE part.hidden (id int PRIMARY KEY);
INSERT INTO part.hidden SELECT generate_series(1, 20);
ALTER TABLE part.hidden ENABLE ROW LEVEL SECURITY;
CREATE TABLE part.e (id serial PRIMARY KEY, hidden_id int NOT NULL REFERENCES part.hidden);
CREATE ROLE datagen_left_out;
GRANT USAGE ON SCHEMA part TO datagen_left_out;
GRANT INSERT, SELECT ON part.a, part.c, part.d, part.e TO datagen_left_out;
GRANT SELECT ON part.hidden TO datagen_left_out;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA part TO datagen_left_out;
CREATE FUNCTION filled(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN
  SET LOCAL ROLE datagen_left_out;
  EXECUTE 'SELECT string_agg(relation || '' '' || inserted, '','' ORDER BY relation::text) FROM ' || query INTO r;
  RESET ROLE;
  RETURN r;
END$$;
CREATE FUNCTION refused(query text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE s text; m text; t text; d text;
BEGIN
  SET LOCAL ROLE datagen_left_out;
  EXECUTE query;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS s = RETURNED_SQLSTATE, m = MESSAGE_TEXT, t = TABLE_NAME, d = PG_EXCEPTION_DETAIL;
  RETURN ARRAY[s, m, t, d];
END$$;
SELECT is((refused($$SELECT datagen.fill_schema('part', 3)$$))[1], '42501', 'without skip it is an error');
SELECT is((SELECT count(*) FROM part.a), 0::bigint, 'and nothing has changed');
SELECT is(filled($$datagen.fill_schema('part', 3, tables => '{a,b,c,d}', on_error => 'skip')$$), 'part.a 3,part.b 0,part.c 0,part.d 0', 'no SELECT');
SELECT is(filled($$datagen.fill_tables('{"part.a": 3, "part.b": 2}', on_error => 'skip')$$), 'part.a 3,part.b 0');
SELECT matches((refused($$DO 'BEGIN RAISE EXCEPTION USING MESSAGE = (SELECT string_agg(note, '' '') FROM datagen.fill_schema(''part'', 3, tables => ''{b,c}'', on_error => ''skip'')); END'$$))[2],
  'permission denied for table b.*permission denied for table b', 'the notes say why');
GRANT SELECT ON part.b TO datagen_left_out;
SELECT is(filled($$datagen.fill_schema('part', 3, tables => '{a,b,c,d}', on_error => 'skip')$$), 'part.a 3,part.b 0,part.c 0,part.d 3', 'no INSERT');
INSERT INTO part.b SELECT generate_series(1, 5), 1;
SELECT is(filled($$datagen.fill_schema('part', 3, tables => '{a,b,c,d}', on_error => 'skip')$$), 'part.a 3,part.b 0,part.c 3,part.d 3', 'rows that are there are parents');
SELECT is((refused($$SELECT datagen.fill('part.b', 3)$$))[1:3], ARRAY['42501', 'permission denied for table b', 'b']);
-- Row level security.
SELECT is((refused($$SELECT datagen.fill('part.e', 2)$$))[1], '23503', 'auto');
SELECT matches((refused($$SELECT datagen.fill('part.e', 2)$$))[2], 'no row of "hidden" that the current role can see');
SELECT is((refused($$SELECT datagen.fill('part.e', 2)$$))[3], 'e', 'the child is named');
SELECT is((refused($$SELECT datagen.fill('part.e', 2, parents => 'existing')$$))[1:3], (refused($$SELECT datagen.fill('part.e', 2)$$))[1:3], 'existing');
SELECT matches((refused($$SELECT datagen.fill('part.e', 2, parents => 'existing')$$))[4], 'Row-level security of "hidden"');
GRANT INSERT ON part.hidden TO datagen_left_out;
SELECT is((refused($$SELECT datagen.fill('part.e', 2)$$))[1], '23503', 'no policy lets rows in either');
SELECT is((refused($$SELECT datagen.fill('part.hidden', 2)$$))[1], '23514', 'a fill of the table itself names the policies');
CREATE POLICY later ON part.hidden USING (id > 10);
SELECT is(filled($$datagen.fill('part.e', 4)$$), 'part.e 4', 'a policy shows some');
SELECT is_empty('SELECT * FROM part.e WHERE hidden_id <= 10');
SELECT * FROM finish();
DROP OWNED BY datagen_left_out;
DROP ROLE datagen_left_out;
