-- test/pgtap/table_kinds/row_security.sql -- rows meet the policies of whoever fills
SELECT plan(7);
CREATE SCHEMA app;
CREATE TABLE app.doc (id uuid PRIMARY KEY, owner name NOT NULL, secrecy int NOT NULL, note text);
ALTER TABLE app.doc ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.doc USING (owner = CURRENT_USER) WITH CHECK (owner = CURRENT_USER AND secrecy BETWEEN 1 AND 3);
CREATE ROLE datagen_rls;
GRANT USAGE ON SCHEMA app TO datagen_rls;
GRANT SELECT, INSERT ON app.doc TO datagen_rls;
SELECT is((SELECT inserted FROM datagen.fill('app.doc', 20, seed => 1)), 20::bigint, 'the owner is not bound');
SET ROLE datagen_rls;
SELECT is((SELECT inserted FROM datagen.fill('app.doc', 30, seed => 2)), 30::bigint, 'a role that is');
SELECT is((SELECT count(*) FROM app.doc), 30::bigint, 'sees its rows');
SELECT is_empty('SELECT FROM app.doc WHERE owner <> CURRENT_USER OR secrecy NOT BETWEEN 1 AND 3', 'and they meet the policy');
RESET ROLE;
SELECT is((SELECT count(*) FROM app.doc), 50::bigint, 'the others are there');
-- No policy allows anything.
DROP POLICY own ON app.doc;
SET ROLE datagen_rls;
SELECT throws_ok('SELECT * FROM datagen.fill(''app.doc'', 5, seed => 3)', NULL, NULL, 'no policy, no rows');
RESET ROLE;
SELECT is((SELECT count(*) FROM app.doc), 50::bigint, 'nothing changed');
DROP OWNED BY datagen_rls;
DROP ROLE datagen_rls;
SELECT * FROM finish();
