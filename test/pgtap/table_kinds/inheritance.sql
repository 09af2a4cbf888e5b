-- test/pgtap/table_kinds/inheritance.sql -- keys that differ over an inheritance tree
SELECT plan(8);
CREATE SCHEMA tree;
CREATE TABLE tree.animal (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE tree.dog (breed text NOT NULL, PRIMARY KEY (id)) INHERITS (tree.animal);
CREATE TABLE tree.cat (lives int NOT NULL) INHERITS (tree.animal);
SELECT lives_ok($$SELECT datagen.fill('tree.cat', 30, seed => 1)$$, 'a child without a key');
SELECT lives_ok($$SELECT datagen.fill('tree.animal', 20, seed => 1)$$, 'the parent after it');
SELECT lives_ok($$SELECT datagen.fill_schema('tree', 10, seed => 1)$$, 'all of them');
SELECT is((SELECT count(DISTINCT id) FROM tree.animal), 80::bigint, 'no two rows have the same key');
SELECT is((SELECT count(*) FROM ONLY tree.animal), 30::bigint, 'the parent has its own rows only');

CREATE SCHEMA numbered;
CREATE TABLE numbered.a (id serial PRIMARY KEY);
CREATE TABLE numbered.b (PRIMARY KEY (id)) INHERITS (numbered.a);
CREATE TABLE numbered.c () INHERITS (numbered.b);
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('numbered', 20, seed => 1)), 60::numeric, 'a sequence that all share');
SELECT is((SELECT count(DISTINCT id) FROM numbered.a), 60::bigint, 'differs, too');

CREATE SCHEMA few;
CREATE TABLE few.a (id int PRIMARY KEY CHECK (id BETWEEN 1 AND 10));
CREATE TABLE few.b () INHERITS (few.a);
SELECT is((SELECT inserted FROM datagen.fill('few.b', 30, seed => 1)), 30::bigint, 'keys that nothing makes unique in a child do not limit it');
SELECT * FROM finish();
