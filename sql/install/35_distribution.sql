-- sql/install/35_distribution.sql -- numbers, moments and choices from exact distributions

-- All of them are VOLATILE, as random() is, and the leader of a parallel query alone draws. Their errors: 22004 for a NULL
-- where a number is needed, 22023 for one outside its range.

CREATE FUNCTION datagen.normal(mean float8 DEFAULT 0, deviation float8 DEFAULT 1,
  min float8 DEFAULT NULL, max float8 DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_normal' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.normal(float8, float8, float8, float8, text) IS
'A number from the normal distribution with the mean and the standard deviation (0 or more).
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them.
Example: SELECT datagen.normal(100, 15);';

CREATE FUNCTION datagen.lognormal(mean float8 DEFAULT 0, deviation float8 DEFAULT 1,
  min float8 DEFAULT NULL, max float8 DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_lognormal' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.lognormal(float8, float8, float8, float8, text) IS
'A number whose logarithm is normal: `mean` and `deviation` are those of the logarithm, so the median is exp(mean). Incomes,
prices and sizes look like this.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them.
Example: SELECT datagen.lognormal(10.8, 0.4, min => 20000, max => 400000);';

CREATE FUNCTION datagen.exponential(mean float8 DEFAULT 1,
  min float8 DEFAULT NULL, max float8 DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_exponential' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.exponential(float8, float8, float8, text) IS
'A number from the exponential distribution with the mean: waiting times.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them.
Example: SELECT now() + datagen.exponential(2.0) * interval ''1 day'';';

CREATE FUNCTION datagen.gamma(shape float8, scale float8 DEFAULT 1,
  min float8 DEFAULT NULL, max float8 DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_gamma' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.gamma(float8, float8, float8, float8, text) IS
'A number from the gamma distribution: mean shape * scale, variance shape * scale^2. Durations, amounts.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them.
Example: SELECT datagen.gamma(2, 30);';

CREATE FUNCTION datagen.beta(alpha float8, beta float8,
  min float8 DEFAULT NULL, max float8 DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_beta' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.beta(float8, float8, float8, float8, text) IS
'A number between 0 and 1 from the beta distribution: mean alpha / (alpha + beta). Shares and rates.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them.
Example: SELECT datagen.beta(2, 5);';

CREATE FUNCTION datagen.weibull(shape float8, scale float8 DEFAULT 1,
  min float8 DEFAULT NULL, max float8 DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_weibull' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.weibull(float8, float8, float8, float8, text) IS
'A number x with P(X > x) = exp(-(x / scale)^shape): lifetimes.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them.
Example: SELECT datagen.weibull(1.5, 1000);';

CREATE FUNCTION datagen.pareto(shape float8, scale float8 DEFAULT 1,
  min float8 DEFAULT NULL, max float8 DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_pareto' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.pareto(float8, float8, float8, float8, text) IS
'A number x >= scale with P(X > x) = (scale / x)^shape: wealth, file sizes. Its mean is finite for shape > 1.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them.
Example: SELECT datagen.pareto(1.16, 100, max => 1e6);';

CREATE FUNCTION datagen.poisson(mean float8,
  min integer DEFAULT NULL, max integer DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_poisson' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.poisson(float8, integer, integer, text) IS
'How often something happens that happens `mean` times on average: the Poisson distribution.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them;
22003 the value does not fit an integer.
Example: SELECT datagen.poisson(3);';

CREATE FUNCTION datagen.binomial(trials integer, probability float8,
  min integer DEFAULT NULL, max integer DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_binomial' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.binomial(integer, float8, integer, integer, text) IS
'Successes among `trials`, each with the probability.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them;
22003 the value does not fit an integer.
Example: SELECT datagen.binomial(10, 0.3);';

CREATE FUNCTION datagen.negative_binomial(size float8, probability float8,
  min integer DEFAULT NULL, max integer DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_negative_binomial' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.negative_binomial(float8, float8, integer, integer, text) IS
'Failures before the `size`-th success, each trial succeeding with the probability; `size` may be fractional. The mean is
size * (1 - probability) / probability, the variance mean / probability: counts that vary more than Poissons.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them;
22003 the value does not fit an integer.
Example: SELECT datagen.negative_binomial(2, 0.4);';

CREATE FUNCTION datagen.geometric(probability float8,
  min integer DEFAULT NULL, max integer DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_geometric' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.geometric(float8, integer, integer, text) IS
'Failures before the first success, from 0 on; the mean is (1 - probability) / probability.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them;
22003 the value does not fit an integer.
Example: SELECT datagen.geometric(0.25);';

CREATE FUNCTION datagen.zipf(n integer, exponent float8 DEFAULT 1,
  min integer DEFAULT NULL, max integer DEFAULT NULL, bounds text DEFAULT 'truncate') RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_zipf' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.zipf(integer, float8, integer, integer, text) IS
'A rank from 1 to n; rank k is drawn with a probability proportional to k^-exponent: popularity.
`min` and `max` limit the values, both included; with bounds => ''truncate'' (the default) the distribution is the
conditional one between them, with ''clamp'' values outside become the nearer limit and pile up there.

Errors: 22004 a parameter is NULL; 22023 a parameter is outside its range, min > max, or nothing lies between them;
22003 the value does not fit an integer.
Example: SELECT datagen.zipf(1000, 1.1);';

CREATE FUNCTION datagen.bernoulli(probability float8 DEFAULT 0.5) RETURNS boolean
  AS 'MODULE_PATHNAME', 'datagen_bernoulli' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.bernoulli(float8) IS
'True with the probability.

Errors: 22004 probability is NULL; 22023 it is not within 0 and 1.
Example: SELECT datagen.bernoulli(0.2);';

CREATE FUNCTION datagen.uniform(min float8, max float8) RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_uniform_real' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.uniform(float8, float8) IS
'A value between the limits, each as likely; of a continuous range.

Errors: 22004 a limit is NULL; 22023 a limit is infinite, or min > max.
Example: SELECT 100 * datagen.uniform(0.9, 1.1);';

CREATE FUNCTION datagen.uniform(min integer, max integer) RETURNS integer
  AS 'MODULE_PATHNAME', 'datagen_uniform_integer' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.uniform(integer, integer) IS
'A value between the limits, each as likely; both ends included.

Errors: 22004 a limit is NULL; 22023 a limit is infinite, or min > max.
Example: SELECT datagen.uniform(1, 6);';

CREATE FUNCTION datagen.uniform(min bigint, max bigint) RETURNS bigint
  AS 'MODULE_PATHNAME', 'datagen_uniform_bigint' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.uniform(bigint, bigint) IS
'A value between the limits, each as likely; both ends included.

Errors: 22004 a limit is NULL; 22023 a limit is infinite, or min > max.
Example: SELECT datagen.uniform(1, 10000000000);';

CREATE FUNCTION datagen.uniform(min date, max date) RETURNS date
  AS 'MODULE_PATHNAME', 'datagen_uniform_date' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.uniform(date, date) IS
'A value between the limits, each as likely; both ends included.

Errors: 22004 a limit is NULL; 22023 a limit is infinite, or min > max.
Example: SELECT datagen.uniform(date ''2024-01-01'', date ''2024-12-31'');';

CREATE FUNCTION datagen.uniform(min timestamp, max timestamp) RETURNS timestamp
  AS 'MODULE_PATHNAME', 'datagen_uniform_timestamp' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.uniform(timestamp, timestamp) IS
'A value between the limits, each as likely; to the microsecond.

Errors: 22004 a limit is NULL; 22023 a limit is infinite, or min > max.
Example: SELECT datagen.uniform(timestamp ''2024-01-01'', timestamp ''2024-12-31'');';

CREATE FUNCTION datagen.uniform(min timestamptz, max timestamptz) RETURNS timestamptz
  AS 'MODULE_PATHNAME', 'datagen_uniform_timestamptz' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.uniform(timestamptz, timestamptz) IS
'A value between the limits, each as likely; to the microsecond.

Errors: 22004 a limit is NULL; 22023 a limit is infinite, or min > max.
Example: SELECT datagen.uniform(timestamptz ''2024-01-01 00:00+00'', now());';

CREATE FUNCTION datagen.sequence(start bigint DEFAULT 1, step bigint DEFAULT 1) RETURNS bigint
  AS 'MODULE_PATHNAME', 'datagen_sequence' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.sequence(bigint, bigint) IS
'Counts: in a rule, start + step * the row''s ordinal (the table''s first row has ordinal 0); elsewhere each place of a query
counts for itself, from start on.

Errors: 22004 an argument is NULL; 2200H the count leaves the range of bigint.
Example: SELECT datagen.sequence(100, 10) FROM generate_series(1, 3);';

CREATE FUNCTION datagen.choice(choices anyarray, weights float8[] DEFAULT NULL, zipf float8 DEFAULT NULL,
  head float8 DEFAULT NULL, head_weight float8 DEFAULT 0.8) RETURNS anyelement
  AS 'MODULE_PATHNAME', 'datagen_choice' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.choice(anyarray, float8[], float8, float8, float8) IS
'One of the elements. Each is as likely unless one of these is given:
- `weights`, a number per element: the probabilities are proportional to them;
- `zipf`, an exponent: the k-th element has a weight of k^-zipf;
- `head`, a share of the elements: the first of them share `head_weight` of the draws, the others the rest.

Errors: 22004 choices or head_weight is NULL; 22023 no choices, weights of another number, negative or all 0, or more
than one of weights, zipf and head.
Example: SELECT datagen.choice(ARRAY[''new'', ''paid'', ''shipped''], weights => ARRAY[1, 5, 14]);';

CREATE FUNCTION datagen.datetime_series(from_time timestamp, until_time timestamp, hours float8[] DEFAULT NULL,
  weekdays float8[] DEFAULT NULL, months float8[] DEFAULT NULL, growth float8 DEFAULT 1, holidays date[] DEFAULT NULL,
  holiday_factor float8 DEFAULT 0) RETURNS timestamp
  AS 'MODULE_PATHNAME', 'datagen_datetime_series' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.datetime_series(timestamp, timestamp, float8[], float8[], float8[], float8, date[], float8) IS
'A moment from `from_time` on and before `until_time` that follows the rhythm of the calendar: the density is the product of
the weights of its hour, weekday, month and year.

`hours` has 24 weights (from 0 o''clock), `weekdays` 7 (Monday first), `months` 12; NULL means that all are alike.
`growth` is the factor from one year to the next. `holidays` are days whose weight is multiplied by `holiday_factor`.
It is local time: write AT TIME ZONE to have another zone than the session''s in a column of type timestamptz.

Errors: 22004 from_time, until_time, growth or holiday_factor is NULL; 22023 from_time is not before until_time, they are
more than 400 years apart, weights are of another number, negative, or all 0.
Example: SELECT datagen.datetime_series(''2024-01-01'', ''2026-01-01'', weekdays => ARRAY[1, 1, 1, 1, 1, 0.5, 0.2], growth => 1.3);';
