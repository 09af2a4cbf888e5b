-- test/pgtap/self_references/order.sql -- trees whose parents come after their children, and levels that a generated column counts
SELECT plan(12);
CREATE SCHEMA later;
CREATE TABLE later.n (id int PRIMARY KEY, parent_id int REFERENCES later.n, CHECK (parent_id > id));
CREATE TABLE later.s (id bigserial PRIMARY KEY, p bigint REFERENCES later.s, CHECK (id < p));
CREATE TABLE later.u (id uuid PRIMARY KEY, p uuid REFERENCES later.u, CHECK (p > id));
CREATE TABLE later.t (id text PRIMARY KEY, p text REFERENCES later.t, CHECK (p < id));
CREATE TABLE later.own (id int PRIMARY KEY, p int NOT NULL REFERENCES later.own, CHECK (p >= id));
CREATE TABLE later.chain (id serial PRIMARY KEY, next_id int UNIQUE REFERENCES later.chain, CHECK (next_id > id));
CREATE TABLE later.tenant (id int PRIMARY KEY);
CREATE TABLE later.m (t int REFERENCES later.tenant, id int, p int, PRIMARY KEY (t, id), FOREIGN KEY (t, p) REFERENCES later.m, CHECK (p > id));
SELECT lives_ok($$SELECT datagen.fill_schema('later', 100, counts => '{"tenant": 10}', seed => 1)$$, 'parents above or below');
SELECT lives_ok($$SELECT datagen.fill_schema('later', 50, counts => '{"tenant": 0}', seed => 2)$$, 'beside rows that are there');
SELECT cmp_ok((SELECT count(parent_id) FROM later.n), '>=', 75::bigint, 'at least half of the rows have one: numbers');
SELECT cmp_ok((SELECT count(p) FROM later.s), '>=', 75::bigint, 'a sequence');
SELECT cmp_ok((SELECT count(p) FROM later.u), '>=', 75::bigint, 'identifiers');
SELECT cmp_ok((SELECT count(p) FROM later.t), '>=', 75::bigint, 'texts');
SELECT cmp_ok((SELECT count(*) FROM later.own WHERE p > id), '>=', 75::bigint, 'a root is its own parent');
SELECT cmp_ok((SELECT count(next_id) FROM later.chain), '>=', 75::bigint, 'chains');
SELECT cmp_ok((SELECT count(p) FROM later.m), '>=', 75::bigint, 'within a tenant');

CREATE SCHEMA levels;
CREATE TABLE levels.n (id uuid PRIMARY KEY, lvl int NOT NULL CHECK (lvl BETWEEN 1 AND 5), up uuid, above int GENERATED ALWAYS AS (lvl - 1) STORED,
                       UNIQUE (id, lvl), FOREIGN KEY (up, above) REFERENCES levels.n (id, lvl), CHECK ((lvl = 1) = (up IS NULL)));
SELECT lives_ok($$SELECT datagen.fill('levels.n', 100, seed => 1)$$, 'a parent is one level up');
SELECT cmp_ok((SELECT count(DISTINCT lvl) FROM levels.n), '>=', 3::bigint, 'at several levels');
SELECT cmp_ok((SELECT count(up) FROM levels.n), '>=', 50::bigint, 'most rows have one');
SELECT * FROM finish();
