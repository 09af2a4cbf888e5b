-- test/pgtap/foreign_keys/tenants.sql -- references that share a tenant column stay within the tenant, also when some tenants lack rows
\i test/pgtap/violations.psql
SELECT plan(9);
CREATE SCHEMA app;
CREATE TABLE app.tenant (id int PRIMARY KEY);
CREATE TABLE app.person (tenant int REFERENCES app.tenant, id int, PRIMARY KEY (tenant, id));
CREATE TABLE app.room (tenant int REFERENCES app.tenant, id int, PRIMARY KEY (tenant, id));
CREATE TABLE app.meeting (tenant int NOT NULL, id int, host int NOT NULL, guest int, room int NOT NULL, PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, host) REFERENCES app.person, FOREIGN KEY (tenant, guest) REFERENCES app.person,
  FOREIGN KEY (tenant, room) REFERENCES app.room);
CREATE TABLE app.seat (tenant int, meeting int, person int, PRIMARY KEY (tenant, meeting, person),
  FOREIGN KEY (tenant, meeting) REFERENCES app.meeting, FOREIGN KEY (tenant, person) REFERENCES app.person);
INSERT INTO app.tenant SELECT generate_series(1, 20);
-- Tenants 1 to 10 have people, 8 to 15 have rooms.
INSERT INTO app.person SELECT t, 100 * t + g FROM generate_series(1, 10) t, generate_series(1, 4) g;
INSERT INTO app.room SELECT t, g FROM generate_series(8, 15) t, generate_series(1, 2) g;
SELECT is((SELECT inserted FROM datagen.fill('app.meeting', 60, seed => 1)), 60::bigint, 'meetings');
SELECT is((SELECT array_agg(DISTINCT tenant ORDER BY tenant) FROM app.meeting), '{8,9,10}', 'only of tenants that have both people and rooms');
SELECT is((SELECT inserted FROM datagen.fill('app.seat', 200, seed => 1)), 200::bigint, 'seats: 60 meetings times 4 people');
SELECT is_empty('SELECT * FROM violations(''app'')', 'every constraint holds');
-- No tenant has both.
CREATE TABLE app.desk (tenant int, id int, PRIMARY KEY (tenant, id));
INSERT INTO app.desk SELECT 20, 1;
CREATE TABLE app.place (tenant int NOT NULL, id int PRIMARY KEY, person int NOT NULL, desk int NOT NULL,
  FOREIGN KEY (tenant, person) REFERENCES app.person, FOREIGN KEY (tenant, desk) REFERENCES app.desk);
SELECT throws_ok($$SELECT * FROM datagen.fill('app.place', 5, seed => 1)$$, '23503', NULL, 'no parent is eligible');
-- Three levels, filled by the schema.
TRUNCATE app.tenant, app.desk CASCADE;
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('app', 40, seed => 1)), 280::numeric, 'all together');
-- As many people as tenants: some share a tenant, so that one can invite another.
CREATE SCHEMA pairs;
CREATE TABLE pairs.tenant (id int PRIMARY KEY);
CREATE TABLE pairs.person (tenant int REFERENCES pairs.tenant, id int, PRIMARY KEY (tenant, id));
CREATE TABLE pairs.team (tenant int REFERENCES pairs.tenant, id int, PRIMARY KEY (tenant, id));
CREATE TABLE pairs.member (tenant int, team int, person int, PRIMARY KEY (tenant, team, person),
  FOREIGN KEY (tenant, team) REFERENCES pairs.team, FOREIGN KEY (tenant, person) REFERENCES pairs.person);
CREATE TABLE pairs.invitation (tenant int, team int, host int, guest int, label text CHECK (label <> '' AND length(label) <= 40),
  PRIMARY KEY (tenant, team, host, guest), UNIQUE (tenant, label),
  FOREIGN KEY (tenant, team, host) REFERENCES pairs.member, FOREIGN KEY (tenant, guest) REFERENCES pairs.person, CHECK (host <> guest));
SELECT is((SELECT array_agg(inserted ORDER BY relation::text) FROM datagen.fill_schema('pairs', 200, seed => 1)), '{200,200,200,200,200}', 'every relation is filled');
SELECT is_empty('SELECT * FROM violations(''pairs'')', 'and every constraint holds');
-- One row for each tenant needs people and rooms in all of them.
CREATE SCHEMA each;
CREATE TABLE each.tenant (id int PRIMARY KEY);
CREATE TABLE each.person (tenant int REFERENCES each.tenant, id int, PRIMARY KEY (tenant, id));
CREATE TABLE each.setting (tenant int PRIMARY KEY REFERENCES each.tenant, owner int NOT NULL, FOREIGN KEY (tenant, owner) REFERENCES each.person);
SELECT is((SELECT array_agg(inserted ORDER BY relation::text) FROM datagen.fill_schema('each', 200, seed => 1)), '{200,200,200}', 'a person for each tenant');
SELECT * FROM finish();
