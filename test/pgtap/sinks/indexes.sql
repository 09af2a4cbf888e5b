-- test/pgtap/sinks/indexes.sql -- indexes that a bulk load builds at its end: complete, valid, rolled back, and only where allowed
CREATE EXTENSION amcheck;
CREATE EXTENSION dblink;
SELECT plan(51);
SET datagen.seed = '7';
SET datagen.sink = bulk;
CREATE FUNCTION strategy(relation regclass, rows bigint DEFAULT 6000) RETURNS text LANGUAGE sql AS
$$SELECT strategy FROM datagen.plan($1, $2) p WHERE p.relation = $1$$;
CREATE FUNCTION file_of(relation regclass) RETURNS bigint LANGUAGE sql AS $$SELECT relfilenode::bigint FROM pg_class WHERE oid = $1$$;

CREATE TABLE t (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, u uuid NOT NULL UNIQUE DEFERRABLE, tags text[],
  during tstzrange, x int, at timestamptz, j jsonb);
CREATE INDEX t_gin ON t USING gin (tags);
CREATE INDEX t_json ON t USING gin (j);
CREATE INDEX t_gist ON t USING gist (during);
CREATE INDEX t_brin ON t USING brin (at);
CREATE INDEX t_hash ON t USING hash (x);
CREATE INDEX t_partial ON t (lower(email)) WHERE x > 0;
SELECT is(strategy('t'), 'bulk insert, indexes rebuilt', 'an own empty table');
SET datagen.sink = auto;
SELECT is(strategy('t', 4999), 'bulk insert', 'auto: not for few rows');
SELECT is(strategy('t', 5000), 'bulk insert, indexes rebuilt', 'auto: for many');
SELECT file_of('t_pkey') AS before \gset
BEGIN;
SELECT sum(inserted) AS n FROM datagen.fill('t', 6000) \gset
SELECT isnt(file_of('t_pkey'), :before::bigint, 'the indexes are new');
SELECT set_eq($$SELECT DISTINCT relation::regclass::text, mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation IN ('t'::regclass, 't_pkey'::regclass)$$,
              $$VALUES ('t', 'AccessShareLock'), ('t', 'RowExclusiveLock'), ('t', 'ShareLock'), ('t', 'ShareRowExclusiveLock'),
                       ('t_pkey', 'AccessShareLock'), ('t_pkey', 'AccessExclusiveLock')$$, 'the locks are the documented ones');
ROLLBACK;
SELECT is(file_of('t_pkey'), :before::bigint, 'a rollback brings the old ones back');
SELECT lives_ok('SELECT bt_index_check(''t_pkey'', true)', 'which are valid');
SELECT is((SELECT inserted FROM datagen.fill('t', 6000)), 6000::bigint, 'rows are in');
SELECT lives_ok(format('SELECT bt_index_check(%L, true)', c.oid::regclass), c.relname || ' holds every row')
FROM pg_index i JOIN pg_class c ON c.oid = indexrelid JOIN pg_am a ON a.oid = relam
WHERE indrelid = 't'::regclass AND amname = 'btree' ORDER BY c.relname COLLATE "C";

-- The other access methods find by their index what a scan finds.
CREATE FUNCTION found(condition text, by_index bool) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  result bigint;
BEGIN
  PERFORM set_config('enable_seqscan', (NOT by_index)::text, true), set_config('enable_bitmapscan', by_index::text, true),
          set_config('enable_indexscan', by_index::text, true);
  EXECUTE 'SELECT count(*) FROM t WHERE ' || condition INTO result;
  RETURN result;
END $$;
SELECT is(found(c, true), found(c, false), 'by index as by scan: ' || c) FROM (VALUES
  ((SELECT format('tags @> ARRAY[%L]', tags[1]) FROM t WHERE cardinality(tags) > 0 LIMIT 1)),
  ((SELECT format('during && %L::tstzrange', during) FROM t WHERE NOT isempty(during) LIMIT 1)),
  ('at > ''2025-01-01'''), ((SELECT format('x = %s', x) FROM t WHERE x IS NOT NULL LIMIT 1)), ('j @> ''{}''')) v(c);
