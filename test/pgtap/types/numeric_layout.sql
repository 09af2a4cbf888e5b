-- test/pgtap/types/numeric_layout.sql -- numbers and text arrays written without the server's functions are bit for bit theirs
SELECT plan(6);
CREATE TABLE number (
  a numeric(18,0) NOT NULL, b numeric(12,1) NOT NULL, c numeric(12,2) NOT NULL, d numeric(12,3) NOT NULL, e numeric(12,4) NOT NULL,
  f numeric(12,5) NOT NULL, g numeric(18,18) NOT NULL, h numeric(16,9) NOT NULL,
  negative numeric(10,2) NOT NULL CHECK (negative BETWEEN -99999 AND -0.01),
  small numeric(10,6) NOT NULL CHECK (small BETWEEN -0.0001 AND 0.0001),
  round numeric NOT NULL CHECK (round IN (0, 1, 10000, -10000, 100000000, 99990000, -0.5, 0.0001, 0.00010000, 12345678.90)),
  whole numeric NOT NULL CHECK (whole % 10000 = 0 AND whole BETWEEN -1000000 AND 1000000),
  texts text[] NOT NULL, short varchar(5)[] NOT NULL
);
SELECT is((SELECT inserted FROM datagen.fill('number', 2000, seed => 3)), 2000::bigint, 'two thousand rows');
CREATE VIEW value AS SELECT unnest(ARRAY[a, b, c, d, e, f, g, h, negative, small, round, whole]) AS n FROM number;
SELECT is((SELECT count(*) FROM value WHERE NOT record_image_eq(ROW(n), ROW(n::text::numeric))), 0::bigint, 'numeric_in() makes the same bits of their texts');
SELECT is((SELECT count(*) FROM number WHERE scale(c) <> 2 OR scale(g) <> 18 OR scale(a) <> 0), 0::bigint, 'with all decimals');
SELECT cmp_ok((SELECT count(DISTINCT n) FROM value), '>', 10000::bigint, 'of many values');
SELECT is((SELECT count(*) FROM number WHERE NOT record_image_eq(ROW(texts, short), ROW(texts::text::text[], short::text::varchar(5)[]))), 0::bigint,
          'array_in() makes the same bits of the arrays'' texts');
SELECT cmp_ok((SELECT count(DISTINCT cardinality(texts)) FROM number), '>', 2::bigint, 'of several lengths');
SELECT * FROM finish();
