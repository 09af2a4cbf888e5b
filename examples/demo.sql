-- examples/demo.sql -- what tools/demo shows: create the shop, fill it, look at the rows, set rules, take it back
\set QUIET on
\pset null ''
\pset footer off
SET client_min_messages = warning;
CREATE EXTENSION datagen;
\i examples/shop.sql

\echo
\echo 'The sample schema "shop" (examples/shop.sql) has these tables, all empty:'
\echo
SELECT c.relname AS "table",
       count(*) FILTER (WHERE k.contype IN ('p', 'u')) AS "keys",
       count(*) FILTER (WHERE k.contype = 'f') AS "references",
       count(*) FILTER (WHERE k.contype = 'c') AS "checks"
FROM pg_class c LEFT JOIN pg_constraint k ON k.conrelid = c.oid
WHERE c.relnamespace = 'shop'::regnamespace AND c.relkind = 'r'
GROUP BY c.relname ORDER BY c.relname;

\echo '1. One call fills them all. Nothing was configured; some tables get counts of their own.'
\echo
\echo '   SELECT * FROM datagen.fill_schema(''shop'', 1000, seed => 42,'
\echo '     counts => ''{"categories": 40, "departments": 12, "employees": 80, "order_items": {"per": "orders", "mean": 3}}'');'
\echo
SELECT relation, requested, inserted, seed, elapsed
FROM datagen.fill_schema('shop', 1000, seed => 42,
  counts => '{"categories": 40, "departments": 12, "employees": 80, "order_items": {"per": "orders", "mean": 3}}');

\echo '   Orders refer to an address of the same customer and are shipped after they were placed; totals add up:'
\echo
SELECT o.order_id AS "order", o.status, o.ordered_at::date AS ordered, o.shipped_at::date AS shipped,
       o.customer_id AS customer, a.customer_id AS "customer of address", count(i.*) AS items, sum(i.total) AS total
FROM shop.orders o LEFT JOIN shop.addresses a USING (address_id) LEFT JOIN shop.order_items i USING (order_id)
GROUP BY o.order_id, a.customer_id ORDER BY o.order_id LIMIT 5;
\echo '   Products have a prefix in their number and cost no more than their price; only cards have digits:'
\echo
SELECT sku, name, price, cost FROM shop.products ORDER BY product_id LIMIT 4;
SELECT order_id AS "order", method, card_last4, amount, paid_at::date AS paid
FROM shop.payments ORDER BY order_id LIMIT 5;
\echo '   The category tree by depth:'
\echo
WITH RECURSIVE tree AS (
  SELECT category_id, 1 AS depth FROM shop.categories WHERE parent_id IS NULL
  UNION ALL
  SELECT c.category_id, t.depth + 1 FROM shop.categories c JOIN tree t ON c.parent_id = t.category_id
)
SELECT depth, count(*) AS categories FROM tree GROUP BY depth ORDER BY depth;
\echo '   Departments have a manager and employees a department, a cycle:'
\echo
SELECT d.department_id AS department, d.manager_id AS manager, m.department_id AS "department of manager",
       (SELECT count(*) FROM shop.employees e WHERE e.department_id = d.department_id) AS employees
FROM shop.departments d LEFT JOIN shop.employees m ON m.employee_id = d.manager_id
ORDER BY d.department_id LIMIT 4;

\echo '2. Values follow from what the columns seem to mean. A rule says what you want instead:'
\echo
\echo '   SELECT datagen.set_rule(''shop.customers'', ''email'', $$''customer'' || customer_id || ''@example.com''$$);'
\echo
SELECT FROM datagen.set_rule('shop.customers', 'email', $$'customer' || customer_id || '@example.com'$$) \g /dev/null
SELECT FROM datagen.set_rule('shop.customers', 'first_name',
  $$(ARRAY['Ada', 'Ben', 'Chen', 'Dina', 'Emre'])[1 + customer_id % 5]$$) \g /dev/null
SELECT run FROM datagen.fill('shop.customers', 4, seed => 7) \gset
SELECT customer_id, email, first_name, birth_date, loyalty_level, created_at::date AS created
FROM shop.customers ORDER BY customer_id DESC LIMIT 4;

\echo '3. What a run inserted can be taken back:  SELECT datagen.undo(run)'
\echo
SELECT datagen.undo(:run) AS "rows deleted";
SELECT count(*) AS "customers now" FROM shop.customers;
