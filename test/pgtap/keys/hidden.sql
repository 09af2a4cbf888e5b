-- test/pgtap/keys/hidden.sql -- unique keys that rows hold which the caller does not see
SET client_min_messages = warning;
SELECT plan(6);
CREATE SCHEMA app;
CREATE TABLE app.base (id int PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('a', 'b')),
                       code text NOT NULL UNIQUE CHECK (code ~ '^[A-Z][0-9]{2}$'));
CREATE VIEW app.only_a AS SELECT * FROM app.base WHERE kind = 'a' WITH CHECK OPTION;
CREATE VIEW app.only_b AS SELECT * FROM app.base WHERE kind = 'b' WITH CHECK OPTION;
SELECT is(sum(inserted), 50::numeric, 'a view') FROM datagen.fill('app.only_a', 50, seed => 1);
SELECT is(sum(inserted), 50::numeric, 'another view of the same rows') FROM datagen.fill('app.only_b', 50, seed => 1);
SELECT is(count(*), 50::bigint, 'each has its own') FROM app.base WHERE kind = 'b';

CREATE ROLE datagen_hidden_keys;
GRANT USAGE ON SCHEMA app TO datagen_hidden_keys;
CREATE TABLE app.doc (id int PRIMARY KEY, owner text NOT NULL);
INSERT INTO app.doc SELECT g, 'somebody' FROM generate_series(1, 70) g;
ALTER TABLE app.doc ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.doc USING (owner = current_user) WITH CHECK (owner = current_user);
GRANT SELECT, INSERT ON app.doc TO datagen_hidden_keys;
SET ROLE datagen_hidden_keys;
SELECT is(sum(inserted), 40::numeric, 'rows of others keep their keys') FROM datagen.fill('app.doc', 40, seed => 1);
RESET ROLE;
SELECT is(count(*), 110::bigint, 'nobody lost any') FROM app.doc;

CREATE TABLE app.address (customer int, no int, PRIMARY KEY (customer, no));
INSERT INTO app.address SELECT g, 1 FROM generate_series(1, 10) g;
CREATE TABLE app.customer (id int PRIMARY KEY, home int,
                           FOREIGN KEY (id, home) REFERENCES app.address (customer, no));
SELECT is(sum(inserted), 40::numeric, 'a unique column that a nullable reference shares is not bound by the parents')
FROM datagen.fill('app.customer', 40, seed => 1);
DROP SCHEMA app CASCADE;
DROP ROLE datagen_hidden_keys;
SELECT * FROM finish();
