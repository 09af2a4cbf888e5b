-- test/pgtap/shapes/fan_out.sql -- children per parent and trees as datagen.set_shape() and counts ask for
SELECT plan(32);
CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE purchase (id int PRIMARY KEY, customer_id int CONSTRAINT buyer REFERENCES customer, state text);
CREATE FUNCTION children() RETURNS TABLE (n bigint) LANGUAGE sql AS
  'SELECT count(p.id) FROM customer c LEFT JOIN purchase p ON p.customer_id = c.id GROUP BY c.id';
CREATE FUNCTION again(rows bigint) RETURNS bigint LANGUAGE sql AS
  'TRUNCATE purchase; SELECT inserted FROM datagen.fill(''purchase'', rows, seed => 5)';
SELECT inserted FROM datagen.fill('customer', 2000, seed => 1) \gset

SELECT lives_ok($$SELECT datagen.set_shape('purchase', 'buyer', 'fixed', mean => 3)$$, 'a shape by the constraint''s name');
SELECT is(again(6000), 6000::bigint);
SELECT set_eq('SELECT n FROM children()', ARRAY[3], 'fixed: three each, no NULL');
SELECT throws_ok('SELECT again(6001)', '22023', NULL, 'more than the shape allows');
SELECT lives_ok($$SELECT datagen.set_shape('purchase', 'customer_id', 'uniform', min => 1, max => 4)$$, 'a shape by the column''s name');
SELECT again(4900);
SELECT ok((SELECT count(*) FILTER (WHERE n > 4) = 0 AND count(*) FILTER (WHERE n = 2) BETWEEN 400 AND 600 FROM children()), 'uniform');
SELECT datagen.set_shape('purchase', 'buyer', 'poisson');
SELECT again(6000);
SELECT ok((SELECT var_pop(n) BETWEEN 2.6 AND 3.4 AND avg(n) = 3 FROM children()), 'poisson: the variance is the mean');
SELECT datagen.set_shape('purchase', 'buyer', 'negative_binomial', mean => 3, dispersion => 1, childless => 0.5);
SELECT again(3000);
SELECT ok((SELECT count(*) FILTER (WHERE n = 0) BETWEEN 1150 AND 1350 AND var_pop(n) > 6 FROM children()),
          'negative binomial: half of the parents are childless by intent, a quarter of the others by chance');
SELECT datagen.set_shape('purchase', 'buyer', 'zipf', exponent => 1);
SELECT again(20000);
-- The share of the busiest of 2000 is 1 / H(2000) = 0.1222.
SELECT ok((SELECT max(n) BETWEEN 2260 AND 2630 FROM children()), 'zipf: the busiest parent''s share');

-- Rules and constraints go on holding, slices are slices.
SELECT datagen.set_shape('purchase', 'buyer', 'poisson', mean => 2);
SELECT datagen.set_rule('purchase', 'customer_id', NULL, 0.5);
SELECT again(4000);
SELECT ok((SELECT count(*) BETWEEN 1850 AND 2150 FROM purchase WHERE customer_id IS NULL), 'a rule may ask for NULLs');
SELECT datagen.drop_rule('purchase', 'customer_id');
TRUNCATE purchase;
SELECT results_eq($$SELECT id, customer_id FROM datagen.rows(NULL::purchase, 10, 5, first => 100, total => 1000)$$,
                  $$SELECT id, customer_id FROM datagen.rows(NULL::purchase, 1000, 5) OFFSET 100 LIMIT 10$$, 'a slice of the rows');
SELECT ok((SELECT count(*) = 1 FROM datagen.shape), 'one shape');
ALTER TABLE purchase RENAME COLUMN customer_id TO "Buyer Id";
ALTER TABLE purchase RENAME CONSTRAINT buyer TO "by";
ALTER TABLE customer RENAME TO client;
SELECT is((SELECT format('%s %s %s %s', relation, foreign_key, fan_out, mean) FROM datagen.shape), 'purchase by poisson 2', 'renames');
SELECT is(datagen.drop_shape('purchase', 'by'), true, 'dropped');
SELECT is(datagen.drop_shape('purchase', 'Buyer Id'), false, 'dropped before');

