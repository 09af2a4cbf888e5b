-- test/pgtap/privileges/injection.sql -- no name, value or expression is ever taken for SQL
SELECT plan(14);
CREATE SCHEMA "s'; DROP TABLE victim; --";
SET search_path = "s'; DROP TABLE victim; --", public;
CREATE TABLE public.victim (id int PRIMARY KEY);
CREATE TYPE "e""x" AS ENUM ('it''s', 'a"b', 'c\d', '{}', '', E'new\nline', '); DROP TABLE victim; --');
CREATE TABLE "x'; DROP TABLE victim; --" (
  "id""; DROP TABLE victim; --" int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "%s %I %L $1 \" text NOT NULL,
  "e'" "e""x" NOT NULL,
  "es" "e""x"[] NOT NULL,
  "where" text NOT NULL CONSTRAINT "c'; DROP TABLE victim; --" CHECK ("where" IN ('''; DROP TABLE victim; --', '$$', E'\\')),
  "sum(1)" int DEFAULT 1);
CREATE TABLE "child "" of '" ("a.b" int PRIMARY KEY, "p'" int NOT NULL REFERENCES "x'; DROP TABLE victim; --");
CREATE TABLE part ("k'" text NOT NULL) PARTITION BY LIST ("k'");
CREATE TABLE "part'1" PARTITION OF part FOR VALUES IN ('''; DROP TABLE victim; --', '"', '\');
SELECT is((SELECT sum(inserted) FROM datagen.fill_schema('s''; DROP TABLE victim; --', 50, seed => 1)), 150::numeric, 'hostile names are filled');
SELECT is((SELECT count(DISTINCT "e'") FROM "x'; DROP TABLE victim; --"), 7::bigint, 'all labels are used');
SELECT is((SELECT count(DISTINCT "where") FROM "x'; DROP TABLE victim; --"), 3::bigint, 'all values of the list');
SELECT lives_ok($$SELECT * FROM datagen.explain('"x''; DROP TABLE victim; --"')$$, 'explain');
SELECT lives_ok($$SELECT * FROM datagen.explain_constraints('"x''; DROP TABLE victim; --"')$$, 'explain_constraints');
SELECT lives_ok($$SELECT * FROM datagen.plan('"child "" of ''"', 5)$$, 'plan');
SELECT lives_ok($$SELECT * FROM datagen.rows(NULL::"child "" of '", 5)$$, 'rows');
SELECT lives_ok($$SELECT datagen.set_rule('"x''; DROP TABLE victim; --"', '%s %I %L $1 \', '''x'' || "sum(1)"')$$, 'a rule');
SELECT is((SELECT inserted FROM datagen.fill('"x''; DROP TABLE victim; --"', 5, seed => 1)), 5::bigint, 'fill with it');
SELECT throws_ok($$SELECT * FROM datagen.fill('"child "" of ''"', 1, rules => '{"a.b": "1); DROP TABLE victim; --"}')$$, '42601', NULL, 'a rule is one expression');
SELECT throws_ok($$SELECT datagen.set_rule('part', 'k''', '1; DROP TABLE victim')$$, '42601', NULL, 'also a stored one');
SELECT throws_ok($$SELECT * FROM datagen.fill_schema('x''; DROP TABLE victim; --', 1)$$, '3F000', NULL, 'an unknown schema');
SELECT throws_ok($$SELECT * FROM datagen.fill_tables('{"x''; DROP TABLE victim; --.y": 1}')$$, '42P01', NULL, 'an unknown table');
SELECT lives_ok('SELECT * FROM public.victim', 'the victim lives');
SELECT * FROM finish();
