-- test/pgtap/rules/rule_errors.sql -- rules that raise errors: which rows are made again, and what the error says
SELECT plan(14);
CREATE FUNCTION fields_of(query text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE s text; sch text; t text; c text; h text; x text;
BEGIN
  EXECUTE query;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS s = RETURNED_SQLSTATE, sch = SCHEMA_NAME, t = TABLE_NAME, c = COLUMN_NAME, h = PG_EXCEPTION_HINT, x = PG_EXCEPTION_CONTEXT;
  RETURN ARRAY[s, sch, t, c, h, (x ~ ('rule.* on column "' || c || '" of relation'))::text];
END$$;
-- A rule that fails on a row that other constraints refuse.
CREATE TABLE item (id serial, q int NOT NULL CHECK (q BETWEEN 1 AND 10), total numeric(5,2), half int, CHECK (half > 0));
SELECT lives_ok($$SELECT datagen.fill('item', 40, seed => 1, rules => '{"q": "datagen.uniform(1,100)", "total": "q * 10"}')$$, 'an overflow on a row that a CHECK refuses');
SELECT is((SELECT count(*) FROM item WHERE total = q * 10), 40::bigint, 'all rows came in');
SELECT lives_ok($$SELECT datagen.fill('item', 40, seed => 1, rules => '{"q": "datagen.uniform(0,100)", "total": "100 / q"}')$$, 'any error on such a row');
SELECT lives_ok($$SELECT datagen.fill('item', 40, seed => 1, rules => '{"q": "datagen.uniform(0,10)", "total": "100 / q", "half": "total + 1"}')$$, 'a rule that reads the one that failed');
-- On a row that is otherwise valid it is an error.
SELECT is(fields_of($$SELECT datagen.fill('item', 40, seed => 1, rules => '{"q": "datagen.uniform(1,100)", "total": "100 / (q - 5)"}')$$),
  ARRAY['22012', 'public', 'item', 'total', '', 'true'], 'the error names the column');
-- What the column's type cannot hold is drawn again.
CREATE TABLE note (v varchar(3), n smallint);
SELECT lives_ok($$SELECT datagen.fill('note', 40, seed => 1, rules => '{"v": "datagen.word()", "n": "datagen.uniform(30000, 40000)"}')$$);
SELECT is((SELECT count(*) FROM note WHERE v <> '' AND n BETWEEN 30000 AND 32767), 40::bigint);
SET datagen.search_budget = 200;
SELECT is(fields_of($$SELECT datagen.fill('note', 1, seed => 1, rules => '{"v": "datagen.word() || ''abc''"}')$$),
  ARRAY['22001', 'public', 'note', 'v', 'Change the rule on "v" so that its values fit the column''s type.', 'true'], 'nothing fits');
SELECT is((fields_of($$SELECT datagen.fill('note', 1, seed => 1, rules => '{"v": "''abcd''"}')$$))[1:4], ARRAY['22001', 'public', 'note', 'v'], 'a constant');
RESET datagen.search_budget;
-- References that a rule draws.
CREATE TABLE par (id int PRIMARY KEY);
INSERT INTO par SELECT generate_series(1, 5);
CREATE TABLE chi (id serial, par_id int NOT NULL REFERENCES par, x int);
SELECT lives_ok($$SELECT datagen.fill('chi', 40, seed => 1, rules => '{"par_id": "datagen.uniform(1,9)", "x": "datagen.parent(''par_id'', ''id'')"}')$$, 'a parent that is not there');
SELECT is((SELECT count(*) FROM chi WHERE x = par_id), 40::bigint);
SET datagen.search_budget = 200;
SELECT is(fields_of($$SELECT datagen.fill('chi', 4, rules => '{"par_id": "99"}')$$), fields_of($$SELECT datagen.fill('chi', 4, rules => '{"par_id": "99", "x": "datagen.parent(''par_id'', ''id'')"}')$$), 'the same error with and without datagen.parent()');
SELECT throws_ok($$SELECT datagen.fill('chi', 4, rules => '{"par_id": "99", "x": "datagen.parent(''par_id'', ''id'')"}')$$, '23503');
-- After errors in subtransactions the sequence of rows is still a function of the seed.
SELECT results_eq($$SELECT x FROM datagen.rows(NULL::chi, 20, seed => 3)$$, $$SELECT x FROM datagen.rows(NULL::chi, 20, seed => 3)$$);
SELECT * FROM finish();
