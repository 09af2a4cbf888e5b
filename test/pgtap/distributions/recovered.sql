-- test/pgtap/distributions/recovered.sql -- laws, limits, seasons and fan-outs recovered from 100,000 values in SQL, over fixed seeds
SELECT plan(9);
CREATE TABLE drawn (seed int, x float8, y float8, z float8, w float8, t timestamp);
DO $$BEGIN FOR s IN 1..20 LOOP
  PERFORM set_config('datagen.seed', s::text, false);
  INSERT INTO drawn SELECT s, datagen.exponential(2), datagen.exponential(2, min => 0.25, max => 1.5), datagen.weibull(1.5, 3, max => 4, bounds => 'clamp'), datagen.pareto(2.5, 1),
    CASE WHEN s <= 5 THEN datagen.datetime_series('2024-01-01', '2025-01-01', hours => ARRAY[0,0,0,0,0,0,1,2,3,4,4,4,3,3,3,3,3,2,2,1,1,1,0,0], weekdays => ARRAY[1,1,1,1,2,3,0], months => ARRAY[1,1,1,1,1,1,1,1,1,1,2,4]) END
  FROM generate_series(1, 100000);
END LOOP; END$$;
-- Kolmogorov's statistic times sqrt(n): above 2.1 once in 6,700 samples, 0.87 on average.
CREATE FUNCTION distances(column_name text, law text, condition text DEFAULT 'true') RETURNS SETOF float8 LANGUAGE plpgsql AS
$$ BEGIN RETURN QUERY EXECUTE format('SELECT max(greatest(r / n - f, f - (r - 1) / n)) * sqrt(max(n)) FROM (SELECT seed, row_number() OVER (PARTITION BY seed ORDER BY %1$s)::float8 r, count(*) OVER (PARTITION BY seed)::float8 n, %2$s f FROM drawn WHERE %3$s) s GROUP BY seed', column_name, law, condition); END $$;
CREATE FUNCTION follows(column_name text, law text, condition text DEFAULT 'true') RETURNS boolean LANGUAGE sql AS
'SELECT count(*) = 20 AND max(d) < 2.1 AND avg(d) BETWEEN 0.67 AND 1.07 FROM distances(column_name, law, condition) d';
SELECT ok(follows('x', '1 - exp(-x / 2)'), 'exponential');
SELECT ok(follows('y', '(exp(-0.125::float8) - exp(-y / 2)) / (exp(-0.125::float8) - exp(-0.75::float8))'), 'truncated: the conditional law');
SELECT ok(follows('z', '(1 - exp(-power(z / 3, 1.5))) / (1 - exp(-power(4 / 3.0::float8, 1.5)))', 'z < 4'), 'clamped: the law within the limits');
SELECT ok((SELECT bool_and(abs(p - exp(-power(4 / 3.0, 1.5))) < 4 * sqrt(0.25 / 100000)) FROM (SELECT avg((z = 4)::int) p FROM drawn GROUP BY seed) s), 'and the rest at the limit');
SELECT ok(follows('w', '1 - power(w, -2.5)'), 'pareto');

-- Months and weekdays, days of each counted from the calendar; hours against their weights.
CREATE FUNCTION chi_squared_of_days() RETURNS TABLE (seed int, chi float8, cells bigint) LANGUAGE sql AS $$
  WITH expected AS (SELECT extract(month FROM d) m, extract(isodow FROM d) w, sum((ARRAY[1,1,1,1,1,1,1,1,1,1,2,4])[extract(month FROM d)::int] * (ARRAY[1,1,1,1,2,3,0])[extract(isodow FROM d)::int])::float8 e
                    FROM generate_series(timestamp '2024-01-01', '2024-12-31', '1 day') d GROUP BY 1, 2),
       seen AS (SELECT seed, extract(month FROM t) m, extract(isodow FROM t) w, count(*) n FROM drawn WHERE t IS NOT NULL GROUP BY 1, 2, 3)
  SELECT s.seed, sum((n - e * 100000 / total) ^ 2 / (e * 100000 / total)), count(*) FROM seen s JOIN expected USING (m, w), (SELECT sum(e) total FROM expected) q GROUP BY 1 $$;
SELECT ok((SELECT count(*) = 5 AND bool_and(cells = 72) AND max(chi) < 125 AND avg(chi) BETWEEN 51 AND 91 FROM chi_squared_of_days()), 'months and weekdays: chi-squared, 71 degrees of freedom');
SELECT ok((SELECT max(chi) < 45 AND bool_and(cells = 16) FROM (SELECT seed, sum((n - w * 2500.0) ^ 2 / (w * 2500.0)) chi, count(*) cells FROM
  (SELECT seed, (ARRAY[0,0,0,0,0,0,1,2,3,4,4,4,3,3,3,3,3,2,2,1,1,1,0,0])[1 + extract(hour FROM t)::int] w, count(*) n FROM drawn WHERE t IS NOT NULL GROUP BY seed, extract(hour FROM t)) h GROUP BY seed) s), 'hours');

-- The exponent that makes the ranks most likely.
CREATE FUNCTION exponent_of(ranks bigint[], counts bigint[], most int) RETURNS numeric LANGUAGE sql AS $$
  SELECT s FROM generate_series(0.5, 2.0, 0.002) s, (SELECT sum(c * ln(r::float8)) logs, sum(c)::float8 n FROM unnest(ranks, counts) u(r, c)) o,
    LATERAL (SELECT ln(sum(power(k::float8, -s::float8))) h FROM generate_series(1, most) k) l ORDER BY -s * logs - n * h DESC LIMIT 1 $$;
SELECT ok((SELECT bool_and(abs(exponent_of(ranks, counts, 300) - 1.2) <= 0.02) FROM (SELECT i, array_agg(k) ranks, array_agg(n) counts FROM
  (SELECT i, datagen.zipf(300, 1.2)::bigint k, count(*) n FROM generate_series(1, 5) i, generate_series(1, 100000) GROUP BY 1, 2) s GROUP BY i) d), 'zipf: the exponent within 0.02');
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES parent);
SELECT datagen.fill('parent', 300, seed => 1);
SELECT datagen.set_shape('child', 'parent_id', 'zipf', exponent => 1.2);
SELECT datagen.fill('child', 100000, seed => 1);
SELECT ok((SELECT abs(exponent_of(array_agg(r), array_agg(n), 300) - 1.2) <= 0.02 FROM (SELECT row_number() OVER (ORDER BY count(*) DESC) r, count(*) n FROM child GROUP BY parent_id) s), 'the fan-out''s exponent within 0.02');
SELECT * FROM finish();
