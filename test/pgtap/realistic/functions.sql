-- test/pgtap/realistic/functions.sql -- generators as functions: reproducible, safe, in every locale, in rules
SELECT plan(17);
CREATE FUNCTION drawn(seed text) RETURNS text LANGUAGE plpgsql AS
$$ BEGIN PERFORM set_config('datagen.seed', seed, false);
   RETURN (SELECT string_agg(datagen.email() || datagen.address() || datagen.phone() || datagen.iban(), ';') FROM generate_series(1, 20)); END $$;
SELECT is(drawn('5'), drawn('5'), 'the same seed gives the same values');
SELECT isnt(drawn('5'), drawn('6'), 'another seed gives others');
SELECT cmp_ok((SELECT count(DISTINCT datagen.email()) FROM generate_series(1, 1000)), '>', 980::bigint, 'values differ from row to row');
SELECT is_empty($$SELECT e FROM (SELECT datagen.email(locale) AS e FROM datagen.locales(), generate_series(1, 20)) s
                  WHERE e !~ '^[a-z0-9._-]+@example\.(com|org|net)$'$$, 'mail goes to nobody, in any locale');
SELECT is_empty($$SELECT a FROM (SELECT datagen.ipv4()::inet AS a FROM generate_series(1, 500)) s
                  WHERE NOT (a << '192.0.2.0/24' OR a << '198.51.100.0/24' OR a << '203.0.113.0/24')$$, 'documentation networks');
SELECT is_empty($$SELECT p FROM (SELECT datagen.phone('en_US') AS p FROM generate_series(1, 500)) s WHERE p !~ '-555-01\d\d$'$$,
                'numbers kept for fiction');
SET datagen.safe_values = off;
SELECT isnt_empty($$SELECT a FROM (SELECT datagen.ipv4()::inet AS a FROM generate_series(1, 500)) s
                  WHERE NOT (a << '192.0.2.0/24' OR a << '198.51.100.0/24' OR a << '203.0.113.0/24')$$, 'others when they need not be safe');
RESET datagen.safe_values;
CREATE FUNCTION silent() RETURNS SETOF text LANGUAGE plpgsql AS
$$ DECLARE l text; g text; v text; BEGIN
   FOR l IN SELECT locale FROM datagen.locales() LOOP FOR g IN SELECT name FROM datagen.generators() WHERE name NOT IN ('pattern', 'regex', 'template') LOOP
     EXECUTE format('SELECT string_agg(datagen.%I(%L)::text, '''') FROM generate_series(1, 3)', g, l) INTO v;
     IF v IS NULL THEN RETURN NEXT g; END IF; END LOOP; END LOOP; END $$;
-- Some languages have no suffixes of names, two countries no postcodes.
SELECT is_empty($$SELECT * FROM silent() s WHERE s NOT IN ('name_suffix', 'postcode')$$, 'every generator speaks every locale');
SELECT set_eq($$SELECT name FROM datagen.generators()$$,
  $$SELECT proname::text FROM pg_proc WHERE pronamespace = 'datagen'::regnamespace
    AND prosrc IN ('datagen_realistic', 'datagen_pattern', 'datagen_regex', 'datagen_template')$$, 'generators() lists the functions');
SELECT throws_ok($$SELECT datagen.email('xx')$$, '22023', 'unknown locale "xx"', 'unknown locale');
SELECT throws_ok($$SET datagen.locale = 'xx'$$, '22023', NULL, 'unknown locale in the setting');
SELECT throws_ok($$SELECT datagen.pattern('a{d:')$$, '22023', NULL, 'malformed pattern');
SELECT throws_ok($$SELECT datagen.template('{{nobody}}')$$, '22023', NULL, 'malformed template');
SELECT throws_ok($$SELECT datagen.regex('(')$$, '2201B', NULL, 'malformed regular expression');
SELECT is_empty($$SELECT r FROM (SELECT datagen.regex('^[a-f]{3}(x|y)\d{2,4}$') AS r FROM generate_series(1, 300)) s WHERE r !~ '^[a-f]{3}(x|y)\d{2,4}$'$$,
                'texts match their regular expression');
CREATE TABLE t (id int PRIMARY KEY, who text);
SELECT datagen.fill('t', 50, seed => 3, rules => '{"who": "datagen.full_name() || '' of '' || datagen.company()"}');
CREATE TABLE again AS TABLE t;
DELETE FROM t;
SELECT datagen.fill('t', 50, seed => 3, rules => '{"who": "datagen.full_name() || '' of '' || datagen.company()"}');
SELECT set_eq('TABLE t', 'TABLE again', 'rules with generators are reproducible');
SELECT cmp_ok((SELECT count(DISTINCT who) FROM t), '>', 45::bigint, 'and differ from row to row');
SELECT * FROM finish();
