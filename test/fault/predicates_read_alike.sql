-- test/fault/predicates_read_alike.sql -- random conditions: the core's reading of them is the executor's
SET client_min_messages = warning;
\i test/fault/predicate_generator.psql

SELECT plan(3);
SELECT setseed(0.5);
CALL fuzz.round(1, 100, 40, 1);
CALL fuzz.round(2, 100, 40, 2);
CALL fuzz.round(3, 100, 40, 3);
SELECT is_empty('SELECT kind, place, condition, expression FROM fuzz.finding', 'no row on which they differ');
SELECT cmp_ok((SELECT sum(number) FROM fuzz.total WHERE kind = 'decided'), '>', 5000::numeric, 'the core has an answer for many');
SELECT cmp_ok((SELECT sum(number) FROM fuzz.total WHERE kind = 'understood'), '>', 100::numeric,
              'many conditions are met by their domains alone');
SELECT * FROM finish();
