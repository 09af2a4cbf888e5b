-- test/pgtap/cycles/cycles.sql -- tables that refer to each other are filled together, and the links are real
\i test/pgtap/violations.psql
SELECT plan(24);
CREATE SCHEMA app;
CREATE TABLE app.a2 (id int PRIMARY KEY, b int NOT NULL);
CREATE TABLE app.b2 (id int PRIMARY KEY, a int NOT NULL REFERENCES app.a2);
ALTER TABLE app.a2 ADD FOREIGN KEY (b) REFERENCES app.b2;
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('app', 100, seed => 1)), 200::numeric, 'two, NOT NULL, not deferrable');
SELECT is((SELECT inserted FROM datagen.fill('app.a2', 100, seed => 2) WHERE relation = 'app.a2'::regclass), 100::bigint, 'appended to');
CREATE SCHEMA nulls;
CREATE TABLE nulls.a (id int PRIMARY KEY, b int);
CREATE TABLE nulls.b (id int PRIMARY KEY, a int REFERENCES nulls.a);
ALTER TABLE nulls.a ADD FOREIGN KEY (b) REFERENCES nulls.b;
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('nulls', 100, seed => 1)), 200::numeric, 'two, nullable');
SELECT cmp_ok((SELECT count(b) FROM nulls.a), '>=', 50::bigint, 'at least half of the links are real');
SELECT cmp_ok((SELECT count(a) FROM nulls.b), '>=', 50::bigint, 'both ways');
CREATE SCHEMA three;
CREATE TABLE three.a (id uuid PRIMARY KEY, b int NOT NULL);
CREATE TABLE three.b (id serial PRIMARY KEY, c text NOT NULL);
CREATE TABLE three.c (id text PRIMARY KEY, a uuid NOT NULL REFERENCES three.a);
ALTER TABLE three.a ADD FOREIGN KEY (b) REFERENCES three.b;
ALTER TABLE three.b ADD FOREIGN KEY (c) REFERENCES three.c;
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('three', 100, seed => 1)), 300::numeric, 'three, with keys of all kinds');
-- Cycles that share tables, one with a self reference, one side deferrable.
CREATE SCHEMA overlap;
CREATE TABLE overlap.a (id int PRIMARY KEY, b int NOT NULL, c int, self int REFERENCES overlap.a);
CREATE TABLE overlap.b (id int PRIMARY KEY, a int NOT NULL REFERENCES overlap.a, c int NOT NULL);
CREATE TABLE overlap.c (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int NOT NULL REFERENCES overlap.a DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE overlap.a ADD FOREIGN KEY (b) REFERENCES overlap.b, ADD FOREIGN KEY (c) REFERENCES overlap.c;
ALTER TABLE overlap.b ADD FOREIGN KEY (c) REFERENCES overlap.c;
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('overlap', 100, seed => 1)), 300::numeric, 'overlapping cycles');
-- The head of a department is one of its members.
CREATE SCHEMA member;
CREATE TABLE member.dept (id int PRIMARY KEY, head int);
CREATE TABLE member.emp (dept int NOT NULL REFERENCES member.dept, id int, PRIMARY KEY (dept, id));
ALTER TABLE member.dept ADD FOREIGN KEY (id, head) REFERENCES member.emp;
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('member', 20, counts => '{"emp": 100}', seed => 1)), 120::numeric, 'membership');
SELECT cmp_ok((SELECT count(head) FROM member.dept), '>=', 10::bigint, 'at least half of the departments have a head');
-- An address may have no customer, a document's version none before it, and partners are each other's.
CREATE SCHEMA loose;
CREATE TABLE loose.customer (id int PRIMARY KEY, main int);
CREATE TABLE loose.address (id int PRIMARY KEY, customer int REFERENCES loose.customer, UNIQUE (customer, id));
ALTER TABLE loose.customer ADD FOREIGN KEY (id, main) REFERENCES loose.address (customer, id);
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('loose', 40, counts => '{"address": 90}', seed => 1)), 130::numeric, 'an owner that may be NULL');
SELECT cmp_ok((SELECT count(main) FROM loose.customer), '>=', 20::bigint, 'most customers have a main address');
CREATE SCHEMA version;
CREATE TABLE version.doc (id int PRIMARY KEY, current int);
CREATE TABLE version.ver (doc int NOT NULL REFERENCES version.doc, no int NOT NULL CHECK (no > 0), prev int, PRIMARY KEY (doc, no),
                          FOREIGN KEY (doc, prev) REFERENCES version.ver (doc, no), CHECK (prev < no), UNIQUE (doc, prev));
ALTER TABLE version.doc ADD FOREIGN KEY (id, current) REFERENCES version.ver (doc, no) DEFERRABLE INITIALLY DEFERRED;
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('version', 30, counts => '{"ver": 120}', seed => 5)), 150::numeric,
          'a unique reference whose other column is pinned');
CREATE SCHEMA partner;
CREATE TABLE partner.l (id int PRIMARY KEY, r int NOT NULL UNIQUE, UNIQUE (id, r));
CREATE TABLE partner.r (id int PRIMARY KEY, l int NOT NULL UNIQUE, UNIQUE (l, id), FOREIGN KEY (l, id) REFERENCES partner.l (id, r));
ALTER TABLE partner.l ADD FOREIGN KEY (id, r) REFERENCES partner.r (l, id);
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('partner', 50, seed => 1)), 100::numeric, 'pairs that name each other');
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('partner', 20, seed => 2)), 40::numeric, 'and more of them');
CREATE SCHEMA copy;
CREATE TABLE copy.mate (a int NOT NULL UNIQUE, b int NOT NULL UNIQUE, UNIQUE (a, b));
CREATE TABLE copy.mirror (x int NOT NULL UNIQUE, y int NOT NULL UNIQUE, FOREIGN KEY (x, y) REFERENCES copy.mate (a, b));
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('copy', 50, seed => 1)), 100::numeric, 'a reference both sides of which are unique');
-- fill() of one table fills what it cannot do without.
CREATE SCHEMA single;
CREATE TABLE single.a (id int PRIMARY KEY, b int NOT NULL);
CREATE TABLE single.b (id int PRIMARY KEY, a int NOT NULL REFERENCES single.a);
ALTER TABLE single.a ADD FOREIGN KEY (b) REFERENCES single.b;
CREATE TABLE single.leaf (id int PRIMARY KEY, a int NOT NULL REFERENCES single.a);
SELECT is((SELECT array_agg(relation::text ORDER BY relation::text) FROM datagen.fill('single.leaf', 30, seed => 1)),
          '{single.a,single.b,single.leaf}', 'a leaf below a cycle');
SELECT is_empty(format('SELECT * FROM violations(%L)', s), s || ': every constraint holds') FROM unnest('{app,nulls,three,overlap,loose,version,partner,copy}'::text[]) s;
SELECT * FROM finish();
