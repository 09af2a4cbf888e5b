-- examples/demo.sql -- what tools/demo shows: create the shop, fill it, look at the rows
\set QUIET on
\pset null '(null)'
\pset footer off
SET client_min_messages = warning;
CREATE EXTENSION datagen;
\i examples/shop.sql

\echo
\echo The sample schema "shop" has these tables, all empty (examples/shop.sql):
SELECT c.relname AS "table",
       count(*) FILTER (WHERE k.contype IN ('p', 'u')) AS "keys",
       count(*) FILTER (WHERE k.contype = 'f') AS "references",
       count(*) FILTER (WHERE k.contype = 'c') AS "checks"
FROM pg_class c LEFT JOIN pg_constraint k ON k.conrelid = c.oid
WHERE c.relnamespace = 'shop'::regnamespace AND c.relkind = 'r'
GROUP BY c.relname ORDER BY c.relname;

\echo 'SELECT * FROM datagen.fill_schema(''shop'', 1000, seed => 42);'
SELECT relation, requested, inserted, linked, seed, elapsed, note
FROM datagen.fill_schema('shop', 1000, seed => 42);

\echo Some of the rows:
SELECT customer_id, email, first_name, last_name, birth_date, loyalty_level FROM shop.customers ORDER BY 1 LIMIT 5;
SELECT sku, name, price, cost FROM shop.products ORDER BY product_id LIMIT 5;
SELECT o.order_id, c.last_name AS customer, o.status, o.ordered_at::date AS ordered, o.shipped_at::date AS shipped,
       count(i.*) AS items, sum(i.total) AS total
FROM shop.orders o JOIN shop.customers c USING (customer_id) LEFT JOIN shop.order_items i USING (order_id)
GROUP BY o.order_id, c.last_name ORDER BY o.order_id LIMIT 5;

\echo The category tree by depth, and the departments with their managers:
WITH RECURSIVE tree AS (
  SELECT category_id, 1 AS depth FROM shop.categories WHERE parent_id IS NULL
  UNION ALL
  SELECT c.category_id, t.depth + 1 FROM shop.categories c JOIN tree t ON c.parent_id = t.category_id
)
SELECT depth, count(*) AS categories FROM tree GROUP BY depth ORDER BY depth;
SELECT count(*) AS departments, count(d.manager_id) AS with_manager,
       count(*) FILTER (WHERE e.department_id = d.department_id) AS managed_from_inside
FROM shop.departments d LEFT JOIN shop.employees e ON e.employee_id = d.manager_id;
