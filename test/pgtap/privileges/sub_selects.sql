-- test/pgtap/privileges/sub_selects.sql -- what views and policies read with their owner's rights becomes nobody's values
SELECT plan(15);
CREATE ROLE sub_owner;
CREATE ROLE sub_bob;
CREATE SCHEMA priv AUTHORIZATION sub_owner;
CREATE SCHEMA pub AUTHORIZATION sub_owner;
SET ROLE sub_owner;
GRANT USAGE ON SCHEMA pub TO sub_bob;
CREATE TABLE priv.tenants (name text PRIMARY KEY, city text NOT NULL);
INSERT INTO priv.tenants VALUES ('secret one', 'x'), ('secret two', 'y');
CREATE TABLE pub.t (tenant text NOT NULL, a int NOT NULL);
CREATE VIEW pub.v AS SELECT * FROM pub.t WHERE tenant IN (SELECT name FROM priv.tenants) WITH CHECK OPTION;
GRANT SELECT, INSERT ON pub.v TO sub_bob;
-- A policy of the view's base table, which is reached with the rights of the view's owner.
CREATE TABLE pub.ruled (tenant text NOT NULL, a int NOT NULL);
ALTER TABLE pub.ruled ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON pub.ruled USING (tenant IN (SELECT name FROM priv.tenants));
CREATE VIEW pub.ruled_view AS SELECT * FROM pub.ruled;
GRANT SELECT, INSERT ON pub.ruled_view TO sub_bob;
-- A function of the private schema that anybody may execute who reaches it.
CREATE FUNCTION priv.first() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$BEGIN RETURN (SELECT min(name) FROM priv.tenants); END$$;
CREATE TABLE pub.one AS SELECT 1 AS one;
GRANT SELECT ON pub.one TO sub_bob;
CREATE VIEW pub.by_function AS SELECT * FROM pub.t WHERE tenant IN (SELECT priv.first() FROM pub.one) WITH CHECK OPTION;
GRANT SELECT, INSERT ON pub.by_function TO sub_bob;

SELECT lives_ok('SELECT * FROM datagen.fill(''pub.v'', 5, seed => 1)', 'the owner fills the view');
SELECT lives_ok('SELECT * FROM datagen.fill(''pub.ruled_view'', 5, seed => 1)', 'also where a policy stands');
SELECT lives_ok('SELECT * FROM datagen.fill(''pub.by_function'', 5, seed => 1)', 'or a function');
DELETE FROM pub.t;
DELETE FROM pub.ruled;

-- The names that bob sees in whatever datagen shows him.
CREATE FUNCTION pub.seen(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  r record;
  n bigint := 0;
BEGIN
  FOR r IN EXECUTE query LOOP
    n := n + (r::text LIKE '%secret%')::int;
  END LOOP;
  RETURN n;
EXCEPTION WHEN check_violation OR with_check_option_violation OR insufficient_privilege THEN
  RETURN (SQLERRM LIKE '%secret%')::int;
END$$;
SET ROLE sub_bob;
SELECT throws_ok('SELECT * FROM priv.tenants', '42501', NULL, 'bob may not read the names');
SELECT is(pub.seen('SELECT * FROM datagen.rows(NULL::pub.v, 3)'), 0::bigint, 'a view''s list of a private table');
SELECT is(pub.seen('SELECT * FROM datagen.rows(NULL::pub.ruled_view, 3)'), 0::bigint, 'a policy''s');
SELECT is(pub.seen('SELECT * FROM datagen.rows(NULL::pub.by_function, 3)'), 0::bigint, 'a function''s value');
SELECT is(pub.seen('SELECT * FROM datagen.explain(''pub.v'')'), 0::bigint, 'explain');
SELECT is(pub.seen('SELECT * FROM datagen.explain_constraints(''pub.v'')'), 0::bigint, 'explain_constraints');
RESET ROLE;
GRANT SELECT ON priv.tenants TO sub_bob;
SET ROLE sub_bob;
SELECT is(pub.seen('SELECT * FROM datagen.rows(NULL::pub.v, 3)'), 0::bigint, 'SELECT without USAGE on the schema is not enough');
RESET ROLE;
REVOKE SELECT ON priv.tenants FROM sub_bob;
GRANT SELECT (city) ON priv.tenants TO sub_bob;
GRANT USAGE ON SCHEMA priv TO sub_bob;
SET ROLE sub_bob;
SELECT is(pub.seen('SELECT * FROM datagen.rows(NULL::pub.v, 3)'), 0::bigint, 'nor is another column');
RESET ROLE;
GRANT SELECT ON priv.tenants TO sub_bob;
SET ROLE sub_bob;
SELECT is(pub.seen('SELECT * FROM datagen.rows(NULL::pub.v, 3)'), 3::bigint, 'who may read the list himself gets its values');
SELECT is((SELECT inserted FROM datagen.fill('pub.v', 5, seed => 1)), 5::bigint, 'and fills the view');
-- Row security on the list.
RESET ROLE;
ALTER TABLE priv.tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY one ON priv.tenants FOR SELECT TO sub_bob USING (name LIKE '%one');
SET ROLE sub_bob;
SELECT is((SELECT count(*) FROM priv.tenants), 1::bigint, 'bob sees one name');
SELECT is(pub.seen('SELECT * FROM datagen.rows(NULL::pub.v, 30) WHERE tenant LIKE ''%two'''), 0::bigint, 'and is not told the other');
RESET ROLE;
DROP OWNED BY sub_bob, sub_owner CASCADE;
DROP ROLE sub_bob, sub_owner;
SELECT * FROM finish();