RESET enable_seqscan;
RESET enable_bitmapscan;
RESET enable_indexscan;

-- What comes in the order of its keys is built by one process, and settings are the session's again.
CREATE TABLE ordered (id bigint PRIMARY KEY, v text);
SET max_parallel_maintenance_workers = 1;
SELECT sum(inserted) AS n FROM datagen.fill('ordered', 6000) \gset
SELECT is(current_setting('max_parallel_maintenance_workers'), '1', 'keys in order: settings stay');
SELECT lives_ok('SELECT bt_index_check(''ordered_pkey'', true)', 'keys in order: a valid index');
RESET max_parallel_maintenance_workers;

-- Where they are kept row by row.
SELECT is(strategy('t'), 'bulk insert', 'not for a table that has rows');
BEGIN;
CREATE TABLE fresh (id int PRIMARY KEY);
INSERT INTO fresh SELECT generate_series(1, 100);
SELECT is(strategy('fresh'), 'bulk insert, indexes rebuilt', 'but for one that is new and grows');
SELECT is((SELECT inserted FROM datagen.fill('fresh', 600)), 600::bigint, 'whose indexes');
SELECT lives_ok('SELECT bt_index_check(''fresh_pkey'', true)', 'hold all rows');
ROLLBACK;
CREATE ROLE indexes_clerk;
CREATE TABLE foreign_to (id int PRIMARY KEY);
GRANT SELECT, INSERT ON foreign_to TO indexes_clerk;
SET ROLE indexes_clerk;
SELECT is(strategy('foreign_to'), 'bulk insert', 'not for others'' tables');
RESET ROLE;
CREATE FUNCTION fine(int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$BEGIN RETURN $1 > 0; END$$;
CREATE TABLE judged (id int PRIMARY KEY, x int CHECK (fine(x)));
SELECT is(strategy('judged'), 'bulk insert', 'not where a function could look at the table');
CREATE DOMAIN fine_int AS int CHECK (fine(VALUE));
CREATE TABLE judged_deep (id int PRIMARY KEY, x fine_int[]);
SELECT is(strategy('judged_deep'), 'bulk insert', 'nor in a domain of elements');
CREATE TABLE indexed_by (id int PRIMARY KEY, x int);
CREATE INDEX ON indexed_by (fine(x));
SELECT is(strategy('indexed_by'), 'bulk insert', 'nor in an index');
CREATE TABLE watched (id int PRIMARY KEY);
CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM count(*) FROM watched; RETURN NULL; END$$;
CREATE TRIGGER look AFTER INSERT ON watched FOR EACH STATEMENT EXECUTE FUNCTION look();
SELECT is(strategy('watched'), 'bulk insert', 'not where triggers look');

-- Somebody uses the table: nobody waits, nothing fails.
CREATE TABLE used (id int PRIMARY KEY);
SELECT file_of('used_pkey') AS before \gset
BEGIN;
DECLARE c CURSOR FOR SELECT * FROM used ORDER BY id;
FETCH c;
SELECT is((SELECT inserted FROM datagen.fill('used', 600)), 600::bigint, 'a cursor of this session is no obstacle');
SELECT is(file_of('used_pkey'), :before::bigint, 'the indexes are kept row by row then');
ROLLBACK;
SELECT dblink_connect('reader', format('host=%s port=%s dbname=%s', current_setting('unix_socket_directories'), current_setting('port'), current_database())) AS n \gset
SELECT dblink_exec('reader', 'BEGIN') AS n \gset
SELECT * FROM dblink('reader', 'SELECT count(*) FROM used WHERE id = 1') r(n bigint) \gset
SET lock_timeout = '2s';
SELECT is((SELECT inserted FROM datagen.fill('used', 600)), 600::bigint, 'nor is one of another session');
SELECT is(file_of('used_pkey'), :before::bigint, 'nobody waits for it');
SELECT dblink_exec('reader', 'COMMIT') AS n \gset
SELECT is((SELECT count(*) FROM used), 600::bigint, 'the rows are there');
SELECT lives_ok('SELECT bt_index_check(''used_pkey'', true)', 'and in the index');

-- Rules: generators and compiled functions look at no table, effect() and functions in other languages may.
CREATE TABLE ruled (id int PRIMARY KEY, a text, n float8);
CREATE TABLE promotion (starts_on date, ends_on date, factor numeric);
CREATE FUNCTION of_mine() RETURNS float8 LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM ruled); END';
CREATE DOMAIN mine AS float8 CHECK (VALUE >= of_mine() * 0);
CREATE FUNCTION rebuilds(rule text) RETURNS boolean LANGUAGE plpgsql AS
$$ BEGIN PERFORM datagen.set_rule('ruled', 'n', rule); RETURN (SELECT strategy ~ 'rebuilt' FROM datagen.plan('ruled', 100000) p WHERE p.relation = 'ruled'::regclass); END $$;
SELECT ok(rebuilds('datagen.normal() + random()'), 'generators draw');
SELECT ok(rebuilds('length(a) + extract(epoch FROM now())'), 'compiled functions');
SELECT ok(NOT rebuilds('of_mine()'), 'a function that may look');
SELECT ok(NOT rebuilds('datagen.effect(date ''2024-01-01'', ''promotion'')'), 'effect() looks');
SELECT ok(NOT rebuilds('(id * 1.0)::mine'), 'a domain may look');
SELECT datagen.set_rule('ruled', 'n', 'datagen.normal()');
SELECT datagen.fill('ruled', 6000, seed => 1);
SELECT lives_ok('SELECT bt_index_check(''ruled_pkey'', true)', 'the index has all rows');
-- Indexes that stay: entries whose keys come in no order go in sorted, which leaves their pages full.
CREATE FUNCTION size_after(sink text, relation regclass) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('TRUNCATE %s', relation);
  PERFORM set_config('datagen.sink', sink, true);
  SET LOCAL ROLE indexes_clerk;
  PERFORM datagen.fill(relation, 20000, seed => 3);
  RESET ROLE;
  RETURN pg_relation_size((relation || '_u_key')::regclass);
