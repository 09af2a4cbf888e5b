-- test/pgtap/cycles/generated_key.sql -- cycles in which a foreign key refers to a generated column
SELECT plan(6);
CREATE SCHEMA cyc;
CREATE TABLE cyc.b (id int PRIMARY KEY, a int NOT NULL, code text GENERATED ALWAYS AS ('X' || id) STORED UNIQUE);
CREATE TABLE cyc.a (id int PRIMARY KEY, b_code text NOT NULL REFERENCES cyc.b (code));
ALTER TABLE cyc.b ADD FOREIGN KEY (a) REFERENCES cyc.a;
SELECT lives_ok($$SELECT datagen.fill_schema('cyc', 50, seed => 1)$$, 'a text');
SELECT lives_ok($$SELECT datagen.fill_schema('cyc', 30, seed => 2)$$, 'again');
SELECT is((SELECT count(*) FROM cyc.a JOIN cyc.b ON b.code = a.b_code JOIN cyc.a other ON other.id = b.a), 80::bigint, 'all refer to rows that are there');
CREATE SCHEMA two;
CREATE TABLE two.b (x int NOT NULL, y int NOT NULL CHECK (y BETWEEN 1 AND 5), a int NOT NULL, g int GENERATED ALWAYS AS (x * 10 + y) STORED UNIQUE, PRIMARY KEY (x, y));
CREATE TABLE two.a (id int PRIMARY KEY, x int NOT NULL, y int NOT NULL, g int NOT NULL REFERENCES two.b (g), FOREIGN KEY (x, y) REFERENCES two.b);
ALTER TABLE two.b ADD FOREIGN KEY (a) REFERENCES two.a;
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('two', 50, seed => 1)), 100::numeric, 'of two columns that are referred to as well');
CREATE TABLE two.self (id int PRIMARY KEY, up int, g int GENERATED ALWAYS AS (id * 2) STORED UNIQUE, FOREIGN KEY (up) REFERENCES two.self (g));
SELECT lives_ok($$SELECT datagen.fill('two.self', 50, seed => 1)$$, 'of the row''s own relation');
SELECT cmp_ok((SELECT count(up) FROM two.self), '>=', 25::bigint, 'as a tree');
SELECT * FROM finish();
