-- test/pgtap/privileges/hostile_schema.sql -- who may create the extension gains nothing by it, least of all a superuser's rights
SELECT plan(24);
DROP EXTENSION datagen;
DROP SCHEMA datagen;
CREATE ROLE datagen_mallory;
CREATE ROLE datagen_eve;
SELECT format('GRANT CREATE ON DATABASE %I TO datagen_mallory', current_database()) \gexec
CREATE SCHEMA app AUTHORIZATION datagen_mallory;
CREATE TABLE app.t (a int NOT NULL, b int);
ALTER TABLE app.t OWNER TO datagen_mallory;
SET ROLE datagen_mallory;

-- A schema that was there before, with objects that fit the script's calls better than the server's own do.
CREATE SCHEMA datagen;
GRANT ALL ON SCHEMA datagen TO datagen_eve WITH GRANT OPTION;
GRANT CREATE ON SCHEMA datagen TO PUBLIC;
CREATE FUNCTION datagen.cardinality(text[]) RETURNS int LANGUAGE plpgsql AS
$$BEGIN ALTER ROLE datagen_mallory SUPERUSER; RETURN pg_catalog.cardinality($1); END$$;
SELECT throws_ok('CREATE EXTENSION datagen', '55000', 'schema "datagen" is not empty', 'a function in the schema');
DROP FUNCTION datagen.cardinality(text[]);
CREATE OPERATOR datagen.<= (LEFTARG = float4, RIGHTARG = float8, FUNCTION = pg_catalog.float48le);
SELECT throws_ok('CREATE EXTENSION datagen', '55000', 'schema "datagen" is not empty', 'an operator');
DROP OPERATOR datagen.<= (float4, float8);
CREATE TABLE datagen.own (x int);
SELECT throws_ok('CREATE EXTENSION datagen', '55000', 'schema "datagen" is not empty', 'a table');
DROP TABLE datagen.own;
CREATE DOMAIN datagen.name AS text;
SELECT throws_ok('CREATE EXTENSION datagen', '55000', 'schema "datagen" is not empty', 'a type');
DROP DOMAIN datagen.name;
SELECT is((SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'datagen'), 'datagen_mallory', 'a failed attempt changes nothing');
-- Temporary objects and the caller's own path are no way in either.
CREATE TEMP TABLE pg_namespace (oid oid, nspname name);
CREATE TEMP TABLE _run (run bigint);
SET search_path = pg_temp, app, pg_catalog, public;
SELECT lives_ok('CREATE EXTENSION datagen', 'an empty schema will do');
SELECT is(current_setting('search_path'), 'pg_temp, app, pg_catalog, public', 'the session''s path is what it was');
RESET search_path;
DROP TABLE pg_temp.pg_namespace, pg_temp._run;

-- Afterwards the schema is not his.
SELECT is((SELECT rolsuper FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner WHERE nspname = 'datagen'), true, 'the schema has the owner of the extension''s objects');
SELECT is((SELECT count(*) FROM pg_proc WHERE pronamespace = 'datagen'::regnamespace AND NOT proowner::regrole::text = ANY (SELECT rolname FROM pg_roles WHERE rolsuper)), 0::bigint, 'as have all functions');
SELECT throws_ok('CREATE FUNCTION datagen._definition(oid) RETURNS text LANGUAGE sql AS ''SELECT $1::text''', '42501', NULL, 'its creator creates nothing in it');
SELECT ok(NOT has_schema_privilege('datagen_mallory', 'datagen', 'CREATE WITH GRANT OPTION'), 'nor may he let others');
SET ROLE datagen_eve;
SELECT throws_ok('CREATE TABLE datagen.own (x int)', '42501', NULL, 'nor do those to whom he granted it before');
SELECT ok(has_schema_privilege('datagen_eve', 'datagen', 'USAGE'), 'everybody may use it');

-- What the extension evaluates with its owner's rights is the server's own.
SET ROLE datagen_mallory;
SELECT lives_ok($$SELECT datagen.set_rule('app.t', 'b', 'a + 1', 0.5)$$, 'a rule is stored');
SELECT is((SELECT expression FROM datagen.rule), 'a + 1', 'and read');
SELECT is((SELECT inserted FROM datagen.fill('app.t', 10, seed => 1)), 10::bigint, 'a fill by it');
SELECT is((SELECT rolsuper FROM pg_roles WHERE rolname = 'datagen_mallory'), false, 'he is no superuser');
RESET ROLE;
SELECT is((SELECT string_agg(DISTINCT n.nspname, ', ') FROM pg_depend d
           JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE d.classid IN ('pg_constraint'::regclass, 'pg_rewrite'::regclass, 'pg_attrdef'::regclass)
             AND n.nspname NOT IN ('pg_catalog', 'datagen', 'information_schema')
             AND pg_describe_object(d.classid, d.objid, d.objsubid) LIKE '%datagen.%'), NULL,
          'no constraint, view or default of the extension depends on functions of others');

-- Even a function that a superuser put there is not mistaken for the extension's own.
CREATE FUNCTION datagen._definition(oid) RETURNS text LANGUAGE sql AS $$SELECT pg_catalog.set_config('app.caught', 'yes', false)$$;
SET client_min_messages = warning;
CALL datagen.load('app.t', 10, seed => 2);
SELECT is(current_setting('app.caught', true), NULL, 'load calls what it means');
DROP FUNCTION datagen._definition(oid);

-- Life goes on as with any extension.
SET ROLE datagen_mallory;
SELECT lives_ok('ALTER EXTENSION datagen UPDATE', 'its creator may update it');
SELECT lives_ok('DROP EXTENSION datagen', 'and drop it');
SELECT lives_ok('CREATE EXTENSION datagen', 'and create it again in the schema that stayed');
SELECT is((SELECT count(*) FROM datagen.rule), 0::bigint, 'it is new');
DROP EXTENSION datagen;
RESET ROLE;
DROP SCHEMA datagen;
SET ROLE datagen_mallory;
SELECT lives_ok('CREATE EXTENSION datagen', 'nor does the schema have to be there');
DROP EXTENSION datagen;
RESET ROLE;
DROP OWNED BY datagen_mallory, datagen_eve;
DROP ROLE datagen_mallory, datagen_eve;
SELECT * FROM finish();
