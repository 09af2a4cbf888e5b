-- test/pgtap/checks_hold/wide_searches.sql -- searches over all integers end, and stop when they are told to
SELECT plan(2);
CREATE TABLE squares (a int NOT NULL, b int NOT NULL, c int NOT NULL,
                      CHECK (a::bigint * a + b::bigint * b = c::bigint * c AND a > 1000 AND b > a));
SELECT is((SELECT inserted FROM datagen.fill('squares', 200, seed => 2)), 200::bigint, 'ends of intervals are not cut off one value at a time');
SELECT cmp_ok((SELECT count(DISTINCT (a, b)) FROM squares), '>', 50::bigint, 'rows differ');
SELECT * FROM finish();
