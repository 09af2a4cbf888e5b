-- test/pgtap/partitions/without_partitions.sql -- partitioned tables that no row fits into yet
SELECT plan(9);
CREATE SCHEMA bare;
CREATE TABLE bare.np (a int PRIMARY KEY) PARTITION BY LIST (a);
CREATE TABLE bare.child (id int PRIMARY KEY, np int NOT NULL REFERENCES bare.np);
CREATE TABLE bare.other (a int);
CREATE TABLE bare.sub (a int) PARTITION BY LIST (a);
CREATE TABLE bare.sub_1 PARTITION OF bare.sub FOR VALUES IN (1, 2) PARTITION BY LIST (a);
SELECT throws_ok($$SELECT datagen.fill('bare.np', 3)$$, '23514', 'partitioned table "np" has no partitions');
SELECT throws_ok($$SELECT datagen.fill('bare.sub', 3)$$, '23514', 'partitioned table "sub" has no partitions');
SELECT throws_ok($$SELECT datagen.fill('bare.child', 3)$$, '23514', 'partitioned table "np" has no partitions', 'as a parent');
SELECT results_eq($$SELECT relation::text, inserted FROM datagen.fill_schema('bare', 3, except_tables => '{child}') ORDER BY 1$$,
  $$VALUES ('bare.np', 0::bigint), ('bare.other', 3), ('bare.sub', 0)$$, 'the others are filled');
SELECT matches((SELECT note FROM datagen.fill_schema('bare', 3, tables => '{np}')), 'has no partitions.*HINT: Create a partition');
SELECT throws_ok($$SELECT datagen.fill_schema('bare', 3, counts => '{"np": 2}')$$, '23514', NULL, 'a count that was asked for is an error');
SELECT throws_ok($$SELECT datagen.fill_schema('bare', 3)$$, '23514', 'partitioned table "np" has no partitions', 'a child that needs it is refused');
SELECT results_eq($$SELECT relation::text, action FROM datagen.plan_schema('bare', 3, tables => '{np,other}') ORDER BY 1$$, $$VALUES ('bare.np', 'skip'), ('bare.other', 'fill')$$);
CREATE TABLE bare.np_rest PARTITION OF bare.np DEFAULT;
SELECT lives_ok($$SELECT datagen.fill_schema('bare', 3, tables => '{np,child}')$$, 'with a partition');
SELECT * FROM finish();
