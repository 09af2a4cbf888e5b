-- test/pgtap/foreign_keys/needed.sql -- optional references that conditions require, that differ, or that others decide
\i test/pgtap/violations.psql
SELECT plan(18);
CREATE SCHEMA app;
CREATE TABLE app.a (id int PRIMARY KEY);
CREATE TABLE app.b (id int PRIMARY KEY);
CREATE TABLE app.one (id int PRIMARY KEY, a_id int REFERENCES app.a, b_id int REFERENCES app.b, CHECK (num_nonnulls(a_id, b_id) = 1));
SELECT lives_ok($$SELECT datagen.fill('app.one', 30, seed => 1)$$, 'exactly one of two, whose parents are empty');
SELECT ok(count(a_id) > 0 AND count(b_id) > 0, 'each now and then') FROM app.one;
CREATE TABLE app.c (id int PRIMARY KEY);
CREATE TABLE app.kind (c_id int REFERENCES app.c, kind text NOT NULL CHECK (kind = 'x'), CHECK (kind <> 'x' OR c_id IS NOT NULL));
SELECT lives_ok($$SELECT datagen.fill('app.kind', 30, seed => 1)$$, 'required by what another column says');
CREATE TABLE app.pair (x int, y int, PRIMARY KEY (x, y));
CREATE TABLE app.full_pair (x int, y int, FOREIGN KEY (x, y) REFERENCES app.pair MATCH FULL, CHECK (x IS NOT NULL));
SELECT lives_ok($$SELECT datagen.fill('app.full_pair', 30, seed => 1)$$, 'MATCH FULL');
CREATE TABLE app.d (id int PRIMARY KEY);
CREATE TABLE app.either (d_id int REFERENCES app.d, note text, CHECK (d_id IS NOT NULL OR note IS NOT NULL));
SELECT lives_ok($$SELECT datagen.fill('app.either', 30, seed => 1)$$, 'where something else will do');
SELECT is_empty('SELECT FROM app.d', 'no parents are made');
SELECT is_empty($$SELECT * FROM violations('app')$$, 'every constraint holds');

CREATE SCHEMA self;
CREATE TABLE self.two (id int PRIMARY KEY, f int REFERENCES self.two, g int REFERENCES self.two, CHECK (f <> g));
SELECT lives_ok($$SELECT datagen.fill('self.two', 100, seed => 1)$$, 'two references that differ');
SELECT ok(count(f) >= 50 AND count(g) >= 50, 'most rows have both') FROM self.two;
CREATE TABLE self.must (id uuid PRIMARY KEY, f uuid NOT NULL REFERENCES self.must, g uuid NOT NULL REFERENCES self.must, CHECK (f <> g));
SELECT lives_ok($$SELECT datagen.fill('self.must', 3000, seed => 1)$$, 'both of which must be there');
CREATE TABLE self.leaf (id int PRIMARY KEY, l int UNIQUE REFERENCES self.leaf, r int UNIQUE REFERENCES self.leaf, CHECK (l <> r AND l <> id AND r <> id));
SELECT lives_ok($$SELECT datagen.fill('self.leaf', 100, seed => 1)$$, 'both of which are unique');
SELECT ok(count(l) >= 34 AND count(r) >= 34, 'and are there') FROM self.leaf;
CREATE TABLE self.main (id int PRIMARY KEY, main bool, a int REFERENCES self.main, b int REFERENCES self.main, UNIQUE (a, b));
CREATE UNIQUE INDEX ON self.main (a) WHERE main;
SELECT lives_ok($$SELECT datagen.fill('self.main', 60, seed => 1128)$$, 'one main child for each');
SELECT is_empty($$SELECT * FROM violations('self')$$, 'every constraint holds');

CREATE SCHEMA tenants;
CREATE TABLE tenants.tenant (id int PRIMARY KEY);
CREATE TABLE tenants.badge (id serial PRIMARY KEY, ten int NOT NULL REFERENCES tenants.tenant, UNIQUE (ten, id));
CREATE TABLE tenants.emp (id int PRIMARY KEY, ten int NOT NULL REFERENCES tenants.tenant, badge_id int UNIQUE, boss_id int, UNIQUE (ten, id),
                          FOREIGN KEY (ten, badge_id) REFERENCES tenants.badge (ten, id), FOREIGN KEY (ten, boss_id) REFERENCES tenants.emp (ten, id));
SELECT lives_ok($$SELECT datagen.fill_schema('tenants', 60, counts => '{"tenant": 4}', seed => 706)$$, 'a badge of the tenant, for some');
SELECT lives_ok($$SELECT datagen.fill_schema('tenants', 20, counts => '{"tenant": 1}', seed => 707)$$, 'appended');
SELECT cmp_ok((SELECT count(badge_id) FROM tenants.emp), '>=', 27::bigint, 'at least a third has one');
SELECT is_empty($$SELECT * FROM violations('tenants')$$, 'every constraint holds');
SELECT * FROM finish();
