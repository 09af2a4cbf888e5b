-- test/pgtap/foreign_keys/levels.sql -- as many parents, at any level, as the keys below them need
\i test/pgtap/violations.psql
SELECT plan(17);
CREATE SCHEMA chain;
CREATE TABLE chain.z_usr (id uuid PRIMARY KEY);
CREATE TABLE chain.profile (u uuid PRIMARY KEY REFERENCES chain.z_usr);
CREATE TABLE chain.a_slot (p uuid REFERENCES chain.profile, k int CHECK (k BETWEEN 1 AND 3), PRIMARY KEY (p, k));
SELECT is((SELECT inserted FROM datagen.fill('chain.a_slot', 300, seed => 1) WHERE relation = 'chain.a_slot'::regclass), 300::bigint, 'three slots for each of as many profiles as it takes');
SELECT is((SELECT count(*) FROM chain.profile), 100::bigint, 'which are no more than needed');
SELECT is((SELECT count(*) FROM chain.z_usr), 100::bigint, 'nor are theirs');

CREATE SCHEMA wide;
CREATE TABLE wide.z (id text PRIMARY KEY);
CREATE TABLE wide.y (z text REFERENCES wide.z, k bool, PRIMARY KEY (z, k));
CREATE TABLE wide.x (z text, k bool, d int CHECK (d BETWEEN 1 AND 2), PRIMARY KEY (z, k, d), FOREIGN KEY (z, k) REFERENCES wide.y);
CREATE TABLE wide.w (z text, k bool, d int, e int CHECK (e IN (1, 2, 3)), PRIMARY KEY (z, k, d, e), FOREIGN KEY (z, k, d) REFERENCES wide.x);
SELECT lives_ok($$SELECT datagen.fill('wide.w', 1200, seed => 1)$$, 'keys that grow by a column per level');
SELECT is((SELECT count(*) FROM wide.w), 1200::bigint, 'in full');

CREATE SCHEMA pairs;
CREATE TABLE pairs.p (id int PRIMARY KEY);
CREATE TABLE pairs.pair (a int REFERENCES pairs.p, b int REFERENCES pairs.p, PRIMARY KEY (a, b), CHECK (a < b));
SELECT lives_ok($$SELECT datagen.fill('pairs.pair', 66, seed => 1)$$, 'unordered pairs');
SELECT is((SELECT count(*) FROM pairs.p), 12::bigint, '12 * 11 / 2 = 66');
CREATE TABLE pairs.u (id uuid PRIMARY KEY);
CREATE TABLE pairs.triple (a uuid REFERENCES pairs.u, b uuid REFERENCES pairs.u, c uuid REFERENCES pairs.u, PRIMARY KEY (a, b, c), CHECK (a < b AND b < c));
SELECT is((SELECT inserted FROM datagen.fill('pairs.triple', 220, seed => 1) WHERE relation = 'pairs.triple'::regclass), 220::bigint, 'triples of identifiers');
CREATE TABLE pairs.tenant (id int PRIMARY KEY);
CREATE TABLE pairs.c (t int REFERENCES pairs.tenant, id int, PRIMARY KEY (t, id));
CREATE TABLE pairs.q (t int REFERENCES pairs.tenant, id int, PRIMARY KEY (t, id));
CREATE TABLE pairs.cq (t int, c int, q int, PRIMARY KEY (t, c, q), FOREIGN KEY (t, c) REFERENCES pairs.c, FOREIGN KEY (t, q) REFERENCES pairs.q);
SELECT is((SELECT inserted FROM datagen.fill('pairs.cq', 500, seed => 1) WHERE relation = 'pairs.cq'::regclass), 500::bigint, 'parents that have to agree in the tenant');
CREATE TABLE pairs.few (a int REFERENCES pairs.tenant, b int REFERENCES pairs.tenant, PRIMARY KEY (a, b), CHECK (a < b));
SELECT throws_ok($$SELECT datagen.fill('pairs.few', 1000, seed => 1)$$, '23505', NULL, 'parents that are there are not added to');
SELECT is_empty($$SELECT * FROM pairs.few$$, 'and nothing has changed');

CREATE SCHEMA wards;
CREATE TABLE wards.ward (id int PRIMARY KEY, beds int NOT NULL CHECK (beds BETWEEN 2 AND 6), UNIQUE (id, beds));
CREATE TABLE wards.bed (ward int NOT NULL, beds int NOT NULL, no int NOT NULL, PRIMARY KEY (ward, no),
                        FOREIGN KEY (ward, beds) REFERENCES wards.ward (id, beds), CHECK (no BETWEEN 1 AND beds));
SELECT is((SELECT inserted FROM datagen.fill('wards.bed', 300, seed => 1) WHERE relation = 'wards.bed'::regclass), 300::bigint, 'numbers up to what the parent says');
SELECT lives_ok($$SELECT datagen.fill('wards.bed', (SELECT sum(beds) - 300 FROM wards.ward), seed => 2)$$, 'up to the last');
SELECT throws_ok($$SELECT datagen.fill('wards.bed', 1, seed => 3)$$, '23505', NULL, 'and no more');
CREATE TABLE wards.ticket (ward int NOT NULL, beds int NOT NULL, no bigint NOT NULL CHECK (no > 0), PRIMARY KEY (no, ward),
                           FOREIGN KEY (ward, beds) REFERENCES wards.ward (id, beds), CHECK (no < beds * 10));
SELECT lives_ok($$SELECT datagen.fill('wards.ticket', 200, seed => 1)$$, 'also by a sum that is no comparison of columns');

CREATE SCHEMA pair_cap;
CREATE TABLE pair_cap.p (id int PRIMARY KEY);
CREATE TABLE pair_cap.pair (a int REFERENCES pair_cap.p, b int REFERENCES pair_cap.p, PRIMARY KEY (a, b), CHECK (a <> b));
SELECT is((SELECT inserted FROM datagen.fill_schema('pair_cap', 100, counts => '{"p": 8}', seed => 1) WHERE relation = 'pair_cap.pair'::regclass), 56::bigint, 'a default count is cut to what parents of a given number allow');
SELECT is_empty($$SELECT * FROM unnest(ARRAY['chain', 'wide', 'pairs', 'wards', 'pair_cap']::name[]) s, violations(s)$$, 'every constraint holds');
SELECT * FROM finish();
