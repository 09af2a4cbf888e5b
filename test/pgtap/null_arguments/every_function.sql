-- test/pgtap/null_arguments/every_function.sql -- NULL in each argument of each function: works or is a clean error, never an internal one
SELECT plan(3);
CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY, name text);
CREATE TABLE app.promotion (starts_on date, ends_on date, factor float8);
-- A call with good values, in which each argument in turn is NULL.
CREATE TABLE good (type regtype, name text, value text);
INSERT INTO good VALUES
  ('regclass', NULL, $$'app.t'::regclass$$), ('name', 'schema', $$'app'::name$$), ('name', 'column_name', $$'name'::name$$), ('bigint', NULL, '1::bigint'),
  ('text', 'parents', $$'auto'::text$$), ('text', 'on_error', $$'stop'::text$$), ('text', 'locale', $$'en'::text$$), ('text', 'expression', $$'''x'''::text$$),
  ('jsonb', 'rules', $$'{}'::jsonb$$), ('jsonb', 'counts', $$'{"t": 1}'::jsonb$$), ('name[]', NULL, $$'{t}'::name[]$$), ('float8', NULL, '0.5::float8'),
  ('anyelement', NULL, 'NULL::app.t'), ('anycompatible', NULL, '1'), ('anyarray', NULL, 'ARRAY[1]'), ('boolean', NULL, 'true'), ('interval', NULL, $$interval '1 day'$$),
  ('text', 'bounds', $$'truncate'::text$$), ('text', 'fan_out', $$'poisson'::text$$), ('regclass', 'source', $$'app.promotion'::regclass$$),
  ('name', 'from_column', $$'starts_on'::name$$), ('name', 'until_column', $$'ends_on'::name$$), ('name', 'factor_column', $$'factor'::name$$), ('name', 'key_column', $$'factor'::name$$),
  ('name', 'foreign_key', $$'t_name'::name$$), ('text', 'pattern', $$'a#'::text$$), ('text', 'template', $$'{{word}}'::text$$),
  ('float8[]', NULL, 'NULL::float8[]'), ('date[]', NULL, 'NULL::date[]'), ('integer', NULL, '1'), ('integer', 'min', '0'), ('float8', 'zipf', 'NULL::float8'), ('float8', 'head', 'NULL::float8'),
  ('float8', 'min', '0::float8'), ('float8', 'max', '1::float8'), ('date', NULL, $$date '2024-01-01'$$), ('timestamp', NULL, $$timestamp '2024-01-01'$$), ('timestamp', 'until_time', $$timestamp '2024-02-01'$$), ('timestamptz', NULL, $$timestamptz '2024-01-01 00:00+00'$$), ('cstring', NULL, $$'app.t.name'::cstring$$), ('datagen.regcolumn', NULL, $$'app.t.name'::datagen.regcolumn$$);
CREATE FUNCTION attempts(OUT call text, OUT function name, OUT argument text, OUT state text, OUT message text) RETURNS SETOF record LANGUAGE plpgsql AS
$$
DECLARE
  f record;
  list text[];
BEGIN
  FOR f IN SELECT p.oid, p.proname, p.prokind, p.pronargs, p.proargtypes, p.proargnames, format_type(p.prorettype, NULL) AS result
           FROM pg_proc p WHERE pronamespace = 'datagen'::regnamespace AND proname NOT IN ('_fault_after', '_live_objects', '_break_value', '_check_reading', 'parent') LOOP
    FOR i IN 1..f.pronargs LOOP
      SELECT array_agg(CASE WHEN n = i THEN 'NULL::' || CASE t WHEN 'anyelement'::regtype THEN 'app.t' WHEN 'anyarray'::regtype THEN 'int[]' WHEN 'anycompatible'::regtype THEN 'int' ELSE t::text END ELSE
               coalesce((SELECT value FROM good g WHERE g.type = t AND g.name = f.proargnames[n]),
                        (SELECT value FROM good g WHERE g.type = t AND g.name IS NULL), 'no value for ' || t) END ORDER BY n) INTO list
      FROM unnest(f.proargtypes::oid[]::regtype[]) WITH ORDINALITY a(t, n);
      function := f.proname;
      argument := f.proargnames[i];
      call := format('datagen.%I(%s)', f.proname, array_to_string(list, ', '));
      IF f.proname = 'fill_tables' THEN call := replace(call, '"t"', '"app.t"'); END IF;
      state := '00000';
      message := NULL;
      BEGIN
        EXECUTE CASE f.prokind WHEN 'p' THEN 'CALL ' ELSE 'SELECT * FROM ' END || call;
      EXCEPTION WHEN OTHERS THEN
        state := SQLSTATE;
        message := SQLERRM;
      END;
      RETURN NEXT;
    END LOOP;
  END LOOP;
END
$$;
CREATE TABLE attempt AS SELECT * FROM attempts();
SELECT is_empty($$SELECT call, state, message FROM attempt WHERE state NOT IN ('00000', '22004', '22023') AND NOT (state = '2D000' AND function IN ('load', 'resume'))$$, 'no other error than these');
SELECT is_empty($$SELECT call, state, message FROM attempt WHERE state = '22004' AND strpos(message, argument) = 0$$,
                'the message names the argument');
SELECT set_eq($$SELECT function || '.' || argument FROM attempt WHERE state = '22004'$$,
  ARRAY['fill.target', 'fill.n', 'fill.parents', 'fill_schema.schema', 'fill_schema.rows', 'fill_schema.parents', 'fill_schema.on_error', 'fill_tables.counts', 'fill_tables.parents', 'fill_tables.on_error',
        'plan.target', 'plan.n', 'plan.parents', 'plan_schema.schema', 'plan_schema.rows', 'plan_schema.parents', 'plan_schema.on_error',
        'explain.target', 'explain_constraints.target', 'rows.n', 'set_rule.target', 'set_rule.column_name', 'drop_rule.target', 'drop_rule.column_name', 'undo.run', 'choice.choices',
        'bernoulli.probability', 'beta.alpha', 'beta.beta', 'beta.bounds', 'binomial.bounds', 'binomial.probability', 'binomial.trials', 'choice.head_weight',
        'datetime_series.from_time', 'datetime_series.growth', 'datetime_series.holiday_factor', 'datetime_series.until_time', 'drop_shape.foreign_key', 'drop_shape.target', 'effect.factor_column', 'effect.from_column',
        'effect.source', 'effect.until_column', 'exponential.bounds', 'exponential.mean', 'gamma.bounds', 'gamma.scale', 'gamma.shape', 'geometric.bounds',
        'geometric.probability', 'jitter.deviation', 'jitter.relative', 'lognormal.bounds', 'lognormal.deviation', 'lognormal.mean', 'missing.share', 'negative_binomial.bounds',
        'negative_binomial.probability', 'negative_binomial.size', 'normal.bounds', 'normal.deviation', 'normal.mean', 'outlier.factor', 'outlier.share', 'pareto.bounds',
        'pareto.scale', 'pareto.shape', 'poisson.bounds', 'poisson.mean', 'seasonal.growth', 'seasonal.holiday_factor', 'sequence.start', 'sequence.step',
        'set_shape.foreign_key', 'set_shape.target', 'time_jitter.deviation', 'uniform.max', 'uniform.min', 'weibull.bounds', 'weibull.scale', 'weibull.shape',
        'zipf.bounds', 'zipf.exponent', 'zipf.n', 'pattern.pattern', 'regex.pattern', 'template.template', 'detect.schema',
         'load.target', 'load.n', 'load.batch', 'load.workers', 'resume.job'],
  'the required arguments');
SELECT * FROM finish();
