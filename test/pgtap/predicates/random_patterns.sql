-- test/pgtap/predicates/random_patterns.sql -- strings made for random regular expressions match them under the server's ~
SET client_min_messages = warning;
CREATE SCHEMA app;
SELECT setseed(0.25);

CREATE FUNCTION app.one_of(VARIADIC choices text[]) RETURNS text LANGUAGE sql VOLATILE AS
$$SELECT choices[1 + floor(random() * cardinality(choices))::int]$$;

CREATE FUNCTION app.pattern(depth int) RETURNS text LANGUAGE plpgsql VOLATILE AS
$$
BEGIN
  IF depth <= 0 THEN
    RETURN app.one_of('a', 'b', 'x', '0', '-', '[a-f]', '[^a-z]', '\d', '\w', '.', '[[:upper:]]', '[0-9A-F]', '\.', 'ä', '[а-я]');
  END IF;
  RETURN CASE floor(random() * 8)::int
    WHEN 0 THEN app.pattern(depth - 1) || app.pattern(depth - 1)
    WHEN 1 THEN app.pattern(depth - 1) || app.pattern(depth - 1) || app.pattern(0)
    WHEN 2 THEN '(' || app.pattern(depth - 1) || '|' || app.pattern(depth - 1) || ')'
    WHEN 3 THEN '(?:' || app.pattern(depth - 1) || ')' || app.one_of('*', '+', '?', '{2}', '{1,3}', '{0,2}')
    WHEN 4 THEN '(' || app.pattern(depth - 1) || ')' || app.pattern(0)
    WHEN 5 THEN app.pattern(0) || app.one_of('*?', '+', '{2,}', '??')
    ELSE app.pattern(depth - 1)
  END;
END
$$;

CREATE FUNCTION app.attempt(operator text, pattern text) RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
  EXECUTE format('CREATE TABLE app.t (x text NOT NULL CHECK (x %s %L))', operator, pattern);
  PERFORM * FROM datagen.fill('app.t', 20, seed => 3);
  DROP TABLE app.t;
  RETURN '';
EXCEPTION WHEN OTHERS THEN
  RETURN sqlstate || ' ' || sqlerrm || ': x ' || operator || ' ' || quote_literal(pattern);
END
$$;

SELECT plan(1);
SELECT is(array_agg(error), NULL, 'random patterns')
  FROM (SELECT app.attempt(app.one_of('~', '~', '~*'), app.one_of('^', '') || app.pattern(1 + i % 3) || app.one_of('$', '')) AS error
          FROM generate_series(1, 150) i) made
 WHERE error <> '';
SELECT * FROM finish();
