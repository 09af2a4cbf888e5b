-- test/pgtap/partitions/partitions.sql -- partitioned tables of all kinds, and single partitions
\i test/pgtap/violations.psql
SELECT plan(15);
CREATE SCHEMA app;
CREATE TABLE app.by_list (k text NOT NULL, v int) PARTITION BY LIST (k);
CREATE TABLE app.by_list_ab PARTITION OF app.by_list FOR VALUES IN ('a', 'b');
CREATE TABLE app.by_list_c PARTITION OF app.by_list FOR VALUES IN ('c');
CREATE TABLE app.by_range (at timestamptz NOT NULL, v int) PARTITION BY RANGE (at);
CREATE TABLE app.by_range_25 PARTITION OF app.by_range FOR VALUES FROM ('2025-01-01') TO ('2025-01-08');
CREATE TABLE app.by_range_26 PARTITION OF app.by_range FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
CREATE TABLE app.by_two (a int NOT NULL, b int NOT NULL) PARTITION BY RANGE (a, b);
CREATE TABLE app.by_two_1 PARTITION OF app.by_two FOR VALUES FROM (1, 5) TO (2, 3);
CREATE TABLE app.by_two_2 PARTITION OF app.by_two FOR VALUES FROM (7, MINVALUE) TO (7, 0);
CREATE TABLE app.by_hash (k uuid NOT NULL) PARTITION BY HASH (k);
CREATE TABLE app.by_hash_0 PARTITION OF app.by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.by_hash_1 PARTITION OF app.by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE app.nested (country text NOT NULL, id int NOT NULL, day date NOT NULL, PRIMARY KEY (country, day, id)) PARTITION BY LIST (country);
CREATE TABLE app.nested_de PARTITION OF app.nested FOR VALUES IN ('de') PARTITION BY RANGE (day);
CREATE TABLE app.nested_de_1 PARTITION OF app.nested_de FOR VALUES FROM ('2025-01-01') TO ('2025-02-01') PARTITION BY HASH (id);
CREATE TABLE app.nested_de_1_0 PARTITION OF app.nested_de_1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.nested_de_1_1 PARTITION OF app.nested_de_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE app.nested_us PARTITION OF app.nested FOR VALUES IN ('us');
CREATE TABLE app.with_default (k int NOT NULL) PARTITION BY LIST (k);
CREATE TABLE app.with_default_1 PARTITION OF app.with_default FOR VALUES IN (1);
CREATE TABLE app.with_default_rest PARTITION OF app.with_default DEFAULT;
CREATE TABLE app.by_expression (name text NOT NULL) PARTITION BY LIST (upper(left(name, 1)));
CREATE TABLE app.by_expression_ab PARTITION OF app.by_expression FOR VALUES IN ('A', 'B');
CREATE TABLE app.with_null (k int) PARTITION BY LIST (k);
CREATE TABLE app.with_null_0 PARTITION OF app.with_null FOR VALUES IN (NULL, 5);
CREATE TABLE app.own_check (k int NOT NULL, v int) PARTITION BY LIST (k);
CREATE TABLE app.own_check_1 PARTITION OF app.own_check FOR VALUES IN (1);
CREATE TABLE app.own_check_2 PARTITION OF app.own_check (CHECK (v > 100)) FOR VALUES IN (2);

SELECT is((SELECT count(*) FROM datagen.fill_schema('app', 200, seed => 1) WHERE inserted = 200), 9::bigint, 'every partitioned table is filled once');
SELECT is_empty('SELECT * FROM violations(''app'')', 'every row is where it belongs');
SELECT is((SELECT count(DISTINCT tableoid) FROM app.by_list), 2::bigint, 'list: every partition has rows');
SELECT is((SELECT count(DISTINCT tableoid) FROM app.by_range), 2::bigint, 'range');
SELECT is((SELECT count(DISTINCT tableoid) FROM app.by_two), 2::bigint, 'two columns');
SELECT is((SELECT count(DISTINCT tableoid) FROM app.by_hash), 2::bigint, 'hash');
SELECT is((SELECT count(DISTINCT tableoid) FROM app.nested), 3::bigint, 'nested');
SELECT is((SELECT count(DISTINCT tableoid) FROM app.with_default), 2::bigint, 'default');
-- A single partition.
SELECT is((SELECT inserted FROM datagen.fill('app.by_list_c', 20, seed => 2)), 20::bigint, 'a list partition');
SELECT is((SELECT inserted FROM datagen.fill('app.by_hash_1', 20, seed => 2)), 20::bigint, 'a hash partition');
SELECT is((SELECT inserted FROM datagen.fill('app.with_default_rest', 20, seed => 2)), 20::bigint, 'a default partition');
SELECT is((SELECT inserted FROM datagen.fill('app.nested_de', 20, seed => 2)), 20::bigint, 'a partition that is partitioned');
SELECT is_empty('SELECT * FROM violations(''app'')', 'every row is where it belongs');
CREATE TABLE many_days (at date NOT NULL) PARTITION BY RANGE (at);
DO $$ BEGIN FOR i IN 0..365 LOOP
  EXECUTE format('CREATE TABLE many_days_%s PARTITION OF many_days FOR VALUES FROM (%L) TO (%L)', i, date '2024-01-01' + i, date '2024-01-02' + i);
END LOOP; END $$;
SELECT lives_ok($$SELECT datagen.fill('many_days', 3000, seed => 1)$$, 'a partition for each day of a year');
SELECT cmp_ok((SELECT count(DISTINCT tableoid) FROM many_days), '>', 330::bigint, 'nearly all get rows');
SELECT * FROM finish();
