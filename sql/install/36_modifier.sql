-- sql/install/36_modifier.sql -- functions that change a value: limits, noise, gaps, seasons, promotions

CREATE FUNCTION datagen.clamp(value anycompatible, min anycompatible DEFAULT NULL, max anycompatible DEFAULT NULL)
  RETURNS anycompatible
  AS 'MODULE_PATHNAME', 'datagen_clamp' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION datagen.clamp(anycompatible, anycompatible, anycompatible) IS
'The value, or the limit it lies beyond. NULL stays NULL; a limit that is NULL does not limit.

Errors: 22023 min > max; 42883 the type cannot be compared.
Example: SELECT datagen.clamp(120, 0, 100);';

CREATE FUNCTION datagen.jitter(value float8, deviation float8, relative boolean DEFAULT false) RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_jitter' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.jitter(float8, float8, boolean) IS
'The value plus normal noise with the standard deviation, with `relative` a share of the value. NULL stays NULL.

Errors: 22004 deviation or relative is NULL; 22023 deviation is negative.
Example: SELECT datagen.jitter(100, 0.05, relative => true);';

CREATE FUNCTION datagen.time_jitter(value timestamp, deviation interval) RETURNS timestamp
  AS 'MODULE_PATHNAME', 'datagen_time_jitter_timestamp' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.time_jitter(timestamp, interval) IS
'The moment, moved by normal noise with the standard deviation. NULL stays NULL.

Errors: 22004 deviation is NULL; 22023 it is negative.
Example: SELECT datagen.time_jitter(timestamp ''2024-05-01 12:00'', interval ''10 minutes'');';

CREATE FUNCTION datagen.time_jitter(value timestamptz, deviation interval) RETURNS timestamptz
  AS 'MODULE_PATHNAME', 'datagen_time_jitter_timestamptz' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.time_jitter(timestamptz, interval) IS
'The moment, moved by normal noise with the standard deviation. NULL stays NULL.

Errors: 22004 deviation is NULL; 22023 it is negative.
Example: SELECT datagen.time_jitter(now(), interval ''1 hour'');';

CREATE FUNCTION datagen.outlier(value float8, share float8 DEFAULT 0.01, factor float8 DEFAULT 10) RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_outlier' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.outlier(float8, float8, float8) IS
'The value, for a share of the calls multiplied by the factor. NULL stays NULL.

Errors: 22004 share or factor is NULL; 22023 share is not within 0 and 1.
Example: SELECT datagen.outlier(datagen.normal(100, 15), 0.02, 8);';

CREATE FUNCTION datagen.missing(value anyelement, share float8 DEFAULT 0.05) RETURNS anyelement
  AS 'MODULE_PATHNAME', 'datagen_missing' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.missing(anyelement, float8) IS
'The value, for a share of the calls NULL.

Errors: 22004 share is NULL; 22023 it is not within 0 and 1.
Example: SELECT datagen.missing(''n/a''::text, 0.3);';

CREATE FUNCTION datagen.seasonal(moment timestamptz, hours float8[] DEFAULT NULL, weekdays float8[] DEFAULT NULL,
  months float8[] DEFAULT NULL, growth float8 DEFAULT 1, since date DEFAULT NULL, holidays date[] DEFAULT NULL,
  holiday_factor float8 DEFAULT 1) RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_seasonal' LANGUAGE C STABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION datagen.seasonal(timestamptz, float8[], float8[], float8[], float8, date, date[], float8) IS
'How busy the moment is: the product of the weights of its hour, weekday and month, of growth^(years since `since`, NULL:
2000-01-01), and of `holiday_factor` on a holiday. A factor for amounts and means; it multiplies with datagen.effect().

`hours` has 24 weights (from 0 o''clock), `weekdays` 7 (Monday first), `months` 12; NULL means that all are alike.
`growth` is the factor from one year to the next. `holidays` are days whose weight is multiplied by `holiday_factor`.
Hours and days are those of the session''s time zone. A NULL or infinite moment gives NULL.

Errors: 22004 growth or holiday_factor is NULL; 22023 weights are of another number or negative, growth is not positive.
Example: SELECT datagen.poisson(20 * datagen.seasonal(date ''2024-12-14'', weekdays => ARRAY[1, 1, 1, 1, 1.2, 2, 0.5]));';

CREATE FUNCTION datagen.effect(moment timestamptz, source regclass, from_column name DEFAULT 'starts_on',
  until_column name DEFAULT 'ends_on', factor_column name DEFAULT 'factor', key_column name DEFAULT NULL,
  key anyelement DEFAULT NULL::text) RETURNS float8
  AS 'MODULE_PATHNAME', 'datagen_effect' LANGUAGE C STABLE CALLED ON NULL INPUT PARALLEL RESTRICTED;
COMMENT ON FUNCTION datagen.effect(timestamptz, regclass, name, name, name, name, anyelement) IS
'What the rows of another table do to a moment: the product of the factors of all rows of `source` whose period contains it,
1 where there is none. Promotions that raise sales, outages that lower them; effects multiply with each other and with
datagen.seasonal().

A period begins with `from_column` and ends before `until_column`, or with that day where it is a date; NULL means open. With
`key_column` only rows count whose key is `key`, and those whose key is NULL. The table is read with the caller''s rights once
per command, so it should be filled before the rows that ask for it. A NULL moment gives NULL.

Errors: 22004 source or a column''s name is NULL; 42703 no such column; 42501 no SELECT on the table.
Example: CREATE TEMP TABLE promotion AS SELECT date ''2024-11-29'' AS starts_on, date ''2024-11-30'' AS ends_on, 1.5 AS factor; SELECT datagen.effect(''2024-11-29'', ''promotion'');';
