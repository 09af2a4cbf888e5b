-- What a fill would do.
\set VERBOSITY terse
SET client_min_messages = warning;
SET datagen.sink = auto;
CREATE SCHEMA plan_test;
SET search_path = plan_test;
CREATE TABLE country (code char(2) PRIMARY KEY);
CREATE TABLE person (id int PRIMARY KEY, country char(2) NOT NULL REFERENCES country, boss int REFERENCES person);
CREATE TABLE passport (person_id int PRIMARY KEY REFERENCES person, number text NOT NULL UNIQUE);
CREATE TABLE team (id int PRIMARY KEY, captain int NOT NULL);
CREATE TABLE player (id int PRIMARY KEY, team int NOT NULL REFERENCES team);
ALTER TABLE team ADD FOREIGN KEY (captain) REFERENCES player;
CREATE TABLE answer (yes boolean PRIMARY KEY);
CREATE TABLE measure (day date NOT NULL, value int) PARTITION BY RANGE (day);
CREATE TABLE measure_2025 PARTITION OF measure FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE VIEW people AS SELECT id, country FROM person;
CREATE FUNCTION plan_test.loud() RETURNS int LANGUAGE plpgsql VOLATILE AS $$BEGIN RAISE EXCEPTION 'called'; END$$;
CREATE TABLE quiet (id int PRIMARY KEY DEFAULT plan_test.loud(), x int CHECK (x > 0));

-- The estimates of bytes and time depend on the server, so they are cut off.
CREATE FUNCTION plan_test.cut(text) RETURNS text LANGUAGE sql RETURN regexp_replace($1, '; about.*', '');
SELECT step, relation, action, rows, strategy, cut(reason) AS reason FROM datagen.plan('passport', 50);
SELECT step, relation, action, rows, strategy, cut(reason) AS reason FROM datagen.plan('player', 50, seed => 3);
SELECT step, relation, action, rows, strategy, cut(reason) AS reason FROM datagen.plan('people', 5);
SELECT step, relation, action, rows, strategy, cut(reason) AS reason FROM datagen.plan('measure', 5);
SELECT step, relation, action, rows, strategy, cut(reason) AS reason FROM datagen.plan('country', 0);
SELECT step, relation, action, rows, strategy, cut(reason) AS reason FROM datagen.plan_schema('plan_test');
SELECT step, relation, action, rows, strategy, cut(reason) AS reason
FROM datagen.plan_schema('plan_test', 20, counts => '{"person": {"per": "country", "mean": 4}, "answer": 1}',
                         except_tables => '{team,player,quiet}');
SELECT bool_and(reason ~ '; about [0-9.]+ [kMGT]?B|bytes') AS tells_size FROM datagen.plan_schema('plan_test');
-- It wrote nothing and called nothing.
SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM country) AS rows;
-- What a fill would refuse, a plan refuses.
\set ON_ERROR_STOP off
SELECT * FROM datagen.plan('person', 50, parents => 'existing');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.plan('answer', 3);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.plan_schema('no_such');
\echo :LAST_ERROR_SQLSTATE
\set ON_ERROR_STOP on
-- A read-only transaction may plan.
BEGIN READ ONLY;
SELECT count(*) FROM datagen.plan('player', 50);
COMMIT;
DROP SCHEMA plan_test CASCADE;
