-- test/pgtap/rules/native_rules.sql -- rules that are generator calls give what the executor gives, without its calls
SELECT plan(2 + 3 + 58 + 3 + 3);
SET client_min_messages = warning;

CREATE FUNCTION filled(type text, rule text, settings text DEFAULT '') RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  found text[];
BEGIN
  EXECUTE 'DROP TABLE IF EXISTS one; CREATE TABLE one (id int PRIMARY KEY, v ' || type || ')';
  PERFORM datagen.fill('one', 300, seed => 7, rules => jsonb_build_object('v', rule));
  EXECUTE 'SELECT array_agg(v::text ORDER BY id) FROM one' INTO found;
  RETURN found;
EXCEPTION WHEN OTHERS THEN
  RETURN ARRAY[SQLSTATE, SQLERRM];
END $$;

-- The executor evaluates what is inside of a CASE.
CREATE FUNCTION by_executor(rule text) RETURNS text LANGUAGE sql AS
  $$ SELECT 'CASE WHEN pg_backend_pid() > 0 THEN ' || rule || ' END' $$;

SET track_functions = 'all';
SELECT filled('text', 'datagen.full_name()') IS NOT NULL;
SELECT is((SELECT count(*) FROM pg_stat_xact_user_functions WHERE schemaname = 'datagen' AND funcname = 'full_name'), 0::bigint, 'the function is not called');
SELECT filled('text', by_executor('datagen.full_name()')) IS NOT NULL;
SELECT is((SELECT calls FROM pg_stat_xact_user_functions WHERE schemaname = 'datagen' AND funcname = 'full_name'), 300::bigint, 'within other expressions it is');
SELECT filled(v.type, v.rule) IS NOT NULL FROM (VALUES ('numeric(12,2)', 'datagen.lognormal(5, 1)'), ('int', 'datagen.normal(100, 15)'), ('varchar(40)', 'datagen.email()'), ('char(9)', $$datagen.pattern('K-{d:4}')$$)) v(type, rule);
SELECT is((SELECT count(*) FROM pg_stat_xact_user_functions WHERE schemaname = 'datagen' AND funcname = f), 0::bigint, f || ' within casts is not called')
FROM unnest(ARRAY['lognormal', 'email', 'pattern']) f;
RESET track_functions;

CREATE TABLE given (n serial, type text, rule text);
INSERT INTO given (type, rule) VALUES
  ('text', 'datagen.full_name()'), ('text', $$datagen.full_name(locale => 'de')$$), ('varchar(60)', 'datagen.email()'), ('text', 'datagen.first_name()::varchar'),
  ('char(2)', 'datagen.country_code()'), ('char(80)', 'datagen.street_address()'), ('varchar(3)', 'datagen.word()'), ('varchar', 'datagen.city()::text'),
  ('int', 'datagen.age()'), ('float8', 'datagen.latitude()'), ('numeric(9,6)', 'datagen.longitude()'), ('date', 'datagen.birth_date()'),
  ('text', $$datagen.template('{{first_name}} ### {{city}}', 'fr')$$), ('text', $$datagen.pattern('ORDER-{d:8}')$$), ('varchar(12)', $$datagen.regex('[a-c]{3}\d{2,4}')$$),
  ('text', $$datagen.no_such('x')$$), ('text', $$datagen.full_name('xx')$$), ('text', $$datagen.regex('(a)\1')$$), ('text', $$datagen.pattern('{d:')$$),
  ('float8', 'datagen.normal(100, 15)'), ('float8', 'datagen.normal(0, 1, -1, 1)'), ('float8', $$datagen.normal(0, 1, -1, 1, 'clamp')$$), ('float8', 'datagen.normal(0, -1)'), ('float4', 'datagen.normal(0, 1)'),
  ('numeric(12,2)', 'datagen.lognormal(5, 1)'), ('numeric(4,2)', 'datagen.lognormal(4, 1)'), ('numeric', 'datagen.lognormal(5, 1)'), ('numeric(10,3)', 'round(datagen.lognormal(5, 1)::numeric, 1)'),
  ('numeric(30,15)', 'datagen.uniform(0.0, 1.0)'), ('numeric(3,-2)', 'datagen.uniform(0.0, 90000.0)'), ('int', 'datagen.exponential(10)'), ('bigint', 'datagen.gamma(2, 1e12)'), ('smallint', 'datagen.pareto(0.3, 100)'),
  ('int', 'round(datagen.weibull(2, 50)::numeric)::int'), ('int', 'datagen.beta(2, 5)::numeric(5,4)::int'), ('int', 'datagen.uniform(1, 6)'), ('bigint', 'datagen.uniform(1, 6)'), ('smallint', 'datagen.uniform(1, 60000)'),
  ('numeric(6,2)', 'datagen.uniform(1, 600)'), ('float8', 'datagen.uniform(1, 600)'), ('bigint', 'datagen.uniform(1, 9000000000::bigint)'), ('int', 'datagen.poisson(3)'), ('int', 'datagen.binomial(10, 0.3)'), ('int', 'datagen.negative_binomial(2, 0.1)'),
  ('int', 'datagen.geometric(0.2)'), ('int', 'datagen.zipf(100, 1.1)'), ('boolean', 'datagen.bernoulli(0.2)'), ('date', $$datagen.uniform(date '2020-01-01', date '2021-01-01')$$),
  ('timestamp', $$datagen.uniform(timestamp '2020-01-01', timestamp '2021-01-01')$$), ('timestamptz', $$datagen.uniform(timestamptz '2020-01-01', timestamptz '2021-01-01')$$), ('timestamptz(0)', $$datagen.uniform(timestamptz '2020-01-01', timestamptz '2021-01-01')$$),
  ('timestamp', $$datagen.datetime_series('2020-01-01', '2021-01-01', weekdays => ARRAY[1,1,1,1,1,3,3])$$), ('date', $$datagen.datetime_series('2020-01-01', '2021-01-01')$$),
  ('text', $$datagen.choice(ARRAY['new', 'paid', NULL], weights => ARRAY[1, 5, 2])$$), ('int', 'datagen.choice(ARRAY[1, 2, 3], zipf => 1)'), ('varchar(4)', $$datagen.choice(ARRAY['long enough', 'no'])$$), ('numeric(8,2)', 'datagen.choice(ARRAY[1.5, 2.25])'),
  ('numeric', 'round(datagen.uniform(-5.0, 5.0)::numeric, 2)');
