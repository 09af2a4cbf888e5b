-- test/pgtap/keys/append.sql -- fills go round the keys that are already there
SELECT plan(6);
CREATE TABLE gaps (id int PRIMARY KEY CHECK (id BETWEEN 1 AND 100));
INSERT INTO gaps SELECT generate_series(2, 100, 2);
SELECT is((SELECT inserted FROM datagen.fill('gaps', 50, seed => 1)), 50::bigint, 'the gaps are filled');
SELECT is((SELECT count(*) FROM gaps), 100::bigint, 'all of them');
CREATE TABLE by_hand (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
INSERT INTO by_hand SELECT g, 'x' || g FROM generate_series(1, 500) g;
SELECT is((SELECT inserted FROM datagen.fill('by_hand', 100, seed => 1)), 100::bigint, 'a serial column behind its table');
SELECT lives_ok('INSERT INTO by_hand (code) VALUES (''mine'')', 'the sequence is past all values afterwards');
CREATE TABLE letters (code char(1) PRIMARY KEY CHECK (code ~ '^[a-z]$'));
INSERT INTO letters VALUES ('a'), ('q'), ('z');
SELECT is((SELECT inserted FROM datagen.fill('letters', 23, seed => 1)), 23::bigint, 'texts that are left');
SELECT throws_ok($$SELECT * FROM datagen.fill('letters', 1, seed => 1)$$, '23505', NULL, 'then none is left');
SELECT * FROM finish();
