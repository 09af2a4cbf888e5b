-- test/pgtap/rules/rule_errors.sql -- rules that raise errors: which rows are made again, and what the error says
SELECT plan(18);
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
-- NULL for a column that must hold a value.
CREATE TABLE must (id int PRIMARY KEY, x text NOT NULL);
SELECT throws_ok($$SELECT datagen.fill('must', 4, rules => '{"x": "NULL::text || lower(''A'')"}')$$, '23502',
  'rule on column "x" of relation "must" gives NULL, which the column must not hold');
SELECT is((SELECT inserted FROM datagen.fill('must', 50, seed => 1, rules => '{"x": "nullif((random() * 3)::int::text, ''1'')"}')), 50::bigint, 'rows whose rule gives NULL are made again');
CREATE FUNCTION put_x() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.x := coalesce(NEW.x, 'put'); RETURN NEW; END$$;
CREATE TRIGGER put_x BEFORE INSERT ON must FOR EACH ROW EXECUTE FUNCTION put_x();
SELECT is((SELECT inserted FROM datagen.fill('must', 5, seed => 2, rules => '{"x": "NULL"}')), 5::bigint, 'a trigger may put a value there');
-- To LIKE the blanks at the end of a char(n) count.
CREATE TABLE padded (id int PRIMARY KEY, c char(5) NOT NULL, d text, CHECK (c LIKE '%b' OR d IS NOT NULL));
SELECT is((SELECT inserted FROM datagen.fill('padded', 60, seed => 1, rules => '{"c": "''ab''"}')), 60::bigint, 'the server judges them');
SELECT * FROM finish();
