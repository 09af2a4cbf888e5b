-- test/pgtap/determinism/same_seed.sql -- the same seed gives the same rows, another seed others
SELECT plan(7);
\i examples/shop.sql
CREATE FUNCTION digest() RETURNS text LANGUAGE sql AS
$$SELECT md5(string_agg(x, '|')) FROM (
    SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM shop.customers t UNION ALL
    SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM shop.categories t UNION ALL
    SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM shop.employees t UNION ALL
    SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM shop.departments t UNION ALL
    SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM shop.orders t UNION ALL
    SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM shop.order_items t UNION ALL
    SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text)) FROM shop.payments t) d(x)$$;
CREATE FUNCTION empty() RETURNS void LANGUAGE sql AS
$$TRUNCATE shop.customers, shop.addresses, shop.categories, shop.products, shop.departments, shop.employees, shop.orders,
           shop.order_items, shop.payments RESTART IDENTITY$$;

SELECT sum(inserted) AS filled FROM datagen.fill_schema('shop', 300, seed => 42) \gset
SELECT digest() AS first, empty() \gset
SELECT sum(inserted) AS filled FROM datagen.fill_schema('shop', 300, seed => 42) \gset
SELECT is(digest(), :'first', 'again');
SELECT empty(), set_config('datagen.seed', '42', false) \gset
SELECT sum(inserted) AS filled FROM datagen.fill_schema('shop', 300) \gset
SELECT is(digest(), :'first', 'with the seed as a setting');
SELECT empty(), set_config('datagen.seed', '', false) \gset
SELECT sum(inserted) AS filled FROM datagen.fill_schema('shop', 300, seed => 43) \gset
SELECT isnt(digest(), :'first', 'another seed');
SELECT empty() \gset
SELECT max(seed) AS seed FROM datagen.fill_schema('shop', 300) \gset
SELECT digest() AS fresh, empty() \gset
SELECT sum(inserted) AS filled FROM datagen.fill_schema('shop', 300, seed => :seed) \gset
SELECT is(digest(), :'fresh', 'a fresh seed can be repeated');
-- Nothing of the session's formats, planner or place matters.
SELECT empty() \gset
SET datestyle = 'German';
SET timezone = 'Asia/Tokyo';
SET intervalstyle = 'iso_8601';
SET lc_monetary = 'C';
SET enable_seqscan = off;
SET enable_hashjoin = off;
SET work_mem = '64kB';
SET search_path = pg_catalog;
SET default_transaction_isolation = 'serializable';
SET xmlbinary = hex;
SET bytea_output = 'escape';
SET extra_float_digits = 0;
SELECT sum(inserted) AS filled FROM datagen.fill_schema('shop', 300, seed => 42) \gset
RESET ALL;
SELECT is(digest(), :'first', 'the session''s settings do not matter');
-- Nor does where the rows lie.
CREATE TABLE far (id int PRIMARY KEY, category int NOT NULL REFERENCES shop.categories);
SELECT sum(inserted) AS filled FROM datagen.fill('far', 100, seed => 1) \gset
SELECT md5(string_agg(t::text, ',' ORDER BY t)) AS far FROM far t \gset
TRUNCATE far;
UPDATE shop.categories SET category_id = category_id WHERE category_id % 3 = 0;
CLUSTER shop.categories USING categories_pkey;
UPDATE shop.categories SET name = name WHERE category_id % 2 = 0;
SELECT sum(inserted) AS filled FROM datagen.fill('far', 100, seed => 1) \gset
SELECT is((SELECT md5(string_agg(t::text, ',' ORDER BY t)) FROM far t), :'far', 'the parents'' physical order does not matter');
CREATE INDEX ON shop.categories (name, category_id);
CREATE UNIQUE INDEX ON shop.categories (category_id) INCLUDE (name);
ANALYZE shop.categories;
TRUNCATE far;
SELECT sum(inserted) AS filled FROM datagen.fill('far', 100, seed => 1) \gset
SELECT is((SELECT md5(string_agg(t::text, ',' ORDER BY t)) FROM far t), :'far', 'neither do indexes and statistics');
SELECT * FROM finish();