SELECT is(filled(type, rule), filled(type, by_executor(rule)), rule || ' into ' || type) FROM given ORDER BY n;

-- What a setting says counts for the calls after it, also where a rule changes it.
CREATE FUNCTION change(locale text) RETURNS text LANGUAGE sql AS $$ SELECT set_config('datagen.locale', locale, true) $$;
CREATE TABLE two (id int PRIMARY KEY, a text, v text);
CREATE FUNCTION two_filled(rule text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  found text[];
BEGIN
  TRUNCATE two;
  PERFORM datagen.fill('two', 20, seed => 3, rules => jsonb_build_object('id', 'datagen.sequence()::int', 'a', $r$change(CASE WHEN id % 2 = 0 THEN 'fr' ELSE 'ja' END)$r$, 'v', rule));
  SELECT array_agg(v ORDER BY id) INTO found FROM two;
  RETURN found;
END $$;
SELECT is(two_filled('datagen.full_name()'), two_filled(by_executor('datagen.full_name()')), 'the locale changes meanwhile');

-- A rule that leaves its CHECKs alone is judged without the server, and one that does not is as before.
CREATE TABLE checked (id int PRIMARY KEY, v numeric(8,2) CHECK (v >= 0) CHECK (v < 1000 OR id IN (1, 2)), s text CHECK (s IN ('a', 'b') AND length(s) = 1), g int GENERATED ALWAYS AS (id * 2) STORED, CHECK (g > v OR v < 500));
SELECT lives_ok($$SELECT datagen.fill('checked', 200, seed => 1, rules => '{"v": "datagen.normal(400, 300)", "s": "datagen.choice(ARRAY[''a'', ''b''])"}')$$, 'values outside of a CHECK are drawn again');
SELECT throws_ok($$SELECT datagen.fill('checked', 5, rules => '{"s": "datagen.choice(ARRAY[''c'', ''d''])"}')$$, '23514');

-- Privileges and other people's functions.
CREATE ROLE native_rules_user;
CREATE TABLE own (id int PRIMARY KEY, v text);
ALTER TABLE own OWNER TO native_rules_user;
GRANT CREATE, USAGE ON SCHEMA public TO native_rules_user;
REVOKE EXECUTE ON FUNCTION datagen.email(text) FROM PUBLIC;
SET ROLE native_rules_user;
SELECT throws_ok($$SELECT datagen.fill('own', 5, rules => '{"v": "datagen.email()"}')$$, '42501', NULL, 'a generator that the caller may not execute');
SELECT lives_ok($$SELECT datagen.fill('own', 5, rules => '{"v": "datagen.full_name()"}')$$, 'another one');
RESET ROLE;
GRANT EXECUTE ON FUNCTION datagen.email(text) TO PUBLIC;
CREATE FUNCTION full_name() RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT 'mine' $$;
SELECT is(filled('text', 'full_name()'), array_fill('mine'::text, ARRAY[300]), 'a function of the same name is called');
DROP OWNED BY native_rules_user;
DROP ROLE native_rules_user;
SELECT * FROM finish();
