-- test/pgtap/search_path/hostile.sql -- functions, operators, types and tables that shadow pg_catalog are never called
SELECT plan(9);
\i examples/shop.sql
CREATE SCHEMA evil;
CREATE FUNCTION evil.caught() RETURNS int LANGUAGE plpgsql VOLATILE AS $$BEGIN RAISE EXCEPTION 'an object of the hostile schema was used' USING ERRCODE = 'P0666'; END$$;
CREATE FUNCTION evil.max(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT evil.caught()::bigint';
CREATE FUNCTION evil.max(int) RETURNS int LANGUAGE sql AS 'SELECT evil.caught()';
CREATE FUNCTION evil.min(int) RETURNS int LANGUAGE sql AS 'SELECT evil.caught()';
CREATE FUNCTION evil.count(anyelement) RETURNS bigint LANGUAGE sql AS 'SELECT evil.caught()::bigint';
CREATE FUNCTION evil.unnest(anyarray) RETURNS SETOF anyelement LANGUAGE sql AS 'SELECT $1[1] FROM (SELECT evil.caught()) x';
CREATE FUNCTION evil.nextval(regclass) RETURNS bigint LANGUAGE sql AS 'SELECT evil.caught()::bigint';
CREATE FUNCTION evil.setval(regclass, bigint) RETURNS bigint LANGUAGE sql AS 'SELECT evil.caught()::bigint';
CREATE FUNCTION evil.setval(regclass, bigint, boolean) RETURNS bigint LANGUAGE sql AS 'SELECT evil.caught()::bigint';
CREATE FUNCTION evil.pg_get_expr(pg_node_tree, oid) RETURNS text LANGUAGE sql AS 'SELECT evil.caught()::text';
CREATE FUNCTION evil.pg_get_serial_sequence(text, text) RETURNS text LANGUAGE sql AS 'SELECT evil.caught()::text';
CREATE FUNCTION evil.quote_ident(text) RETURNS text LANGUAGE sql AS 'SELECT evil.caught()::text';
CREATE FUNCTION evil.format(text, VARIADIC "any") RETURNS text LANGUAGE internal AS 'text_format';
CREATE FUNCTION evil.eq(anyelement, anyelement) RETURNS boolean LANGUAGE sql AS 'SELECT evil.caught() > 0';
CREATE OPERATOR evil.= (LEFTARG = anyelement, RIGHTARG = anyelement, FUNCTION = evil.eq);
CREATE FUNCTION evil.eq(int, int) RETURNS boolean LANGUAGE sql AS 'SELECT evil.caught() > 0';
CREATE OPERATOR evil.= (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.eq);
CREATE OPERATOR evil.<> (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.eq);
CREATE OPERATOR evil.> (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.eq);
CREATE FUNCTION evil.eq(oid, oid) RETURNS boolean LANGUAGE sql AS 'SELECT evil.caught() > 0';
CREATE OPERATOR evil.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = evil.eq);
CREATE FUNCTION evil.eq(name, name) RETURNS boolean LANGUAGE sql AS 'SELECT evil.caught() > 0';
CREATE OPERATOR evil.= (LEFTARG = name, RIGHTARG = name, FUNCTION = evil.eq);
CREATE FUNCTION evil.eq(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT evil.caught() > 0';
CREATE OPERATOR evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.eq);
CREATE FUNCTION evil.concatenate(text, text) RETURNS text LANGUAGE sql AS 'SELECT evil.caught()::text';
CREATE OPERATOR evil.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.concatenate);
CREATE TABLE evil.pg_class (oid oid);
CREATE TABLE evil.pg_constraint (oid oid);
CREATE TABLE evil.pg_attribute (oid oid);
CREATE DOMAIN evil.int8 AS pg_catalog.text CHECK (false);
CREATE DOMAIN evil.text AS pg_catalog.bool CHECK (false);
CREATE DOMAIN evil.jsonb AS pg_catalog.bool CHECK (false);
CREATE DOMAIN evil.regclass AS pg_catalog.bool CHECK (false);
SELECT set_config('search_path', 'evil, pg_catalog, shop, public', false) AS path \gset
SELECT sum(inserted) AS filled FROM datagen.fill_schema('shop', 50, seed => 1) \gset
SELECT datagen.set_rule('shop.products', 'cost', 'price OPERATOR(pg_catalog./) 2') \gset
SELECT inserted AS with_rule FROM datagen.fill('shop.products', 10, seed => 2) \gset
SELECT pg_catalog.count(*) AS shown FROM datagen.rows(NULL::shop.orders, 5, seed => 2) \gset
SELECT pg_catalog.count(*) AS plans FROM datagen.plan_schema('shop', 5) \gset
SELECT pg_catalog.count(*) AS explained FROM datagen.explain('shop.orders') \gset
SELECT pg_catalog.count(*) AS constraints FROM datagen.explain_constraints('shop.orders') \gset
SELECT pg_catalog.max(run) AS run FROM datagen.run \gset
SELECT datagen.undo(:run::pg_catalog.int8) AS undone \gset
SELECT pg_catalog.count(*) AS rules FROM datagen.rule \gset
RESET search_path;
SELECT is(:filled, 450, 'fill_schema');
SELECT is(:with_rule, 10, 'fill with a rule');
SELECT is(:shown, 5, 'rows');
SELECT is(:plans, 9, 'plan_schema');
SELECT is(:explained, 7, 'explain');
SELECT cmp_ok(:constraints, '>', 1, 'explain_constraints');
SELECT is(:undone, 10, 'undo');
SELECT is(:rules, 1, 'the view of rules');
SELECT is((SELECT count(*) FROM shop.customers), 50::bigint, 'the rows are there');
SELECT * FROM finish();
