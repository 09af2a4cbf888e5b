-- test/pgtap/coherence/shop.sql -- a shop without any rule: times, stages, prices and currencies agree within a row and over foreign keys
SELECT plan(31);
CREATE TYPE pay_state AS ENUM ('pending', 'authorized', 'captured', 'failed', 'refunded');
CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, email text NOT NULL UNIQUE,
  birth_date date, currency char(3) NOT NULL, locale varchar(10), is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, deleted_at timestamptz);
CREATE TABLE address (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer, city text NOT NULL, postcode text NOT NULL,
  country_code char(2) NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE product (sku text PRIMARY KEY, name text NOT NULL, price numeric(10, 2) NOT NULL CHECK (price >= 0), stock_quantity int NOT NULL CHECK (stock_quantity >= 0),
  is_deleted boolean NOT NULL DEFAULT false, deleted_at timestamp, created_at timestamp NOT NULL DEFAULT now(), updated_at timestamp);
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer, ship_to bigint REFERENCES address,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid', 'shipped', 'delivered', 'cancelled')), currency varchar(3) NOT NULL,
  subtotal numeric(12, 2) NOT NULL, tax_amount numeric(12, 2) NOT NULL, shipping_cost numeric(12, 2) NOT NULL, total numeric(12, 2) NOT NULL,
  ordered_at timestamptz NOT NULL, paid_at timestamptz, shipped_at timestamptz, delivered_at timestamptz, cancelled_at timestamptz,
  CHECK (shipped_at >= ordered_at), CHECK (total >= 0));
CREATE TABLE order_item (order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE, line_no int NOT NULL, product_sku text NOT NULL REFERENCES product,
  quantity int NOT NULL CHECK (quantity > 0), unit_price numeric(10, 2) NOT NULL, discount_percent numeric(5, 2), line_total numeric(14, 2) NOT NULL, PRIMARY KEY (order_id, line_no));
CREATE TABLE payment (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders, amount numeric(12, 2) NOT NULL, currency varchar(3) NOT NULL,
  state pay_state NOT NULL, captured_at timestamptz, refunded_at timestamptz, is_refunded boolean NOT NULL, created_at timestamptz NOT NULL);
SELECT lives_ok($$SELECT datagen.fill_tables('{"customer": 100000, "address": 100000, "product": 100000, "orders": 100000, "order_item": 100000, "payment": 100000}', seed => 11)$$, 'filled');

-- The share of rows that are as they should be.
CREATE FUNCTION share(rows text, condition text) RETURNS numeric LANGUAGE plpgsql AS
$$ DECLARE result numeric; BEGIN EXECUTE format('SELECT avg((%s)::int) FROM %s', condition, rows) INTO result; RETURN result; END $$;
CREATE FUNCTION mostly(rows text, condition text, name text) RETURNS text LANGUAGE sql AS $$SELECT cmp_ok(share(rows, condition), '>=', 0.99, name)$$;

