-- test/pgtap/keys/tied.sql -- keys that constraints or computed keys tie to each other, dense and sparse
SELECT plan(20);
CREATE SCHEMA app;
CREATE FUNCTION filled(target regclass, n bigint) RETURNS bigint LANGUAGE sql AS
$$ SELECT sum(inserted)::bigint FROM datagen.fill(target, n, seed => 3) $$;
CREATE TABLE app.santa (giver int PRIMARY KEY CHECK (giver BETWEEN 1 AND 100),
                        receiver int NOT NULL UNIQUE CHECK (receiver BETWEEN 1 AND 100), CHECK (giver <> receiver));
SELECT is(filled('app.santa', 100), 100::bigint, 'everybody gives to somebody else');
CREATE TABLE app.secret (giver int PRIMARY KEY CHECK (giver BETWEEN 1 AND 12),
                         receiver int NOT NULL UNIQUE CHECK (receiver BETWEEN 1 AND 12), CHECK (giver <> receiver));
CREATE UNIQUE INDEX ON app.secret (least(giver, receiver), greatest(giver, receiver));
SELECT is(filled('app.secret', 12), 12::bigint, 'nobody to whom he receives from');
CREATE TABLE app.queen (r int PRIMARY KEY CHECK (r BETWEEN 1 AND 16), c int NOT NULL UNIQUE CHECK (c BETWEEN 1 AND 16));
CREATE UNIQUE INDEX ON app.queen ((r + c));
CREATE UNIQUE INDEX ON app.queen ((r - c));
SELECT is(filled('app.queen', 16), 16::bigint, 'queens');
CREATE TABLE app.near (id int PRIMARY KEY CHECK (id BETWEEN 1 AND 300), pos int NOT NULL UNIQUE CHECK (pos BETWEEN 1 AND 300),
                       CHECK (abs(id - pos) BETWEEN 1 AND 3));
SELECT is(filled('app.near', 300), 300::bigint, 'a permutation that moves little');
CREATE TABLE app.sudoku (r int CHECK (r BETWEEN 0 AND 8), c int CHECK (c BETWEEN 0 AND 8), v int CHECK (v BETWEEN 1 AND 9),
                         PRIMARY KEY (r, c), UNIQUE (r, v), UNIQUE (c, v));
ALTER TABLE app.sudoku ALTER v SET NOT NULL;
CREATE UNIQUE INDEX ON app.sudoku ((r / 3), (c / 3), v);
SELECT is(filled('app.sudoku', 81), 81::bigint, 'a sudoku');
CREATE TABLE app.later (id int PRIMARY KEY CHECK (id BETWEEN 1 AND 40), pos int NOT NULL UNIQUE CHECK (pos BETWEEN 1 AND 40),
                        CHECK (pos >= id));
SELECT is(filled('app.later', 40), 40::bigint, 'where only one solution exists');
CREATE TABLE app.parity (a date PRIMARY KEY CHECK (a BETWEEN '2024-01-01' AND '2024-01-30'),
                         b date NOT NULL UNIQUE CHECK (b BETWEEN '2024-01-01' AND '2024-01-30'), CHECK ((b - a) % 2 = 1 OR (a - b) % 2 = 1));
SELECT is(filled('app.parity', 20), 20::bigint, 'dates');
SELECT is(filled('app.parity', 10), 10::bigint, 'to the last one');
CREATE TABLE app.worker (id int PRIMARY KEY CHECK (id BETWEEN 1 AND 30));
CREATE TABLE app.shift (worker int PRIMARY KEY REFERENCES app.worker, slot int NOT NULL UNIQUE CHECK (slot BETWEEN 1 AND 30),
                        CHECK (slot % 5 <> worker % 5));
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('app', 30, seed => 3, tables => '{worker,shift}')), 60::numeric,
          'a key of parents');
SELECT throws_ok($$SELECT datagen.fill('app.later', 1, seed => 1)$$, '23505', NULL, 'when full, it says so');

-- Sparse ones follow the key that is handed out.
CREATE TABLE app.tens (a int PRIMARY KEY, b int NOT NULL UNIQUE, CHECK (b = a * 10));
SELECT is(filled('app.tens', 200), 200::bigint, 'computed from the primary key');
SELECT is(filled('app.tens', 200), 200::bigint, 'appended');
CREATE TABLE app.stretch (first int NOT NULL UNIQUE, last int NOT NULL UNIQUE, CHECK (first < last));
SELECT is(filled('app.stretch', 3000), 3000::bigint, 'an order between two keys');
CREATE TABLE app.stay (since date NOT NULL UNIQUE, until date NOT NULL UNIQUE, CHECK (until > since AND until < since + 30));
SELECT is(filled('app.stay', 300), 300::bigint, 'dates near each other');
SELECT cmp_ok((SELECT count(DISTINCT until - since) FROM app.stay), '>', 10::bigint, 'at different distances');
CREATE TABLE app.nested (a int PRIMARY KEY, b int NOT NULL UNIQUE, c int NOT NULL UNIQUE, CHECK (a < b AND b < c AND c < a + 100));
SELECT is(filled('app.nested', 1000), 1000::bigint, 'three keys in a row');
CREATE TABLE app.hour (s timestamptz NOT NULL UNIQUE, e timestamptz NOT NULL UNIQUE, CHECK (e = s + interval '1 hour'));
SELECT is(filled('app.hour', 300), 300::bigint, 'times');
CREATE TABLE app.odd (id bigint PRIMARY KEY CHECK (id % 7 = 3), n bigint UNIQUE NOT NULL CHECK (n > 1000), CHECK (id - n BETWEEN -20 AND 20));
SELECT is(filled('app.odd', 300), 300::bigint, 'a difference of keys on different grids');
CREATE TABLE app.part (x int CHECK (x BETWEEN 1 AND 5), lo int NOT NULL, hi int NOT NULL, UNIQUE (x, lo), UNIQUE (x, hi), CHECK (lo < hi));
SELECT is(filled('app.part', 300), 300::bigint, 'composite keys');
CREATE TABLE app.scarce (many int PRIMARY KEY, few int NOT NULL UNIQUE CHECK (few BETWEEN 1 AND 60), CHECK (many > few * 100));
SELECT is(filled('app.scarce', 60), 60::bigint, 'the scarce key is handed out, whichever is the primary one');
SELECT * FROM finish();
