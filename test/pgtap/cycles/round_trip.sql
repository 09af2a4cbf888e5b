-- test/pgtap/cycles/round_trip.sql -- a parent's own key comes back with the child it refers to
SELECT plan(9);
CREATE SCHEMA app;
CREATE FUNCTION filled(counts jsonb, seed bigint) RETURNS numeric LANGUAGE sql AS
$$ SELECT sum(inserted) FROM datagen.fill_tables(counts, seed => seed) $$;
CREATE TABLE app.org (id int PRIMARY KEY, main int NOT NULL);
CREATE TABLE app.dept (org int NOT NULL REFERENCES app.org, no int NOT NULL CHECK (no BETWEEN 1 AND 50), PRIMARY KEY (org, no));
ALTER TABLE app.org ADD FOREIGN KEY (id, main) REFERENCES app.dept (org, no) DEFERRABLE;
SELECT is(filled('{"app.org": 100, "app.dept": 100}', 1), 200::numeric, 'as many children as parents');
SELECT is(filled('{"app.org": 10, "app.dept": 100}', 2), 110::numeric, 'appended, with more children');
SELECT throws_ok($$SELECT filled('{"app.org": 20, "app.dept": 10}', 3)$$, '23503', NULL, 'every parent needs a child');
CREATE TABLE app.person (id serial PRIMARY KEY, address int NOT NULL);
CREATE TABLE app.address (id serial PRIMARY KEY, person int NOT NULL REFERENCES app.person, UNIQUE (person, id));
ALTER TABLE app.person ADD FOREIGN KEY (id, address) REFERENCES app.address (person, id);
SELECT is(filled('{"app.person": 300, "app.address": 500}', 1), 800::numeric, 'keys from sequences');
SELECT is(filled('{"app.person": 300, "app.address": 500}', 2), 800::numeric, 'appended');
CREATE TABLE app.team (id int PRIMARY KEY, captain int);
CREATE TABLE app.player (id int PRIMARY KEY, team int NOT NULL REFERENCES app.team, UNIQUE (team, id));
ALTER TABLE app.team ADD FOREIGN KEY (id, captain) REFERENCES app.player (team, id);
SELECT is(filled('{"app.team": 100, "app.player": 10}', 1), 110::numeric, 'parents that may do without');
SELECT cmp_ok((SELECT count(captain) FROM app.team), '>', 4::bigint, 'some have one');
CREATE TABLE app.account (id int PRIMARY KEY);
CREATE TABLE app.profile (id int PRIMARY KEY REFERENCES app.account, bio text);
ALTER TABLE app.account ADD FOREIGN KEY (id) REFERENCES app.profile DEFERRABLE INITIALLY DEFERRED;
SELECT is(filled('{"app.account": 1500, "app.profile": 1500}', 1), 3000::numeric, 'one to one by the same key');
SELECT is(filled('{"app.account": 500, "app.profile": 500}', 2), 1000::numeric, 'appended');
SELECT * FROM finish();
