-- test/pgtap/keys/types_of_keys.sql -- unique keys of every type are filled up, also to the last value, and appended to
SELECT plan(31);
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE pair AS (a smallint, b boolean);
CREATE FUNCTION try_key(definition text, most bigint) RETURNS SETOF text LANGUAGE plpgsql AS
$$
DECLARE
  total bigint := 0;
  n bigint;
BEGIN
  EXECUTE 'CREATE TABLE k (id ' || definition || ', UNIQUE (id))';
  FOREACH n IN ARRAY ARRAY[most / 3, most - most / 3] LOOP
    PERFORM datagen.fill('k', n, seed => 1);
  END LOOP;
  EXECUTE 'SELECT count(DISTINCT id) FROM k' INTO total;
  RETURN NEXT is(total, most, definition);
  DROP TABLE k;
END
$$;
SELECT try_key(d, n) FROM (VALUES
  ('smallint NOT NULL', 2000), ('int NOT NULL', 3000), ('bigint NOT NULL', 3000),
  ('smallint NOT NULL CHECK (id BETWEEN -5 AND 4)', 10), ('int NOT NULL CHECK (id % 10 = 3 AND id BETWEEN 1 AND 1000)', 100),
  ('bigint NOT NULL CHECK (id >= 9223372036854775800)', 8),
  ('text NOT NULL', 3000), ('varchar(2) NOT NULL', 300), ('char(3) NOT NULL', 1000),
  ('text NOT NULL CHECK (id ~ ''^[a-c]{3}$'')', 27), ('text NOT NULL CHECK (id IN (''x'', ''y'', ''z''))', 3),
  ('text NOT NULL CHECK (id LIKE ''AB-%'' AND length(id) < 8)', 500),
  ('uuid NOT NULL', 3000), ('date NOT NULL', 1500), ('date NOT NULL CHECK (id BETWEEN ''2024-02-01'' AND ''2024-02-29'')', 29),
  ('timestamp(0) NOT NULL', 3000), ('timestamptz NOT NULL', 3000), ('time(0) NOT NULL', 3000),
  ('boolean NOT NULL', 2), ('mood NOT NULL', 3), ('numeric(3,1) NOT NULL CHECK (id BETWEEN 0 AND 1)', 11),
  ('numeric(6,2) NOT NULL', 3000), ('float8 NOT NULL', 2000), ('real NOT NULL', 1000),
  ('bytea NOT NULL', 500), ('inet NOT NULL', 500), ('bit(4) NOT NULL', 16), ('pair NOT NULL', 1000), ('mood[] NOT NULL', 10),
  ('int4range NOT NULL', 500), ('"char" NOT NULL', 20)
) v(d, n);
SELECT * FROM finish();
