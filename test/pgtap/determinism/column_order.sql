-- test/pgtap/determinism/column_order.sql -- the order of columns changes no value, also where constraints offer alternatives
SELECT plan(6);

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

CREATE TABLE first.tie (lo int NOT NULL CHECK (lo BETWEEN 0 AND 40), hi int NOT NULL CHECK (hi BETWEEN 0 AND 40), f bool NOT NULL, g bool NOT NULL,
                        a int NOT NULL CHECK (a BETWEEN 0 AND 40), b int NOT NULL CHECK (b BETWEEN 0 AND 40),
                        CHECK (hi - lo BETWEEN 2 AND 5), CHECK (f OR g), CHECK (CASE WHEN f THEN a > 10 ELSE b > 10 END), CHECK (greatest(a, b) >= 30));
CREATE TABLE second.tie (b int NOT NULL CHECK (b BETWEEN 0 AND 40), g bool NOT NULL, a int NOT NULL CHECK (a BETWEEN 0 AND 40), f bool NOT NULL,
                         hi int NOT NULL CHECK (hi BETWEEN 0 AND 40), lo int NOT NULL CHECK (lo BETWEEN 0 AND 40),
                         CHECK (hi - lo BETWEEN 2 AND 5), CHECK (f OR g), CHECK (CASE WHEN f THEN a > 10 ELSE b > 10 END), CHECK (greatest(a, b) >= 30));
SELECT is((SELECT inserted FROM datagen.fill('first.tie', 200, seed => 9)), 200::bigint, 'differences and alternatives in one order');
SELECT is((SELECT inserted FROM datagen.fill('second.tie', 200, seed => 9)), 200::bigint, 'and in another');
SELECT bag_eq('SELECT lo, hi, f, g, a, b FROM first.tie', 'SELECT lo, hi, f, g, a, b FROM second.tie', 'both hold the same rows');
SELECT * FROM finish();
