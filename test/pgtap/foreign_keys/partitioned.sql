-- test/pgtap/foreign_keys/partitioned.sql -- references from and to partitioned tables
\i test/pgtap/violations.psql
SELECT plan(4);
CREATE SCHEMA app;
CREATE TABLE app.parent (id int NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE app.parent_a PARTITION OF app.parent FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE app.parent_b PARTITION OF app.parent FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
CREATE TABLE app.plain (n int PRIMARY KEY);
CREATE TABLE app.child (id int NOT NULL, parent int NOT NULL, day date NOT NULL, n int REFERENCES app.plain, PRIMARY KEY (id),
                        FOREIGN KEY (parent, day) REFERENCES app.parent) PARTITION BY HASH (id);
CREATE TABLE app.child_0 PARTITION OF app.child FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.child_1 PARTITION OF app.child FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- The child is partitioned by the referenced column, and one of its partitions has other column numbers.
CREATE TABLE app.by_day (x text, day date NOT NULL, parent int NOT NULL, FOREIGN KEY (parent, day) REFERENCES app.parent) PARTITION BY RANGE (day);
CREATE TABLE app.by_day_late (gone int, parent int NOT NULL, day date NOT NULL, x text);
ALTER TABLE app.by_day_late DROP COLUMN gone;
ALTER TABLE app.by_day ATTACH PARTITION app.by_day_late FOR VALUES FROM ('2025-02-10') TO ('2026-01-01');
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('app', 200, seed => 1)), 800::numeric, 'filled');
SELECT is_empty('SELECT * FROM violations(''app'')', 'every constraint holds');
SELECT is((SELECT count(DISTINCT tableoid) FROM app.parent) + (SELECT count(DISTINCT tableoid) FROM app.child), 4::bigint, 'all partitions got rows');
-- A partition by itself.
SELECT is((SELECT inserted FROM datagen.fill('app.by_day_late', 10, seed => 2)), 10::bigint, 'a partition with its own column numbers');
SELECT * FROM finish();
