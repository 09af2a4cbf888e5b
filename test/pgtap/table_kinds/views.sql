-- test/pgtap/table_kinds/views.sql -- views that can be inserted into, with check options and INSTEAD OF triggers
SELECT plan(14);
CREATE SCHEMA app;
CREATE TABLE app.base (id int PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('a', 'b', 'c')), amount int, note text DEFAULT 'none');
CREATE VIEW app.only_a AS SELECT id, kind, amount FROM app.base WHERE kind = 'a' AND amount BETWEEN 5 AND 9 WITH CHECK OPTION;
SELECT is((SELECT inserted FROM datagen.fill('app.only_a', 50, seed => 1)), 50::bigint, 'a view with a check option');
SELECT is((SELECT count(*) FROM app.only_a), 50::bigint, 'its rows are visible through it');
CREATE VIEW app.inner_view AS SELECT id, kind, amount FROM app.base WHERE kind <> 'b';
CREATE VIEW app.outer_view AS SELECT id AS number, kind AS letter FROM app.inner_view WHERE id > 1000000 WITH CASCADED CHECK OPTION;
SELECT is((SELECT inserted FROM datagen.fill('app.outer_view', 50, seed => 1)), 50::bigint, 'a view over a view, with other names');
SELECT is((SELECT count(*) FROM app.outer_view), 50::bigint, 'its rows are visible through it');
SELECT is((SELECT count(*) FROM app.base WHERE note IS NOT DISTINCT FROM 'none'), 100::bigint, 'columns that the view lacks have their defaults');
CREATE TABLE app.other (LIKE app.base INCLUDING ALL);
CREATE VIEW app.plain AS SELECT id, kind FROM app.other WHERE kind = 'b';
SELECT is((SELECT inserted FROM datagen.fill('app.plain', 50, seed => 1)), 50::bigint, 'a view without a check option');
SELECT is((SELECT count(*) FROM app.plain), 50::bigint, 'its rows are visible through it all the same');
CREATE VIEW app.lacking AS SELECT id FROM app.base;
SELECT throws_ok('SELECT * FROM datagen.fill(''app.lacking'', 1, seed => 1)', NULL, NULL, 'a view that lacks a required column');
-- INSTEAD OF
CREATE TABLE app.people (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE app.mails (person int NOT NULL REFERENCES app.people, mail text NOT NULL);
CREATE VIEW app.contacts AS SELECT p.name, m.mail FROM app.people p JOIN app.mails m ON m.person = p.id;
CREATE FUNCTION app.add_contact() RETURNS trigger LANGUAGE plpgsql AS
$$DECLARE n int; BEGIN
  INSERT INTO app.people (name) VALUES (coalesce(NEW.name, '?')) RETURNING id INTO n;
  INSERT INTO app.mails VALUES (n, coalesce(NEW.mail, '?')); RETURN NEW;
END$$;
SELECT throws_ok('SELECT * FROM datagen.fill(''app.contacts'', 5, seed => 1)', '55000', NULL, 'a join cannot be inserted into');
CREATE TRIGGER add INSTEAD OF INSERT ON app.contacts FOR EACH ROW EXECUTE FUNCTION app.add_contact();
SELECT is((SELECT inserted FROM datagen.fill('app.contacts', 30, seed => 1)), 30::bigint, 'unless by an INSTEAD OF trigger');
SELECT is((SELECT count(*) FROM app.people) + (SELECT count(*) FROM app.mails), 60::bigint, 'which inserted the rows');
-- Rules of the rewriter.
CREATE TABLE app.ruled (id int PRIMARY KEY, x int);
CREATE TABLE app.copied (id int, x int);
CREATE RULE also AS ON INSERT TO app.ruled DO ALSO INSERT INTO app.copied VALUES (NEW.id, NEW.x);
SELECT is((SELECT inserted FROM datagen.fill('app.ruled', 20, seed => 1)), 20::bigint, 'a DO ALSO rule');
SELECT is((SELECT count(*) FROM app.copied JOIN app.ruled USING (id)), 20::bigint, 'did its work');
-- fill_schema leaves views alone.
SELECT is((SELECT count(*) FROM datagen.plan_schema('app') WHERE relation::text LIKE '%view'), 0::bigint, 'fill_schema leaves views alone');
SELECT * FROM finish();
