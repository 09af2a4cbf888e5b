-- Modifiers: what they do to a value, and what is wrong with arguments.
SET extra_float_digits = -6;
SET timezone = 'UTC';
SET datagen.seed = 1;
CREATE SCHEMA modifier_test;
SET search_path = modifier_test;
SELECT datagen.clamp(5, 1, 3), datagen.clamp(-1, 0), datagen.clamp(2, NULL, 1.5), datagen.clamp(NULL::text, 'a', 'b') IS NULL AS null, datagen.clamp(date '2024-05-01', '2024-06-01', NULL) AS date;
SELECT datagen.jitter(100, 5), datagen.jitter(100, 0.05, relative => true) AS relative, datagen.jitter(100, 0) AS same, datagen.jitter(NULL, 5) IS NULL AS null;
SELECT datagen.time_jitter(timestamp '2024-05-01', '10 minutes'), datagen.time_jitter(timestamptz '2024-05-01', '1 day'), datagen.time_jitter(timestamp 'infinity', '1 day');
SELECT datagen.outlier(5, 1), datagen.outlier(5, 0), datagen.missing('x'::text, 1) IS NULL AS missing, datagen.missing('x'::text, 0);
SELECT datagen.seasonal(timestamp '2024-12-14 13:30', hours => array_fill(1, ARRAY[13]) || 4.0::float8 || array_fill(1, ARRAY[10])::float8[], weekdays => '{1,1,1,1,1,2,1}', months => '{1,1,1,1,1,1,1,1,1,1,1,3}');
SELECT datagen.seasonal(date '2026-01-01', growth => 2, since => '2025-01-01') AS growth, datagen.seasonal(date '2024-12-25', holidays => '{2024-12-25}', holiday_factor => 0.1) AS holiday, datagen.seasonal(NULL) IS NULL AS null;
CREATE TABLE promotion (starts_on date, ends_on date, factor numeric, product int, label text);
INSERT INTO promotion VALUES ('2024-11-29', '2024-11-29', 3, NULL), ('2024-11-01', NULL, 1.5, 7), (NULL, '2024-01-31', 2, 8), ('2024-11-29', '2024-11-30', NULL, NULL);
SELECT day, product, datagen.effect(day, 'promotion', key_column => 'product', key => product)
FROM unnest(ARRAY[timestamp '2024-01-31 23:59', '2024-02-01', '2024-11-29', '2024-11-30']) day, unnest(ARRAY[7, 8]) product;
SELECT datagen.effect('2024-11-29', 'promotion') AS all_of_them, datagen.effect(NULL, 'promotion') IS NULL AS null;
BEGIN;
SELECT datagen.effect('2023-01-01', 'promotion', key_column => 'product', key => 9);
INSERT INTO promotion VALUES ('2023-01-01', '2023-01-01', 5, 9);
SELECT datagen.effect('2023-01-01', 'promotion', key_column => 'product', key => 9);
ROLLBACK;
CREATE TABLE outage ("From" timestamptz, "Until" timestamptz, share float8);
INSERT INTO outage VALUES ('2024-01-01 10:00+00', '2024-01-01 12:00+00', 0.2);
SELECT moment::time, datagen.effect(moment, 'outage', 'From', 'Until', 'share') FROM unnest(ARRAY[timestamptz '2024-01-01 10:00+00', '2024-01-01 12:00+00']) moment;
\set VERBOSITY terse
SELECT datagen.clamp(1, 3, 2);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.clamp('{}'::json, '{}', '{}');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.jitter(1, -1);
SELECT datagen.jitter(1, NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.time_jitter(timestamp '2024-05-01', '-1 day');
SELECT datagen.time_jitter(timestamp '294276-12-31', '100000000 years');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.outlier(1, 2);
SELECT datagen.missing(1, -0.1);
SELECT datagen.seasonal('2024-01-01', months => '{1}');
SELECT datagen.effect('2024-01-01', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.effect('2024-01-01', 'promotion', 'no_such');
\echo :LAST_ERROR_SQLSTATE
CREATE ROLE modifier_test_user;
GRANT USAGE ON SCHEMA modifier_test TO modifier_test_user;
SET ROLE modifier_test_user;
SELECT datagen.effect('2024-01-01', 'promotion');
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
SET client_min_messages = warning;
DROP SCHEMA modifier_test CASCADE;
DROP ROLE modifier_test_user;