-- Errors.
SELECT throws_ok($$SELECT datagen.set_shape('purchase', 'no_such')$$, '22023');
SELECT throws_ok($$SELECT datagen.set_shape('purchase', 'by', 'bell')$$, '22023');
SELECT throws_ok($$SELECT datagen.set_shape('purchase', 'by', depth => 3)$$, '22023');
SELECT throws_ok($$SELECT datagen.set_shape('purchase', 'by', 'poisson', childless => 1)$$, '22023');
CREATE TABLE detail (purchase int REFERENCES purchase, line int, PRIMARY KEY (purchase, line));
SELECT throws_ok($$SELECT datagen.set_shape('detail', 'purchase', 'poisson')$$, '0A000');
CREATE ROLE shape_visitor;
GRANT ALL ON purchase TO shape_visitor;
SET ROLE shape_visitor;
SELECT throws_ok($$SELECT datagen.set_shape('purchase', 'by', 'poisson')$$, '42501');
RESET ROLE;

-- Counts with a distribution.
TRUNCATE client, purchase, detail;
SELECT is((SELECT string_agg(format('%s %s', relation, inserted BETWEEN 4700 AND 5300), ', ' ORDER BY inserted) FROM datagen.fill_tables('{"client": 2000, "purchase": {"per": "client", "distribution": "negative_binomial", "mean": 2.5, "dispersion": 2}}', seed => 3)),
          'client f, purchase t', 'a count by a distribution');
SELECT ok((SELECT var_pop(n) BETWEEN 4.6 AND 6.7 FROM (SELECT count(p.id) n FROM client c LEFT JOIN purchase p ON p."Buyer Id" = c.id GROUP BY c.id) s), 'its variance');
SELECT throws_ok($$SELECT datagen.fill_tables('{"client": 5, "purchase": {"per": "client", "distribution": "bell"}}')$$, '22023');

-- Trees.
CREATE TABLE node (id int PRIMARY KEY, parent int REFERENCES node);
SELECT datagen.set_shape('node', 'parent', roots => 2, depth => 6);
SELECT inserted FROM datagen.fill('node', 2000, seed => 1);
CREATE VIEW levels AS WITH RECURSIVE tree AS (SELECT id, 1 AS level FROM node WHERE parent IS NULL UNION ALL SELECT n.id, level + 1 FROM tree t JOIN node n ON n.parent = t.id) SELECT * FROM tree;
SELECT results_eq('SELECT count(*), max(level), count(*) FILTER (WHERE level = 1) FROM levels', 'VALUES (2000::bigint, 6, 2::bigint)', 'roots and depth');
TRUNCATE node;
SELECT datagen.set_shape('node', 'parent', roots => 1, branching => 3);
SELECT inserted FROM datagen.fill('node', 1093, seed => 1);
SELECT results_eq('SELECT count(*), max(level), (SELECT max(n) FROM (SELECT count(*) n FROM node WHERE parent IS NOT NULL GROUP BY parent) c) FROM levels', 'VALUES (1093::bigint, 7, 3::bigint)', 'branching');
SELECT throws_ok($$SELECT datagen.set_shape('node', 'parent', 'poisson')$$, '22023');
-- What the bounds allow and what they do not.
TRUNCATE node;
SELECT datagen.set_shape('node', 'parent', roots => 1, depth => 3, branching => 2);
SELECT throws_ok($$SELECT datagen.fill('node', 100, seed => 1)$$, '22023', 'the shape allows only 7 rows, 100 were asked for');
SELECT is((SELECT inserted FROM datagen.fill('node', 7, seed => 1)), 7::bigint);
CREATE TABLE owner (id int PRIMARY KEY);
CREATE TABLE pet (id int PRIMARY KEY, owner_id int NOT NULL REFERENCES owner);
INSERT INTO owner SELECT generate_series(1, 50);
SELECT datagen.set_shape('pet', 'owner_id', 'uniform', min => 1, max => 4);
SELECT throws_ok($$SELECT datagen.fill('pet', 201, seed => 5)$$, '22023', 'the shape allows 50 parents only 200 children, 201 rows were asked for');
SELECT is((SELECT inserted FROM datagen.fill('pet', 200, seed => 5)), 200::bigint, 'as many as the greatest of a uniform law');
SELECT set_eq('SELECT count(*) FROM pet GROUP BY owner_id', ARRAY[4]);
SELECT * FROM finish();
DROP OWNED BY shape_visitor;
DROP ROLE shape_visitor;
