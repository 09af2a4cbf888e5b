-- test/pgtap/sinks/same_rows.sql -- every schema of test/schemas gets the same rows through both sinks, and they are valid
\i test/pgtap/violations.psql
SET client_min_messages = warning;
CREATE TABLE line (number serial, line text);
\copy line (line) FROM PROGRAM 'grep "" /dev/null test/schemas/*.sql' WITH (FORMAT csv, DELIMITER E'\x02', QUOTE E'\x01')
CREATE TABLE file AS
SELECT substring(line FROM '^test/schemas/(\w+)\.sql:') AS name,
       string_agg(substring(line FROM '^test/schemas/\w+\.sql:(.*)'), E'\n' ORDER BY number) AS content
FROM line GROUP BY 1;

SELECT plan(1 + 3 * count(*)::int) FROM file;
SELECT cmp_ok(count(*), '>', 0::bigint, 'there are schemas') FROM file;

-- Number and checksum of each table's rows.
CREATE FUNCTION contents(of_schema text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  t record;
  part text;
  total text := '';
BEGIN
  FOR t IN SELECT oid::regclass AS id, relname FROM pg_class
           WHERE relnamespace = quote_ident(of_schema)::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
           ORDER BY relname COLLATE "C" LOOP
    EXECUTE format('SELECT count(*) || '' '' || md5(coalesce(string_agg(x::text, E''\n'' ORDER BY x::text COLLATE "C"), '''')) FROM %s x', t.id)
      INTO part;
    total := total || t.relname || ' ' || part || E'\n';
  END LOOP;
  RETURN total;
END $$;

CREATE FUNCTION filled(name text, content text, sink text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  result text;
BEGIN
  SET CONSTRAINTS ALL DEFERRED;
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', name);
  EXECUTE format('CREATE SCHEMA %I', name);
  PERFORM set_config('search_path', quote_ident(name) || ', public', true);
  EXECUTE content;
  PERFORM set_config('search_path', 'public', true);
  PERFORM set_config('datagen.sink', sink, true);
  PERFORM datagen.fill_schema(name, 1200, seed => 11, on_error => 'skip');
  PERFORM datagen.fill_schema(name, 600, seed => 12, on_error => 'skip');  -- an append
  SET CONSTRAINTS ALL IMMEDIATE;
  result := contents(name);
  RETURN result;
END $$;

CREATE FUNCTION compare(name text, content text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  by_sql text := filled(name, content, 'sql');
  by_bulk text := filled(name, content, 'bulk');
  broken text;
BEGIN
  RETURN NEXT matches(by_bulk, ' [1-9][0-9]* ', name || ' has rows');
  RETURN NEXT is(by_bulk, by_sql, name || ' has the same rows through both sinks');
  SELECT string_agg(v.obligation || ': ' || v.number, '; ') INTO broken FROM violations(name) v WHERE v.number > 0;
  RETURN NEXT is(broken, NULL, name || ' is valid through the bulk sink');
END $$;

SELECT compare(name, content) FROM file ORDER BY name;
SELECT * FROM finish();
