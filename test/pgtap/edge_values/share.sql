-- test/pgtap/edge_values/share.sql -- datagen.edge_share: boundary values appear, constraints hold, keys keep theirs
SELECT plan(31);

SET datagen.seed = '7';

CREATE TABLE parent (id int PRIMARY KEY, code text UNIQUE NOT NULL);
CREATE TYPE grade AS ENUM ('low', 'middle', 'high');
CREATE DOMAIN percentage AS int CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE t (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parent_id int NOT NULL REFERENCES parent,
  serial_number text NOT NULL UNIQUE,
  whole int NOT NULL,
  big bigint NOT NULL,
  small smallint CHECK (small BETWEEN -5 AND 300),
  share percentage NOT NULL,
  amount numeric(8,2) NOT NULL CHECK (amount >= 0),
  anything numeric,
  ratio float8,
  note text,
  label varchar(12) NOT NULL CHECK (label <> ''),
  letters text NOT NULL CHECK (letters ~ '^[a-z]{2,5}$'),
  lower_case text NOT NULL CHECK (lower_case = lower(lower_case) AND length(lower_case) BETWEEN 3 AND 20),
  fixed char(4) NOT NULL,
  status text NOT NULL CHECK (status IN ('new', 'paid', 'shipped')),
  born date NOT NULL CHECK (born BETWEEN '1900-01-01' AND '2025-12-31'),
  any_day date,
  started timestamptz NOT NULL,
  ended timestamptz NOT NULL,
  free timestamp(0),
  at_time time NOT NULL,
  rank grade NOT NULL,
  content bytea,
  facts jsonb,
  tags text[],
  span int4range,
  host inet,
  doubled bigint GENERATED ALWAYS AS (whole + 1::bigint) STORED,
  CHECK (ended > started),
  CHECK (small + share <= 350)
);
CREATE SCHEMA usual;
CREATE TABLE usual.t (LIKE t INCLUDING ALL, FOREIGN KEY (parent_id) REFERENCES parent);

SELECT is((SELECT inserted FROM datagen.fill('parent', 50)), 50::bigint, 'parents');
SELECT lives_ok($$SELECT datagen.fill('usual.t', 3000)$$, 'the usual values');
SET datagen.edge_share = 0.5;
SELECT is((SELECT inserted FROM datagen.fill('t', 3000)), 3000::bigint, 'all rows, so all constraints hold');

SELECT ok(count(*) FILTER (WHERE whole IN (-2147483648, 2147483647)) > 50 AND count(*) FILTER (WHERE whole = 0) > 50,
          'the ends of integer, and 0') FROM t;
SELECT ok(count(*) FILTER (WHERE big = -9223372036854775808) > 10 AND count(*) FILTER (WHERE big = 9223372036854775807) > 10,
          'the ends of bigint') FROM t;
SELECT ok(count(*) FILTER (WHERE small = -5) > 10 AND count(*) FILTER (WHERE small = 300) > 10, 'the ends of a CHECK') FROM t;
SELECT ok(count(*) FILTER (WHERE share = 0) > 50 AND count(*) FILTER (WHERE share = 100) > 50, 'the ends of a domain') FROM t;
SELECT ok(count(*) FILTER (WHERE amount = 0) > 50 AND count(*) FILTER (WHERE amount = 999999.99) > 50, 'the ends of numeric') FROM t;
SELECT ok(bool_or(anything = 'NaN') AND bool_or(anything = 'Infinity'), 'numeric without end') FROM t;
SELECT ok(bool_or(ratio = 'NaN') AND bool_or(ratio = '-Infinity'), 'float without end') FROM t;
SELECT ok(count(*) FILTER (WHERE note = '') > 50 AND count(*) FILTER (WHERE length(note) = 10000) > 50,
          'empty and long texts') FROM t;
SELECT ok(bool_or(note LIKE '%DROP TABLE%') AND bool_or(note ~ U&'\0301') AND bool_or(note ~ U&'\05E9'),
          'hostile, combining and right-to-left texts') FROM t;
SELECT ok(count(*) FILTER (WHERE length(label) = 12) > 100 AND count(*) FILTER (WHERE octet_length(label) = 48) > 20,
          'the longest texts in characters and bytes') FROM t;
SELECT ok(bool_or(letters = 'aa') OR bool_or(letters = 'zzzzz'), 'ends of a pattern') FROM t;
SELECT ok(bool_or(length(lower_case) = 3) AND bool_or(lower_case = repeat('w', 20)), 'both lengths of a CHECK') FROM t;
SELECT ok(bool_or(fixed = ''), 'an empty character(n)') FROM t;
SELECT is(array_agg(DISTINCT status ORDER BY status), '{new,paid,shipped}', 'no status beside those allowed') FROM t;
SELECT ok(bool_or(born = '2000-02-29') AND bool_or(born = '1970-01-01') AND bool_or(born = '1900-01-01')
          AND bool_or(born = '2025-12-31'), 'leap day, epoch and the ends of a CHECK') FROM t;
SELECT ok(bool_or(any_day = 'infinity') AND bool_or(any_day = '-infinity'), 'infinite dates where nothing forbids them') FROM t;
SELECT ok(count(*) FILTER (WHERE NOT isfinite(started) OR NOT isfinite(ended)) = 0, 'none where a CHECK reads the column') FROM t;
SELECT ok(bool_or(free = 'infinity') AND count(*) FILTER (WHERE free <> date_trunc('second', free)) = 0,
          'times of a precision') FROM t;
SELECT ok(bool_or(at_time = '00:00') AND bool_or(at_time = '24:00'), 'the ends of a day') FROM t;
SELECT ok(bool_or(content = '') AND bool_or(content = '\x00'), 'bytes') FROM t;
SELECT ok(bool_or(facts = '{}') AND bool_or(facts = 'null'), 'json') FROM t;
SELECT ok(bool_or(tags = '{}') AND bool_or(isempty(span)) AND bool_or(span = '(,)') AND bool_or(host = '::'), 'empty and endless things') FROM t;
SELECT ok(count(*) FILTER (WHERE note IS NULL) BETWEEN 200 AND 700, 'NULL where there is some') FROM t;

SELECT results_eq('SELECT id - min(id) OVER (), parent_id, serial_number FROM t ORDER BY id',
                  'SELECT id - min(id) OVER (), parent_id, serial_number FROM usual.t ORDER BY id',
                  'keys, references and counters are as ever');
SELECT ok(count(*) FILTER (WHERE t.whole = plain.whole) BETWEEN 1300 AND 1700, 'and so are the other values')
  FROM (SELECT row_number() OVER (ORDER BY id) AS n, whole FROM t) t
  JOIN (SELECT row_number() OVER (ORDER BY id) AS n, whole FROM usual.t) plain USING (n);

CREATE TABLE again (LIKE t INCLUDING ALL);
CREATE TABLE ruled (a int NOT NULL, b int NOT NULL);
SELECT datagen.set_rule('ruled', 'b', 'a + 1');
SELECT lives_ok($$SELECT datagen.fill('ruled', 500)$$, 'what a rule reads has no edge values');
SELECT is((SELECT count(*) FROM ruled WHERE b = a + 1), 500::bigint, 'the rule holds');
SELECT results_eq($$SELECT note, born, big FROM datagen.rows(NULL::again, 200) ORDER BY 1, 2, 3$$,
                  $$SELECT note, born, big FROM datagen.rows(NULL::again, 200) ORDER BY 1, 2, 3$$, 'a seed says it all');
SELECT * FROM finish();
