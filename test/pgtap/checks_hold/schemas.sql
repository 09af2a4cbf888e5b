-- test/pgtap/checks_hold/schemas.sql -- every schema of test/schemas is filled, and every constraint holds afterwards
\i test/pgtap/violations.psql
SET client_min_messages = warning;
CREATE TABLE line (number serial, line text);
\copy line (line) FROM PROGRAM 'grep "" /dev/null test/schemas/*.sql' WITH (FORMAT csv, DELIMITER E'\x02', QUOTE E'\x01')
CREATE TABLE file AS
SELECT substring(line FROM '^test/schemas/(\w+)\.sql:') AS name,
       string_agg(substring(line FROM '^test/schemas/\w+\.sql:(.*)'), E'\n' ORDER BY number) AS content
FROM line GROUP BY 1;

SELECT plan(1 + 4 * count(*)::int) FROM file;
SELECT cmp_ok(count(*), '>', 0::bigint, 'there are schemas') FROM file;

-- A file makes its tables in the schema that is named like it.
CREATE FUNCTION try_schema(name text, content text, rows int) RETURNS SETOF text LANGUAGE plpgsql AS
$$
DECLARE
  problem text;
BEGIN
  EXECUTE format('CREATE SCHEMA %I', name);
  PERFORM set_config('search_path', quote_ident(name) || ', public', true);
  EXECUTE content;
  PERFORM set_config('search_path', 'public', true);
  FOR seed IN 1..2 LOOP
    BEGIN
      problem := NULL;
      PERFORM datagen.fill_schema(name, rows * seed, seed => seed);
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS problem = PG_EXCEPTION_DETAIL;
      problem := format('%s: %s (%s)', SQLSTATE, SQLERRM, problem);
    END;
    RETURN NEXT is(problem, NULL, format('%s is %s', name, CASE seed WHEN 1 THEN 'filled' ELSE 'appended to' END));
    RETURN NEXT is((SELECT string_agg(v.obligation || ' ' || v.number, ', ') FROM violations(name) v), NULL,
                   name || ': every constraint holds');
  END LOOP;
END
$$;
SELECT t FROM file, try_schema(name, content, 60) t ORDER BY name;
SELECT * FROM finish();
