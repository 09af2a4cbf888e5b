-- test/pgtap/types/builtin.sql -- every built-in type, its arrays, ranges and domains get values, with every modifier
SELECT plan(1 + 2 * 75);
CREATE FUNCTION try_type(type text) RETURNS SETOF text LANGUAGE plpgsql AS
$$
DECLARE
  n bigint;
  same boolean;
BEGIN
  EXECUTE format('CREATE TABLE t (id int PRIMARY KEY, v %s NOT NULL, n %1$s)', type);
  BEGIN
    SELECT inserted INTO n FROM datagen.fill('t', 200, seed => 1);
    RETURN NEXT is(n, 200::bigint, type);
    -- What a dump writes can be read again.
    EXECUTE format('SELECT bool_and(v::text::%s::text = v::text) AND count(n) < 200 FROM t', type) INTO same;
    RETURN NEXT ok(same, type || ': its text can be read, and some are NULL');
  EXCEPTION WHEN OTHERS THEN
    RETURN NEXT fail(format('%s: %s %s', type, SQLSTATE, SQLERRM));
    RETURN NEXT fail(type);
  END;
  DROP TABLE t;
END
$$;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE pair AS (a int, b text);
CREATE TYPE nested AS (p pair, moods mood[]);
CREATE DOMAIN small AS int CHECK (VALUE BETWEEN 1 AND 5);
CREATE TYPE floatrange AS RANGE (subtype = float8);
CREATE TABLE type (name text);
INSERT INTO type SELECT unnest(ARRAY[
  'smallint', 'int', 'bigint', 'numeric', 'numeric(5)', 'numeric(5,2)', 'numeric(3,-2)', 'numeric(2,4)', 'real', 'float8', 'money', 'boolean',
  'text', 'varchar', 'varchar(1)', 'varchar(100)', 'char', 'char(7)', 'name', '"char"', 'bytea',
  'bit', 'bit(9)', 'bit varying', 'bit varying(5)',
  'date', 'time', 'time(2)', 'timetz', 'timestamp', 'timestamp(0)', 'timestamptz', 'timestamptz(3)',
  'interval', 'interval(0)', 'interval year to month', 'interval day to second(2)', 'interval hour',
  'uuid', 'json', 'jsonb', 'jsonpath', 'xml', 'inet', 'cidr', 'macaddr', 'macaddr8',
  'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle', 'tsvector', 'tsquery', 'pg_lsn', 'oid', 'regclass', 'regproc', 'regtype',
  'tid', 'xid8', 'pg_snapshot', 'int4range', 'numrange', 'daterange', 'tstzrange', 'int4multirange', 'floatrange',
  'mood', 'pair', 'nested', 'small', 'int[]']);
SELECT is(count(*), 75::bigint, 'types') FROM type;
SELECT try_type(name) FROM type;
SELECT * FROM finish();
