-- test/pgtap/determinism/column_order.sql -- the order of columns changes no value, also where constraints offer alternatives
SELECT plan(3);

CREATE SCHEMA first;
CREATE SCHEMA second;
CREATE TABLE first.thing (
  id int PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('a', 'b', 'c')), x int CHECK (x BETWEEN 1 AND 90),
  at timestamptz, note text, p int, q int, r int,
  CHECK (kind = 'a' OR x > 10), CHECK ((kind = 'b') = (at IS NOT NULL)), CHECK (num_nonnulls(p, q, r) = 1),
  CHECK (kind <> 'c' OR note IS NOT NULL));
CREATE TABLE second.thing (
  r int, note text, q int, at timestamptz, p int, x int CHECK (x BETWEEN 1 AND 90),
  kind text NOT NULL CHECK (kind IN ('a', 'b', 'c')), id int PRIMARY KEY,
  CHECK (kind <> 'c' OR note IS NOT NULL), CHECK (num_nonnulls(p, q, r) = 1), CHECK ((kind = 'b') = (at IS NOT NULL)),
  CHECK (kind = 'a' OR x > 10));

SELECT is((SELECT inserted FROM datagen.fill('first.thing', 500, seed => 9)), 500::bigint, 'one order is filled');
SELECT is((SELECT inserted FROM datagen.fill('second.thing', 500, seed => 9)), 500::bigint, 'the other order is filled');
SELECT set_eq('SELECT id, kind, x, at, note, p, q, r FROM first.thing', 'SELECT id, kind, x, at, note, p, q, r FROM second.thing',
              'both hold the same rows');
SELECT * FROM finish();
