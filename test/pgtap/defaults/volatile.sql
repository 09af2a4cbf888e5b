-- test/pgtap/defaults/volatile.sql -- defaults that change from call to call are replaced by values that a seed repeats
SELECT plan(8);
CREATE FUNCTION loud() RETURNS int LANGUAGE plpgsql VOLATILE AS $$BEGIN RAISE EXCEPTION 'a default was called'; END$$;
CREATE TABLE t (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  made timestamptz NOT NULL DEFAULT now(), changed timestamp NOT NULL DEFAULT clock_timestamp(), day date NOT NULL DEFAULT CURRENT_DATE,
  lot float8 NOT NULL DEFAULT random(), who name NOT NULL DEFAULT CURRENT_USER, loud int NOT NULL DEFAULT loud(),
  code text NOT NULL DEFAULT md5(random()::text), state text NOT NULL DEFAULT 'new', level int DEFAULT 1 + 1);
SELECT is((SELECT inserted FROM datagen.fill('t', 100, seed => 1)), 100::bigint, 'filled');
CREATE TABLE first AS SELECT * FROM t;
TRUNCATE t;
SELECT pg_sleep(0.01), set_config('datagen.seed', '1', false) \gset
SELECT sum(inserted) AS n FROM datagen.fill('t', 100) \gset
SELECT set_eq('SELECT * FROM t', 'SELECT * FROM first', 'again the same');
SELECT cmp_ok((SELECT count(DISTINCT made) FROM t), '>', 50::bigint, 'times differ');
SELECT is((SELECT count(*) FROM t WHERE made > '2026-01-01' OR made < '2021-01-01'), 0::bigint, 'and lie in the five years before datagen.as_of');
SELECT is((SELECT count(DISTINCT id) FROM t), 100::bigint, 'keys differ');
SELECT cmp_ok((SELECT count(*) FROM t WHERE state = 'new'), '>', 0::bigint, 'a constant default is one of the values');
SELECT cmp_ok((SELECT count(*) FROM t WHERE level = 2), '>', 0::bigint, 'also one that folds to a constant');
SELECT is((SELECT array_agg(DISTINCT uuid ORDER BY uuid) FROM (SELECT substr(id::text, 15, 1) AS uuid FROM t) u), '{4}', 'uuids are of version 4');
SELECT * FROM finish();
