-- test/pgtap/distributions/in_sql.sql -- distributions and modifiers in queries and rules: streams, limits, moments
SELECT plan(21);
-- The seed starts the stream, each call takes the next number, in any query.
SET datagen.seed = 7;
CREATE TABLE first AS SELECT datagen.normal() AS x, datagen.poisson(4) AS n FROM generate_series(1, 50);
CREATE TABLE second AS SELECT datagen.normal() AS x, datagen.poisson(4) AS n FROM generate_series(1, 50);
SET datagen.seed = 7;
SELECT results_eq('TABLE first', 'SELECT datagen.normal(), datagen.poisson(4) FROM generate_series(1, 50)', 'the same seed, the same values');
SELECT is_empty('SELECT x FROM first INTERSECT SELECT x FROM second', 'the stream goes on');
SELECT is((SELECT count(DISTINCT x) FROM first), 50::bigint);
-- Limits: truncation and clamping.
SELECT ok((SELECT count(*) FILTER (WHERE x = 8) = 0 AND min(x) > 8 AND max(x) < 11 AND avg(x) BETWEEN 9.5 AND 9.63 FROM (SELECT datagen.normal(10, 2, min => 8, max => 11) x FROM generate_series(1, 10000)) s), 'truncated');
-- P(X < 8) = 0.1587, P(X > 11) = 0.3085.
SELECT ok((SELECT count(*) FILTER (WHERE x = 8) BETWEEN 1470 AND 1700 AND count(*) FILTER (WHERE x = 11) BETWEEN 2940 AND 3230 FROM (SELECT datagen.normal(10, 2, min => 8, max => 11, bounds => 'clamp') x FROM generate_series(1, 10000)) s), 'clamped');
-- Parameters may differ from row to row.
SELECT ok((SELECT bool_and(a BETWEEN m - 6 * sqrt(m / 1000.0) AND m + 6 * sqrt(m / 1000.0)) FROM (SELECT m, avg(datagen.poisson(m)) a FROM generate_series(1, 20) m, generate_series(1, 1000) GROUP BY m) s), 'means from a column');
SELECT ok((SELECT bool_and(c IN (g, -g)) FROM (SELECT g, datagen.choice(ARRAY[g, -g]) c FROM generate_series(1, 1000) g) s), 'choices from columns');
SELECT ok((SELECT count(*) FILTER (WHERE c = 'a') BETWEEN 7800 AND 8200 AND count(DISTINCT c) = 5 FROM (SELECT datagen.choice(ARRAY['a','b','c','d','e'], head => 0.2) c FROM generate_series(1, 10000)) s), 'head and tail');
SELECT ok((SELECT count(*) FILTER (WHERE c IS NULL) BETWEEN 3100 AND 3600 FROM (SELECT datagen.choice(ARRAY['a', NULL, 'c']) c FROM generate_series(1, 10000)) s), 'NULL can be chosen');
SELECT set_eq('SELECT datagen.uniform(1, 3) FROM generate_series(1, 200)', ARRAY[1, 2, 3], 'integers, both ends included');
SELECT is((SELECT array_agg(DISTINCT d) FROM (SELECT datagen.uniform(date '2024-02-28', date '2024-03-01') d FROM generate_series(1, 100)) s), '{2024-02-28,2024-02-29,2024-03-01}'::date[]);
SELECT results_eq('SELECT datagen.sequence(5, -2) FROM generate_series(1, 3)', 'VALUES (5::bigint), (3), (1)');
-- Modifiers.
SELECT results_eq($$SELECT datagen.clamp(5, 1, 3), datagen.clamp(NULL::int, 1, 3), datagen.clamp(0.5, 1), datagen.clamp('m'::text, NULL, 'k')$$, $$VALUES (3, NULL::int, 1::numeric, 'k')$$);
SELECT ok((SELECT stddev(x) BETWEEN 9.5 AND 10.5 AND avg(x) BETWEEN 199 AND 201 FROM (SELECT datagen.jitter(200, 0.05, relative => true) x FROM generate_series(1, 10000)) s));
SELECT ok((SELECT stddev(extract(epoch FROM t - '2024-05-01')) BETWEEN 570 AND 630 FROM (SELECT datagen.time_jitter(timestamp '2024-05-01', interval '10 minutes') t FROM generate_series(1, 10000)) s));
SELECT ok((SELECT count(*) FILTER (WHERE x = 50) BETWEEN 1850 AND 2150 FROM (SELECT datagen.outlier(5, 0.2) x FROM generate_series(1, 10000)) s));
SELECT ok((SELECT count(x) BETWEEN 6800 AND 7200 FROM (SELECT datagen.missing(1, 0.3) x FROM generate_series(1, 10000)) s));
-- Promotions and seasons multiply.
CREATE TABLE promotion (starts_on date, ends_on date, factor numeric, product int);
INSERT INTO promotion VALUES ('2024-11-29', '2024-11-29', 3, NULL), ('2024-11-01', NULL, 1.5, 7);
SELECT results_eq($$SELECT datagen.effect(timestamp '2024-11-29 23:59', 'promotion', key_column => 'product', key => k) * datagen.seasonal(timestamp '2024-11-29 23:59', months => ARRAY[1,1,1,1,1,1,1,1,1,1,2,1]) FROM (VALUES (7), (8)) v(k)$$, 'VALUES (9::float8), (6)');
CREATE TABLE sale (id int PRIMARY KEY, day date NOT NULL, quantity int NOT NULL);
SELECT datagen.set_rule('sale', 'day', $$datagen.datetime_series('2024-11-01', '2024-12-01')::date$$);
SELECT datagen.set_rule('sale', 'quantity', $$datagen.poisson(10 * datagen.effect(day, 'promotion', key_column => 'product'))$$);
SELECT datagen.fill('sale', 6000, seed => 1);
SELECT ok((SELECT avg(quantity) FILTER (WHERE day = '2024-11-29') BETWEEN 28.5 AND 31.5 AND avg(quantity) FILTER (WHERE day <> '2024-11-29') BETWEEN 9.8 AND 10.2 FROM sale), 'promotion days raise sales by their factor');
-- A rule's values do not depend on what else is drawn, nor on batches.
CREATE TABLE t (id int PRIMARY KEY, a float8, b float8);
SELECT datagen.set_rule('t', 'a', 'datagen.normal() + datagen.normal()');
CREATE TABLE alone AS SELECT id, a FROM datagen.rows(NULL::t, 100, 3);
SELECT datagen.set_rule('t', 'b', 'datagen.exponential(1)');
SELECT results_eq('SELECT id, a FROM datagen.rows(NULL::t, 100, 3)', 'TABLE alone', 'another rule changes nothing');
SELECT results_eq('SELECT id, a FROM datagen.rows(NULL::t, 10, 3, first => 50, total => 100)', 'SELECT * FROM alone OFFSET 50 LIMIT 10', 'a slice');
SELECT * FROM finish();
