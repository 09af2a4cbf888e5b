-- test/pgtap/coherence/agreed_references.sql -- rows that refer to each other's own: addresses, payments, shipments; one country a row
SELECT plan(25);
SET client_min_messages = warning;
SET datagen.seed = 5;
CREATE TABLE customers (id int PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, gender char(1) CHECK (gender IN ('m', 'f')),
  email text NOT NULL UNIQUE, username text UNIQUE, country_code char(2) NOT NULL, currency char(3) NOT NULL, locale text NOT NULL);
CREATE TABLE addresses (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, city text NOT NULL, country text NOT NULL, country_code char(2) NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, shipping_address_id int REFERENCES addresses,
  billing_address_id int NOT NULL REFERENCES addresses, status text NOT NULL CHECK (status IN ('pending', 'paid', 'shipped', 'delivered', 'cancelled')),
  total_amount numeric(12,2) NOT NULL, placed_at timestamptz NOT NULL, paid_at timestamptz, shipped_at timestamptz);
CREATE TABLE payments (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders, amount numeric(12,2) NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'captured', 'failed')), paid_at timestamptz);
CREATE TABLE shipments (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders, shipped_at timestamptz NOT NULL);
SELECT lives_ok($$SELECT datagen.fill_tables('{"customers": 2000, "addresses": 1500, "orders": 3000, "payments": 2500, "shipments": 2000}')$$);
SELECT is((SELECT count(*) FROM orders o JOIN addresses a ON a.id = o.billing_address_id WHERE a.customer_id <> o.customer_id), 0::bigint, 'billed to an address of the customer');
SELECT is((SELECT count(*) FROM orders o JOIN addresses a ON a.id = o.shipping_address_id WHERE a.customer_id <> o.customer_id), 0::bigint, 'shipped to an address of the customer');
SELECT cmp_ok((SELECT count(shipping_address_id) FROM orders), '<', 3000::bigint, 'some have none');
SELECT cmp_ok((SELECT count(DISTINCT customer_id) FROM orders), '>', 500::bigint, 'of many customers');
SELECT is((SELECT count(DISTINCT order_id) FROM payments), 2500::bigint, 'one payment an order');
SELECT is((SELECT count(*) FROM orders o WHERE paid_at IS NOT NULL AND NOT EXISTS (SELECT FROM payments WHERE order_id = o.id)), 0::bigint, 'whatever was paid has one');
SELECT is((SELECT count(*) FROM payments p JOIN orders o ON o.id = order_id WHERE p.paid_at IS DISTINCT FROM o.paid_at), 0::bigint, 'paid when the order was');
SELECT is((SELECT count(*) FROM payments WHERE (paid_at IS NOT NULL) <> (status = 'captured')), 0::bigint, 'the status says so');
SELECT cmp_ok((SELECT count(DISTINCT status) FROM payments), '=', 3::bigint);
SELECT is((SELECT count(*) FROM payments p JOIN orders o ON o.id = order_id WHERE p.amount <> o.total_amount), 0::bigint);
SELECT is((SELECT count(*) FROM shipments s JOIN orders o ON o.id = order_id WHERE o.shipped_at IS DISTINCT FROM s.shipped_at), 0::bigint, 'only what was shipped, and then');
SELECT is((SELECT count(DISTINCT order_id) FROM shipments), (SELECT count(shipped_at) FROM orders), 'more shipments than orders go round');

SELECT is((SELECT count(*) FROM customers WHERE split_part(email, '@', 1) <> username), 0::bigint, 'e-mail and user name are of one person');
SELECT is((SELECT count(*) FROM customers WHERE lower(email) !~ ('^(' || lower(regexp_replace(last_name, '[^A-Za-z]', '', 'g')) || '|' || lower(left(first_name, 1)) || ')')), 0::bigint, 'whose name it is');
SELECT is((SELECT count(*) FROM (SELECT first_name FROM customers WHERE gender IS NOT NULL GROUP BY first_name HAVING count(*) >= 8 AND least(count(*) FILTER (WHERE gender = 'm'), count(*) FILTER (WHERE gender = 'f')) * 2.2 > count(*)) x), 0::bigint, 'and the sex is that of the first name, names for both apart');
SELECT is((SELECT max(n) FROM (SELECT count(DISTINCT currency) n FROM customers GROUP BY country_code) x), 1::bigint, 'one currency a country');
SELECT is((SELECT count(*) FROM customers WHERE right(locale, 2) <> country_code), 0::bigint, 'the language is spoken there');

-- Who did something need not be whom the thing belongs to, and a shape keeps its customers.
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users);
CREATE TABLE comments (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, post_id int NOT NULL REFERENCES posts);
SELECT lives_ok($$SELECT datagen.fill_tables('{"users": 100, "posts": 200, "comments": 300}')$$);
SELECT cmp_ok((SELECT count(*) FROM comments c JOIN posts p ON p.id = post_id WHERE c.user_id = p.user_id), '<', 30::bigint, 'comments are other people''s');
CREATE TABLE notes (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, address_id int NOT NULL REFERENCES addresses);
SELECT lives_ok($$SELECT datagen.fill_tables('{"notes": {"per": "customers", "min": 1, "max": 1}}')$$, 'one per customer, whoever has an address');
SELECT is((SELECT count(DISTINCT customer_id) FROM notes), 2000::bigint);

CREATE TYPE sex AS ENUM ('female', 'male', 'other');
CREATE TABLE staff (id int PRIMARY KEY, salutation text NOT NULL CHECK (salutation IN ('Mr', 'Mrs')), sex sex NOT NULL, country_code char(2) NOT NULL, currency char(3) NOT NULL, iban text NOT NULL, bic text NOT NULL, vat_number text NOT NULL);
SELECT datagen.fill('staff', 2000);
SELECT is((SELECT count(*) FROM staff WHERE sex <> 'other' AND (sex = 'male') <> (salutation = 'Mr')), 0::bigint, 'an enum and a list tell of the same person');
SELECT is((SELECT count(*) FROM staff WHERE left(iban, 2) <> country_code OR substr(bic, 5, 2) <> country_code OR left(vat_number, 2) <> country_code), 0::bigint, 'bank, tax number and country agree');
SELECT is((SELECT max(n) FROM (SELECT count(DISTINCT currency) n FROM staff GROUP BY country_code) x), 1::bigint);
SELECT * FROM finish();
