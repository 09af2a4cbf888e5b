-- test/pgtap/predicates/contained_documents.sql -- documents that must be part of a given one
SELECT plan(4);
CREATE SCHEMA app;
CREATE TABLE app.branch (days jsonb NOT NULL CHECK (jsonb_typeof(days) = 'array' AND jsonb_array_length(days) BETWEEN 1 AND 6
  AND days <@ '["mo","tu","we","th","fr","sa","su"]'::jsonb));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.branch'', 200, seed => 1)', 'days of the week');
SELECT cmp_ok((SELECT count(DISTINCT days) FROM app.branch), '>', 10::bigint, 'which differ');
CREATE TABLE app.options (o jsonb NOT NULL CHECK (o <@ '{"a \"quoted\"": 1, "b": [1, 2], "c": {"d": null}}'::jsonb AND o ? 'b'));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.options'', 100, seed => 1)', 'members of an object');
SELECT cmp_ok((SELECT count(DISTINCT o) FROM app.options), '>', 2::bigint, 'several of them');
