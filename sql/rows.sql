-- The rows that a fill would insert, typed and not inserted.
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE SCHEMA rows_test;
SET search_path = rows_test;
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE thing (
  id        int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parent_id int NOT NULL REFERENCES parent,
  amount    int NOT NULL CHECK (amount BETWEEN 1 AND 9),
  twice     int GENERATED ALWAYS AS (amount * 2) STORED
);
\set ON_ERROR_STOP off
-- Parents must exist.
SELECT * FROM datagen.rows(NULL::thing, 3, seed => 1);
\echo :LAST_ERROR_SQLSTATE
\set ON_ERROR_STOP on
INSERT INTO parent SELECT generate_series(1, 5);
SELECT * FROM datagen.rows(NULL::thing, 3, seed => 1);
-- In any query.
SELECT count(*), bool_and(twice = 2 * amount) AS computed, sum(amount) FROM datagen.rows(NULL::thing, 1000, seed => 1) r;
SELECT r.amount, p.id = r.parent_id AS joined
FROM datagen.rows(NULL::thing, 4, seed => 1) r JOIN parent p ON p.id = r.parent_id ORDER BY r.id;
SELECT (datagen.rows(NULL::thing, 2, seed => 1)).amount;
SELECT * FROM datagen.rows(NULL::thing, 1000000, seed => 1) LIMIT 1;
SELECT * FROM datagen.rows(NULL::thing, 0, seed => 1);
-- A slice of a larger set.
SELECT * FROM datagen.rows(NULL::thing, 2, seed => 1, first => 1, total => 3);
-- Nothing was inserted and no sequence moved.
SELECT (SELECT count(*) FROM thing) AS rows, is_called FROM thing_id_seq;
-- They are what fill inserts.
CREATE TABLE foretold AS SELECT * FROM datagen.rows(NULL::thing, 50, seed => 9);
SELECT inserted FROM datagen.fill('thing', 50, seed => 9);
SELECT count(*) AS same FROM thing JOIN foretold USING (id, parent_id, amount, twice);
-- A read-only transaction may ask.
BEGIN READ ONLY;
SELECT count(*) FROM datagen.rows(NULL::thing, 5);
COMMIT;
\set ON_ERROR_STOP off
SELECT * FROM datagen.rows(NULL::thing, NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.rows(NULL::thing, -1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.rows(NULL::thing, 1, first => -1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.rows(NULL::thing, 5, seed => 1, first => 53, total => 50);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.rows(NULL, 1);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM datagen.rows(NULL::record, 1) AS t (a int);
\echo :LAST_ERROR_SQLSTATE
DROP SCHEMA rows_test CASCADE;
