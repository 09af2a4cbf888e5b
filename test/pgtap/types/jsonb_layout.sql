-- test/pgtap/types/jsonb_layout.sql -- documents written without jsonb_in() are those that jsonb_in() makes
SELECT plan(6);
CREATE FUNCTION names(n int) RETURNS text[] LANGUAGE sql IMMUTABLE AS
$$ SELECT array_agg(left(md5(i::text), 1 + i % 5) || i) FROM generate_series(1, n) i $$;
CREATE TABLE document (
  plain jsonb NOT NULL,
  wide jsonb NOT NULL,
  chosen jsonb NOT NULL CHECK (chosen IN ('{"b": [1, 2.50, -0.001, {"aa": null, "c": []}], "a": "x", "cc": {}, "": false}', '[]', '{}', '"s"', '12', '-7.10', 'true',
                                          'null', '[[[1], []], {"k": [true, false, null]}]', '{"quote": "\" \\ \n", "big": 123456789012345678901234567890, "tiny": 1e-7}')),
  listed jsonb NOT NULL CHECK (jsonb_typeof(listed) = 'array' AND jsonb_array_length(listed) = 70)
);
DO $$ BEGIN EXECUTE format('ALTER TABLE document ADD CHECK (wide ?& %L)', names(70)); END $$;
SELECT is((SELECT inserted FROM datagen.fill('document', 300, seed => 3)), 300::bigint, 'three hundred documents');
CREATE VIEW value AS SELECT unnest(ARRAY[plain, wide, chosen, listed]) AS j FROM document;
SELECT is((SELECT count(*) FROM value WHERE j IS DISTINCT FROM j::text::jsonb), 0::bigint, 'equal to what jsonb_in() reads from the text');
SELECT is((SELECT count(*) FROM value WHERE pg_column_size(j) <> pg_column_size(j::text::jsonb) OR jsonb_hash(j) <> jsonb_hash(j::text::jsonb)), 0::bigint,
          'of the same size and hash');
SELECT is((SELECT count(*) FROM value, LATERAL jsonb_each(CASE jsonb_typeof(j) WHEN 'object' THEN j ELSE '{}' END) e WHERE j -> e.key IS DISTINCT FROM e.value), 0::bigint,
          'every key is found by the binary search');
SELECT is((SELECT count(*) FROM document, generate_series(0, 69) i WHERE listed -> i IS NULL), 0::bigint, 'every element is found by its place');
SELECT is((SELECT count(DISTINCT chosen) FROM document), 10::bigint, 'every listed document appears');
SELECT * FROM finish();
