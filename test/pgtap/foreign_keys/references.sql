-- test/pgtap/foreign_keys/references.sql -- references of every kind are valid, spread over the parents, and NULL where they may be
\i test/pgtap/violations.psql
SELECT plan(15);
CREATE SCHEMA app;
CREATE SCHEMA other;
CREATE TABLE other.base (id int PRIMARY KEY, sku text NOT NULL UNIQUE, a int NOT NULL, b text NOT NULL, UNIQUE (b, a));
CREATE TABLE app.simple (id int PRIMARY KEY, base_id int REFERENCES other.base);
CREATE TABLE app.by_unique (id int PRIMARY KEY, sku text NOT NULL REFERENCES other.base (sku));
CREATE TABLE app.composite (id int PRIMARY KEY, x int, y text, FOREIGN KEY (y, x) REFERENCES other.base (b, a));
CREATE TABLE app.whole (id int PRIMARY KEY, x int, y text, FOREIGN KEY (x, y) REFERENCES other.base (a, b) MATCH FULL);
CREATE TABLE app.one_to_one (base_id int PRIMARY KEY REFERENCES other.base, note text);
CREATE TABLE app.junction (base_id int REFERENCES other.base, simple_id int REFERENCES app.simple, PRIMARY KEY (base_id, simple_id));
CREATE TABLE app.twice (id int PRIMARY KEY, from_id int NOT NULL REFERENCES other.base, to_id int NOT NULL REFERENCES other.base, CHECK (from_id <> to_id));
CREATE TABLE app.intersected (id int PRIMARY KEY, k int NOT NULL REFERENCES other.base, FOREIGN KEY (k) REFERENCES app.one_to_one);
CREATE TABLE app.late (id int PRIMARY KEY, base_id int NOT NULL REFERENCES other.base DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE app.wide (id int PRIMARY KEY, base_id bigint NOT NULL REFERENCES other.base);

SELECT is((SELECT array_agg(relation::text) FROM datagen.fill_schema('app', 100, seed => 1)
           WHERE relation::text LIKE 'other.%'), '{other.base}', 'an empty required parent in another schema is filled and reported');
SELECT cmp_ok((SELECT count(*) FROM other.base), '<=', 100::bigint, 'not beyond what is needed');
SELECT is((SELECT count(*) FROM app.simple), 100::bigint, 'the default number of rows');
SELECT cmp_ok((SELECT count(*) FROM app.simple WHERE base_id IS NULL), '<', 20::bigint, 'most nullable references are real');
SELECT cmp_ok((SELECT count(DISTINCT sku) FROM app.by_unique), '>', (SELECT count(*) / 3 FROM other.base), 'references are spread');
SELECT is((SELECT count(*) FROM app.one_to_one), (SELECT least(100, count(*)) FROM other.base), '1:1 children: one for each parent');
SELECT is((SELECT count(*) FROM app.whole WHERE num_nulls(x, y) = 1), 0::bigint, 'MATCH FULL: all or none');
SELECT is((SELECT count(*) FROM app.composite WHERE num_nulls(x, y) = 1), 0::bigint, 'composite references are whole or NULL');
SELECT is((SELECT count(*) FROM app.junction), 100::bigint, 'a junction takes distinct pairs');
SELECT is_empty('SELECT * FROM violations(''app'')', 'every constraint holds');

-- A junction to the last pair, and no more.
CREATE TABLE app.l (id int PRIMARY KEY);
CREATE TABLE app.r (id int PRIMARY KEY);
INSERT INTO app.l SELECT generate_series(1, 12);
INSERT INTO app.r SELECT generate_series(1, 9);
CREATE TABLE app.l_r (l int REFERENCES app.l, r int REFERENCES app.r, PRIMARY KEY (l, r));
SELECT is((SELECT inserted FROM datagen.fill('app.l_r', 108, seed => 1)), 108::bigint, 'a full junction');
SELECT throws_ok($$SELECT * FROM datagen.fill('app.l_r', 1, seed => 1)$$, '23505', NULL, 'a fuller one');
-- A nullable reference to an empty parent is NULL, and the parent stays empty.
CREATE TABLE app.void (id int PRIMARY KEY);
CREATE TABLE app.optional (id int PRIMARY KEY, void_id int REFERENCES app.void);
SELECT is((SELECT count(*) FROM datagen.fill('app.optional', 10, seed => 1)), 1::bigint, 'an optional parent is not filled');
SELECT is((SELECT count(void_id) FROM app.optional), 0::bigint, 'the reference is NULL');
-- The parents' number: enough, no more than asked for.
CREATE TABLE app.parent (id int PRIMARY KEY);
CREATE TABLE app.child (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES app.parent);
SELECT is((SELECT inserted FROM datagen.fill('app.child', 1000, seed => 1) WHERE relation = 'app.parent'::regclass), 100::bigint,
          'a tenth as many parents');
SELECT * FROM finish();