SELECT mostly('customer', 'created_at <= updated_at', 'updated after it was created');
SELECT mostly('customer', 'deleted_at IS NULL OR (deleted_at >= updated_at AND NOT is_active)', 'deleted last, and then not active');
SELECT ok(share('customer', 'deleted_at IS NOT NULL') BETWEEN 0.05 AND 0.11, 'few are deleted');
SELECT mostly('customer', $$greatest(updated_at, deleted_at) <= '2026-01-01'$$, 'nothing after as_of');
SELECT mostly('product', 'is_deleted = (deleted_at IS NOT NULL)', 'the flag says what the time says');
SELECT mostly('address JOIN customer c ON c.id = customer_id', 'address.created_at >= c.created_at', 'no address before its customer');
SELECT mostly('orders o JOIN customer c ON c.id = customer_id', 'o.ordered_at >= c.created_at', 'no order before its customer');
SELECT mostly('orders o JOIN address a ON a.id = ship_to', 'o.ordered_at >= a.created_at', 'no order before its address');
SELECT mostly('orders o JOIN customer c ON c.id = customer_id', 'o.currency = c.currency', 'orders in the customer''s currency');
SELECT mostly('orders', $$(paid_at IS NOT NULL) = (status IN ('paid', 'shipped', 'delivered'))$$, 'paid as the status says');
SELECT mostly('orders', $$(shipped_at IS NOT NULL) = (status IN ('shipped', 'delivered'))$$, 'shipped as the status says');
SELECT mostly('orders', $$(delivered_at IS NOT NULL) = (status = 'delivered')$$, 'delivered as the status says');
SELECT mostly('orders', $$(cancelled_at IS NOT NULL) = (status = 'cancelled')$$, 'cancelled as the status says');
SELECT mostly('orders', 'coalesce(ordered_at <= paid_at, true) AND coalesce(paid_at <= shipped_at, true) AND coalesce(shipped_at <= delivered_at, true)
                         AND coalesce(ordered_at <= cancelled_at, true)', 'step after step');
SELECT mostly('orders', $$coalesce(delivered_at, shipped_at, paid_at, ordered_at) <= '2026-01-01'$$, 'no step after as_of');
SELECT mostly('orders', 'total = subtotal + tax_amount + shipping_cost', 'the total is the sum');
SELECT mostly('orders', 'tax_amount BETWEEN 0 AND subtotal * 0.25', 'a tax is a part of the net');
SELECT mostly('order_item i JOIN product p ON p.sku = product_sku', 'i.unit_price = p.price', 'the product''s price');
SELECT mostly('order_item', 'line_total = round(quantity * unit_price * (1 - coalesce(discount_percent, 0) / 100), 2)', 'quantity times price');
SELECT mostly('payment p JOIN orders o ON o.id = order_id', 'p.currency = o.currency AND p.created_at >= o.ordered_at', 'payments after their order, in its currency');
SELECT mostly('payment', $$(captured_at IS NOT NULL) = (state IN ('captured', 'refunded')) AND (refunded_at IS NOT NULL) = (state = 'refunded')
                           AND is_refunded = (state = 'refunded') AND coalesce(captured_at >= created_at, true)$$, 'payments as their state says');
SELECT mostly('payment p JOIN orders o ON o.id = order_id', 'p.amount = o.total', 'what the order comes to is paid');
SELECT matches((SELECT reason FROM datagen.explain('order_item') WHERE column_name = 'line_total'), 'is quantity \* unit_price', 'explain() tells the product');
SELECT matches((SELECT reason FROM datagen.explain('orders') WHERE column_name = 'currency'), 'that of customer\.currency', 'explain() tells the parent');

-- The same seed gives the same rows, in slices too.
CREATE TABLE first_payments AS SELECT * FROM payment WHERE id <= 100;
TRUNCATE payment RESTART IDENTITY;
SELECT set_eq($$SELECT amount, currency, state, captured_at, created_at FROM datagen.rows(NULL::payment, 40, seed => 11, first => 60, total => 100000)$$,
              $$SELECT amount, currency, state, captured_at, created_at FROM first_payments WHERE id > 60$$, 'a slice is part of the whole');

-- The user's word, a constraint and a setting come first.
CREATE TABLE bill (id int PRIMARY KEY, quantity int NOT NULL, unit_price numeric(8, 2) NOT NULL, total numeric(12, 2) NOT NULL CHECK (total < 0), tax numeric(8, 2),
  created_at timestamp NOT NULL, updated_at timestamp NOT NULL, deleted_at timestamp, CHECK (updated_at < created_at));
SELECT lives_ok($$SELECT datagen.fill('bill', 500, seed => 2)$$, 'constraints against all sense are met');
CREATE TABLE visit (id int PRIMARY KEY, created_at timestamp NOT NULL, updated_at timestamp NOT NULL, deleted_at timestamp);
SELECT lives_ok($$SELECT datagen.fill('visit', 300, seed => 3, rules => '{"updated_at": "timestamp ''1999-01-01''"}')$$, 'a rule is taken');
SELECT is((SELECT count(*) FROM visit WHERE updated_at = '1999-01-01'), 300::bigint, 'a rule stays');
SET datagen.null_share = 0;
TRUNCATE visit;
SELECT lives_ok($$SELECT datagen.fill('visit', 300, seed => 3)$$, 'filled without NULLs');
SELECT is((SELECT count(*) FROM visit WHERE deleted_at IS NULL), 0::bigint, 'no NULLs where none are asked for');
SELECT * FROM finish();
