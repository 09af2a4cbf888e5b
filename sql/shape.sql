-- Shapes: setting, dropping, errors, dump and restore.
SET client_min_messages = warning;
CREATE SCHEMA shape_test;
SET search_path = shape_test;
CREATE TABLE parent (id int PRIMARY KEY, other int UNIQUE);
CREATE TABLE child (gone int, id int PRIMARY KEY, "Parent Id" int REFERENCES parent, twice int REFERENCES parent (other), up int REFERENCES child);
ALTER TABLE child DROP COLUMN gone;
ALTER TABLE child ADD CONSTRAINT again FOREIGN KEY (twice) REFERENCES parent;
CREATE TABLE detail (parent int REFERENCES parent, line int, PRIMARY KEY (parent, line));
SELECT datagen.set_shape('child', 'Parent Id', 'poisson', mean => 3, min => 1, max => 8);
SELECT datagen.set_shape('child', 'again', 'negative_binomial', dispersion => 0.5, childless => 0.25);
SELECT datagen.set_shape('child', 'up', roots => 2, depth => 4);
SELECT * FROM datagen.shape ORDER BY foreign_key;
-- Setting again replaces.
SELECT datagen.set_shape('child', 'again', 'zipf', exponent => 1.1, min => 2);
SELECT foreign_key, fan_out, dispersion, exponent, min, childless FROM datagen.shape WHERE foreign_key = 'again';
\set VERBOSITY terse
SELECT datagen.set_shape(NULL, 'again');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_shape('child', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_shape('child', 'twice', 'poisson');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_shape('child', 'id', 'poisson');
SELECT datagen.set_shape('child', 'again', 'bell');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_shape('child', 'again', 'fixed', mean => 1.5);
SELECT datagen.set_shape('child', 'again', 'fixed', mean => 1, max => 2);
SELECT datagen.set_shape('child', 'again', 'uniform', min => 1);
SELECT datagen.set_shape('child', 'again', 'zipf', mean => 1);
SELECT datagen.set_shape('child', 'again', 'poisson', mean => -1);
SELECT datagen.set_shape('child', 'again', 'poisson', mean => 'NaN');
SELECT datagen.set_shape('child', 'again', 'poisson', mean => 1, min => 5, max => 4);
SELECT datagen.set_shape('child', 'again', 'negative_binomial', dispersion => 0);
SELECT datagen.set_shape('child', 'again', 'poisson', childless => 1);
SELECT datagen.set_shape('child', 'again', min => -1);
SELECT datagen.set_shape('child', 'again', roots => 1);
SELECT datagen.set_shape('child', 'up', 'poisson');
SELECT datagen.set_shape('child', 'up');
SELECT datagen.set_shape('child', 'up', depth => 0);
SELECT datagen.set_shape('child', 'up', branching => 0.5);
SELECT datagen.set_shape('detail', 'parent', 'poisson');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.set_shape('pg_catalog.pg_class', 'x');
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.drop_shape('child', 'no_such');
\echo :LAST_ERROR_SQLSTATE
BEGIN READ ONLY;
SELECT datagen.set_shape('child', 'up', depth => 2);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
CREATE ROLE shape_test_user;
GRANT ALL ON SCHEMA shape_test TO shape_test_user;
SET ROLE shape_test_user;
SELECT datagen.set_shape('child', 'up', depth => 2);
\echo :LAST_ERROR_SQLSTATE
SELECT datagen.drop_shape('child', 'up');
\echo :LAST_ERROR_SQLSTATE
DELETE FROM datagen.shape_entry;
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
\set VERBOSITY default
-- Dump and restore under the present names, although the columns' numbers differ; nothing of temporary tables.
CREATE TEMP TABLE scratch (id int PRIMARY KEY, up int REFERENCES scratch);
SELECT datagen.set_shape('scratch', 'up', depth => 2);
ALTER TABLE child RENAME COLUMN twice TO "Twice, or more";
SET client_min_messages = error;
\setenv PGDATABASE :DBNAME
\! createdb shape_test_copy && pg_dump | psql -qX -v ON_ERROR_STOP=1 -d shape_test_copy > /dev/null && echo restored
\set database :DBNAME
\c shape_test_copy
SELECT relation, foreign_key, fan_out, depth FROM datagen.shape WHERE relation::text LIKE 'shape_test.%' ORDER BY foreign_key;
\c :database
DROP DATABASE shape_test_copy;
SET search_path = shape_test;
SET client_min_messages = warning;
SELECT datagen.drop_shape('child', 'again'), datagen.drop_shape('child', 'again');
-- Shapes end with their columns.
ALTER TABLE child DROP COLUMN "Parent Id";
SELECT count(*) FROM datagen.shape WHERE relation = 'child'::regclass;
SELECT datagen.set_shape('child', 'up', depth => 3);
SELECT columns FROM datagen.shape_entry;
DROP SCHEMA shape_test CASCADE;
DROP ROLE shape_test_user;
