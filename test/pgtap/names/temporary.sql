-- test/pgtap/names/temporary.sql -- this session's temporary tables by the alias of their schema
SELECT plan(7);
CREATE TEMP TABLE scratch (a int, mail text);
CREATE TEMP TABLE scratch_line (id int PRIMARY KEY, n int);
SELECT results_eq($$SELECT relation::text, inserted FROM datagen.fill_schema('pg_temp', 3, except_tables => ARRAY(SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relname !~ 'scratch' AND relkind = 'r')) ORDER BY 1$$, $$VALUES ('scratch', 3::bigint), ('scratch_line', 3)$$);
SELECT results_eq($$SELECT relation::text, inserted FROM datagen.fill_tables('{"pg_temp.scratch": 4}')$$, $$VALUES ('scratch', 4::bigint)$$);
SELECT results_eq($$SELECT relation::text, inserted FROM datagen.fill_schema('pg_temp', 3, counts => '{"scratch": 2}', tables => '{scratch}')$$, $$VALUES ('scratch', 2::bigint)$$);
SELECT ok((SELECT count(*) = 4 FROM datagen.detect('pg_temp') WHERE relation::text LIKE 'scratch%'));
SELECT ok((SELECT count(*) >= 2 FROM datagen.plan_schema('pg_temp', 3)));
SELECT throws_ok($$SELECT datagen.fill_tables('{"pg_temp.nothing": 4}')$$, '42P01');
CREATE TABLE durable (a int);
SELECT is_empty($$SELECT relation FROM datagen.plan_schema('public', 3) WHERE relation::text LIKE 'scratch%'$$, 'no schema but pg_temp holds them');
SELECT * FROM finish();
