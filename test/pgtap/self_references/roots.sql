-- test/pgtap/self_references/roots.sql -- conditions that say which rows of a tree are roots
SELECT plan(3);
CREATE SCHEMA app;
CREATE TABLE app.centre (id int PRIMARY KEY, parent_id int REFERENCES app.centre, is_group bool NOT NULL,
  CHECK (is_group = (parent_id IS NULL)));
SELECT lives_ok($$SELECT * FROM datagen.fill_schema('app', 200, counts => '{"app.centre": 200}', seed => 1)$$,
  'counts of a schema may name it');
SELECT cmp_ok((SELECT count(parent_id) FROM app.centre), '>=', 100::bigint, 'most rows have a parent');
SELECT cmp_ok((SELECT count(*) FROM app.centre WHERE is_group), '>', 20::bigint, 'and there are several roots');
