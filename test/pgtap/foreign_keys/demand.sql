-- test/pgtap/foreign_keys/demand.sql -- parents are made as their children ask for them, and children are shared out
\i test/pgtap/violations.psql
SELECT plan(17);
CREATE SCHEMA app;
CREATE TABLE app.party (id serial PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('P', 'O', 'X')), UNIQUE (id, kind));
CREATE TABLE app.person (id int PRIMARY KEY, kind text NOT NULL DEFAULT 'P' CHECK (kind = 'P'), FOREIGN KEY (id, kind) REFERENCES app.party (id, kind));
CREATE TABLE app.staff (id int PRIMARY KEY REFERENCES app.person);
CREATE TABLE app.firm (id int PRIMARY KEY, kind text GENERATED ALWAYS AS ('O') STORED, FOREIGN KEY (id, kind) REFERENCES app.party (id, kind));
SELECT lives_ok($$SELECT datagen.fill_schema('app', 10, counts => '{"party": 100, "person": 60, "staff": 60, "firm": 40}', seed => 1)$$, 'kinds by their children');
SELECT is((SELECT count(*) FROM app.staff), 60::bigint, 'down to the last level');
SELECT is((SELECT count(*) FROM app.firm), 40::bigint, 'also by a generated discriminator');
SELECT throws_ok($$SELECT datagen.fill_schema('app', 10, counts => '{"party": 10, "person": 8, "firm": 8}', seed => 1)$$, '23505', NULL, 'more children than parents');

CREATE SCHEMA grown;
CREATE TABLE grown.party (id int PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('P', 'O', 'X')), UNIQUE (id, kind));
CREATE TABLE grown.person (id int PRIMARY KEY, kind text NOT NULL CHECK (kind = 'P'), FOREIGN KEY (id, kind) REFERENCES grown.party (id, kind));
SELECT lives_ok($$SELECT datagen.fill('grown.person', 200, seed => 1)$$, 'parents of the right kind are made with their children');
CREATE TABLE grown.status (code text PRIMARY KEY);
CREATE TABLE grown.orders (id serial PRIMARY KEY, status text NOT NULL REFERENCES grown.status CHECK (status IN ('new', 'paid', 'void')));
SELECT lives_ok($$SELECT datagen.fill('grown.orders', 100, seed => 1)$$, 'values that a CHECK lists become keys of the lookup table');
SELECT is((SELECT count(DISTINCT status) FROM grown.orders), 3::bigint, 'all of them');
CREATE TABLE grown.class (id serial PRIMARY KEY, name text);
SELECT nextval('grown.class_id_seq') FROM generate_series(1, 50);
CREATE TABLE grown.entity (id serial PRIMARY KEY, class int NOT NULL REFERENCES grown.class CHECK (class IN (1, 2)));
SELECT lives_ok($$SELECT datagen.fill('grown.entity', 20, seed => 1)$$, 'also where the key has a sequence that is past them');
CREATE TABLE grown.a (id int PRIMARY KEY);
CREATE TABLE grown.b (id int PRIMARY KEY CHECK (id BETWEEN 1 AND 4));
CREATE TABLE grown.ab (a int REFERENCES grown.a, b int REFERENCES grown.b, PRIMARY KEY (a, b));
SELECT is((SELECT inserted FROM datagen.fill('grown.ab', 100, seed => 1) WHERE relation = 'grown.ab'::regclass), 100::bigint, 'parents enough for the combinations');

CREATE SCHEMA sparse;
CREATE TABLE sparse.tenant (id int PRIMARY KEY);
CREATE TABLE sparse.customer (tenant int REFERENCES sparse.tenant, id int, PRIMARY KEY (tenant, id));
CREATE TABLE sparse.product (tenant int REFERENCES sparse.tenant, id int, PRIMARY KEY (tenant, id));
CREATE TABLE sparse.orders (tenant int, id int, customer int NOT NULL, PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, customer) REFERENCES sparse.customer);
CREATE TABLE sparse.line (tenant int NOT NULL, orders int NOT NULL, product int NOT NULL,
                          FOREIGN KEY (tenant, orders) REFERENCES sparse.orders, FOREIGN KEY (tenant, product) REFERENCES sparse.product);
SELECT lives_ok($$SELECT datagen.fill_schema('sparse', 100, counts => '{"tenant": 50, "customer": 3, "product": 2}', seed => 1)$$, 'few rows of many tenants have tenants in common');

CREATE SCHEMA share;
CREATE TABLE share.parent (id serial PRIMARY KEY);
CREATE TABLE share.child (id serial PRIMARY KEY, parent int NOT NULL REFERENCES share.parent);
CREATE TABLE share.stranger (id int PRIMARY KEY);
SELECT lives_ok($$SELECT datagen.fill_schema('share', 40, counts => '{"child": {"per": "parent", "min": 2, "max": 5}}', seed => 1)$$, 'children per parent');
SELECT ok(min(n) >= 2 AND max(n) <= 5 AND count(DISTINCT n) > 2, 'lie within the bounds')
  FROM (SELECT count(c.id) AS n FROM share.parent p LEFT JOIN share.child c ON c.parent = p.id GROUP BY p.id) s;
SELECT is((SELECT count(*) FROM share.child), 140::bigint, 'with the mean between them');
SELECT throws_ok($$SELECT datagen.fill_schema('share', 40, counts => '{"child": {"per": "stranger", "mean": 2}}')$$, '22023', NULL, 'per a relation that is no parent');
SELECT throws_ok($$SELECT datagen.fill_schema('share', 40, counts => '{"child": {"per": "parent", "min": 2, "max": 3, "mean": 7}}')$$, '22023', NULL, 'a mean outside its bounds');
SELECT is_empty('SELECT * FROM violations(''app'') UNION ALL SELECT * FROM violations(''grown'')', 'every constraint holds');
SELECT is_empty('SELECT * FROM violations(''sparse'') UNION ALL SELECT * FROM violations(''share'')', 'here, too');
SELECT * FROM finish();
