-- Distributions: one value each from a fixed seed, and what is wrong with arguments.
SET extra_float_digits = -6;
SET datagen.seed = 1;
SELECT datagen.normal(), datagen.normal(100, 15), datagen.lognormal(10.8, 0.4, min => 20000, max => 400000) AS lognormal;
SELECT datagen.exponential(2.0), datagen.gamma(2, 3), datagen.beta(2, 5), datagen.weibull(1.5, 10), datagen.pareto(3, 2);
SELECT datagen.poisson(3), datagen.poisson(300), datagen.binomial(10, 0.3), datagen.negative_binomial(2, 0.4), datagen.geometric(0.25), datagen.zipf(1000, 1.1);
SELECT datagen.bernoulli(0.5), datagen.uniform(0.9, 1.1) AS real, datagen.uniform(1, 6) AS integer, datagen.uniform(1, 10000000000) AS bigint;
SELECT datagen.uniform(date '2024-01-01', '2024-12-31') AS date, datagen.uniform(timestamp '2024-01-01', '2024-12-31') AS timestamp;
SELECT datagen.sequence(), datagen.sequence(10, 5) FROM generate_series(1, 3);
SELECT datagen.choice(ARRAY['new', 'paid', 'shipped'], weights => ARRAY[1, 5, 14]), datagen.choice(ARRAY[1, 2, 3]), datagen.choice('{a,b}'::text[], zipf => 1), datagen.choice(ARRAY[true], head => 1);
SELECT datagen.datetime_series('2024-01-01', '2026-01-01', growth => 1.3), datagen.datetime_series('2024-01-01', '2024-01-08', weekdays => '{0,0,0,0,0,0,1}')::date AS sunday;
SELECT datagen.normal(5, 0), datagen.poisson(0), datagen.binomial(4, 1), datagen.geometric(1), datagen.uniform(7, 7), datagen.normal(0, 1, min => 3, max => 3) AS at_three;
-- The same again, as the setting starts the stream anew.
SET datagen.seed = 1;
SELECT datagen.normal();
\set VERBOSITY terse
SELECT datagen.normal(NULL, 1);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.normal(0, 1, bounds => NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.normal(0, 1, bounds => 'cut');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.normal(0, -1);
SELECT datagen.normal('NaN', 1);
SELECT datagen.normal('Infinity', 1);
SELECT datagen.normal(0, 1, min => 2, max => 1);
SELECT datagen.normal(0, 1, min => 50, max => 60);
SELECT datagen.lognormal(0, 1, max => -1);
SELECT datagen.exponential(0);
SELECT datagen.gamma(0, 1);
SELECT datagen.beta(1, -1);
SELECT datagen.weibull(1, 0);
SELECT datagen.pareto(-1);
SELECT datagen.poisson(-1);
SELECT datagen.binomial(-1, 0.5);
SELECT datagen.binomial(1, 1.5);
SELECT datagen.negative_binomial(0, 0.5);
SELECT datagen.geometric(0);
SELECT datagen.zipf(0);
SELECT datagen.zipf(5, -1);
SELECT datagen.poisson(1e12);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.bernoulli(2);
SELECT datagen.uniform(2, 1);
SELECT datagen.uniform(2.0, 1.5);
SELECT datagen.uniform(1, 'Infinity'::float8);
SELECT datagen.uniform(date 'infinity', date 'infinity');
SELECT datagen.sequence(9223372036854775807, 1) FROM generate_series(1, 2);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.choice('{}'::int[]);
SELECT datagen.choice(NULL::int[]);
SELECT datagen.choice(ARRAY[1, 2], weights => '{1}');
SELECT datagen.choice(ARRAY[1, 2], weights => '{0,0}');
SELECT datagen.choice(ARRAY[1, 2], weights => '{1,NULL}');
SELECT datagen.choice(ARRAY[1, 2], weights => '{1,-1}');
SELECT datagen.choice(ARRAY[1, 2], weights => '{1,1}', zipf => 1);
SELECT datagen.choice(ARRAY[1, 2], head => 2);
SELECT datagen.datetime_series('2024-01-01', '2024-01-01');
SELECT datagen.datetime_series('2024-01-01', 'infinity');
SELECT datagen.datetime_series('0100-01-01', '2024-01-01');
SELECT datagen.datetime_series('2024-01-01', '2024-02-01', hours => '{1,2}');
SELECT datagen.datetime_series('2024-01-01', '2024-01-02', weekdays => '{0,1,1,1,1,1,1}');
SELECT datagen.datetime_series('2024-01-01', '2024-01-02', growth => 0);
