-- test/pgtap/rules/parent_values.sql -- datagen.parent() in rules: the value of the very row that is referred to
SELECT plan(14);
CREATE TABLE region (country text, code int, opened date NOT NULL, PRIMARY KEY (country, code));
CREATE TABLE product (id int PRIMARY KEY, price numeric(8,2) NOT NULL, name text, "Made On" date NOT NULL);
CREATE TABLE line (id int PRIMARY KEY, product_id int REFERENCES product, country text, code int, price numeric(12,4), title text, made date, started date,
                   FOREIGN KEY (country, code) REFERENCES region);
SELECT datagen.set_rule('line', 'price', $$datagen.parent('product_id', 'price') * 2$$);
SELECT datagen.set_rule('line', 'title', $$upper(datagen.parent('product_id', 'name'))$$);
SELECT datagen.set_rule('line', 'made', $$datagen.parent('product_id', '"Made On"') + 1$$);
SELECT datagen.set_rule('line', 'started', $$datagen.parent('code', 'opened') + datagen.poisson(4)$$);
CREATE TEMP TABLE report AS SELECT * FROM datagen.fill_tables('{"region": 50, "product": 200, "line": 3000}', seed => 4);
SELECT is_empty($$SELECT l.* FROM line l LEFT JOIN product p ON p.id = l.product_id
                  WHERE l.price IS DISTINCT FROM p.price * 2 OR l.title IS DISTINCT FROM upper(p.name) OR l.made IS DISTINCT FROM p."Made On" + 1$$, 'every row has its parent''s values');
SELECT is_empty($$SELECT l.* FROM line l JOIN region r USING (country, code) WHERE l.started < r.opened$$, 'a key of two columns');
SELECT ok((SELECT count(*) > 20 FROM line WHERE product_id IS NULL AND price IS NULL), 'no parent, no value');
-- The parent's change is seen by the next call.
UPDATE product SET price = 1;
TRUNCATE line;
SELECT datagen.fill('line', 50, seed => 5);
SELECT set_eq('SELECT price FROM line WHERE product_id IS NOT NULL', ARRAY[2.0]);
-- Renames.
ALTER TABLE product RENAME COLUMN price TO "List";
ALTER TABLE line RENAME COLUMN product_id TO article;
SELECT is((SELECT expression FROM datagen.rule WHERE relation = 'line'::regclass AND column_name = 'price'), $$datagen.parent('article', '"List"') * 2$$);
SELECT lives_ok($$SELECT datagen.fill('line', 50, seed => 6)$$);
-- Errors.
SELECT throws_ok($$SELECT datagen.parent('a', 'b')$$, '0A000');
SELECT throws_ok($$SELECT datagen.set_rule('line', 'price', $r$datagen.parent('id', 'price')$r$)$$, '22023');
SELECT throws_ok($$SELECT datagen.set_rule('line', 'price', $r$datagen.parent('article', 'nothing')$r$)$$, '42703');
SELECT throws_ok($$SELECT datagen.set_rule('line', 'price', $r$datagen.parent(title::name, 'price')$r$)$$, '22023');
CREATE TABLE node (id int PRIMARY KEY, parent int REFERENCES node, depth int);
SELECT throws_ok($$SELECT datagen.set_rule('node', 'depth', $r$datagen.parent('parent', 'depth') + 1$r$)$$, '0A000');
-- A rule against a constraint: both are named.
ALTER TABLE line ADD CONSTRAINT dear CHECK (price > 100) NOT VALID;
SELECT throws_like($$SET datagen.search_budget = 100; SELECT datagen.fill('line', 5, rules => '{"price": "datagen.uniform(1, 5)"}')$$, '%constraint "dear"%');
CREATE FUNCTION detail_of(query text) RETURNS text LANGUAGE plpgsql AS $$DECLARE d text; BEGIN EXECUTE query; EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL; RETURN d; END$$;
SELECT matches(detail_of($$SELECT datagen.fill('line', 5, rules => '{"price": "datagen.uniform(1, 5)"}')$$), 'rule on "price"');
CREATE TABLE place (code char(3) PRIMARY KEY, price int);
INSERT INTO place VALUES ('ABC', 100), ('A', 7);
CREATE TABLE visit (code char(3) NOT NULL REFERENCES place, price int);
SELECT datagen.fill('visit', 20, seed => 1, rules => '{"price": "datagen.parent(''code'', ''price'')"}');
SELECT is((SELECT count(*) FROM visit v JOIN place p USING (code) WHERE v.price <> p.price), 0::bigint, 'keys of type character are read whole');
SELECT * FROM finish();