END $$;
CREATE TABLE kept (u uuid NOT NULL UNIQUE);
CREATE TABLE kept_not (u uuid NOT NULL UNIQUE, x int CHECK (fine(x)));
CREATE TABLE kept_later (u uuid NOT NULL UNIQUE DEFERRABLE);
GRANT SELECT, INSERT ON kept, kept_not, kept_later TO indexes_clerk;
SELECT cmp_ok(size_after('bulk', 'kept') * 100, '<', size_after('sql', 'kept') * 90, 'sorted entries take less room');
SELECT is(size_after('bulk', 'kept_not'), size_after('sql', 'kept_not'), 'not where a function could look at the table');
SELECT is(size_after('bulk', 'kept_later'), size_after('sql', 'kept_later'), 'nor where a check comes later');
CREATE TABLE grown (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, u uuid NOT NULL UNIQUE, email text UNIQUE, x int, n numeric(6,2));
CREATE INDEX grown_lower ON grown (lower(email), x DESC NULLS LAST) INCLUDE (n) WHERE x > 0;
CREATE INDEX grown_x ON grown (x);
SELECT sum(inserted) AS n FROM datagen.fill('grown', 300, seed => 1) \gset
SELECT is((SELECT inserted FROM datagen.fill('grown', 6000, seed => 2)), 6000::bigint, 'a table that has rows');
SELECT lives_ok(format('SELECT bt_index_check(%L, true)', indexrelid::regclass), indexrelid::regclass || ' holds every row')
FROM pg_index WHERE indrelid = 'grown'::regclass ORDER BY indexrelid::regclass::text COLLATE "C";
SELECT datagen.set_rule('grown', 'email', $$'u' || id % 5000$$) AS n \gset
SELECT throws_matching($$SELECT datagen.fill('grown', 6000, seed => 3)$$, 'grown_email_key', 'keys that are taken are found');
SELECT is((SELECT count(*) FROM grown), 6300::bigint, 'and nothing stays');
SELECT * FROM finish();
