-- test/pgtap/types/arrays_of_everything.sql -- arrays, composites and domains can be made of every type
SELECT plan(5);
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{3}$');
CREATE DOMAIN codes AS code[] CHECK (cardinality(VALUE) BETWEEN 1 AND 3);
CREATE TYPE part AS (code code, mood mood, at timestamptz, many int[]);
CREATE TABLE t (
  id int PRIMARY KEY,
  a int[] NOT NULL, b text[] NOT NULL, c uuid[] NOT NULL, d jsonb[] NOT NULL, e numeric(6,2)[] NOT NULL, f varchar(3)[] NOT NULL,
  g mood[] NOT NULL, h code[] NOT NULL, i codes NOT NULL, j part NOT NULL, k part[] NOT NULL, l daterange[] NOT NULL,
  m bytea[] NOT NULL, n inet[] NOT NULL, o int[][] NOT NULL, p interval[] NOT NULL, q point[] NOT NULL, r bit(3)[] NOT NULL);
SELECT is((SELECT inserted FROM datagen.fill('t', 300, seed => 1)), 300::bigint, 'filled');
SELECT is_empty('SELECT FROM t, unnest(h) x WHERE x !~ ''^[A-Z]{3}$''', 'domains hold inside arrays');
SELECT is_empty('SELECT FROM t WHERE cardinality(i) NOT BETWEEN 1 AND 3', 'domains hold over arrays');
SELECT is_empty('SELECT FROM t, unnest(k) x WHERE x.code !~ ''^[A-Z]{3}$''', 'domains hold inside composites in arrays');
SELECT is_empty('SELECT FROM t, unnest(f) x WHERE length(x) > 3', 'modifiers hold inside arrays');
SELECT * FROM finish();
