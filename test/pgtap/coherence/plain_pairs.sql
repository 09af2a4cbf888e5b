-- test/pgtap/coherence/plain_pairs.sql -- leavings, flags, deadlines, bounds, taxes, measures and copies without any rule
SELECT plan(31);
CREATE TABLE emp (hire_date date NOT NULL, termination_date date, is_active boolean NOT NULL);
CREATE TABLE account (opened_at date NOT NULL, closed_at date, locked_until timestamptz, is_locked boolean NOT NULL);
CREATE TABLE inv (status text NOT NULL CHECK (status IN ('draft', 'sent', 'paid', 'overdue')), paid boolean NOT NULL, paid_at timestamptz, invoice_date date NOT NULL, due_date date NOT NULL);
CREATE TABLE vis (admitted_at timestamptz, discharged_at timestamptz, status text NOT NULL CHECK (status IN ('admitted', 'discharged', 'cancelled')));
CREATE TABLE note (sent_at timestamptz, read_at timestamptz, is_read boolean NOT NULL, email_verified boolean NOT NULL, email_verified_at timestamptz);
CREATE TABLE seen (first_seen timestamptz NOT NULL, last_seen timestamptz NOT NULL, started_at timestamptz NOT NULL, trial_ends_at timestamptz NOT NULL);
CREATE TABLE good (cost numeric(8, 2) NOT NULL, price numeric(8, 2) NOT NULL, min_age int NOT NULL, max_age int NOT NULL, reserved int NOT NULL, stock int NOT NULL);
CREATE TABLE offer (sale_price numeric(8, 2) NOT NULL, list_price numeric(8, 2) NOT NULL);
CREATE TABLE pers (birth_date date NOT NULL, age int NOT NULL);
CREATE TABLE stay (check_in date NOT NULL, check_out date NOT NULL, nights int NOT NULL, price_per_night numeric(8, 2) NOT NULL, total_price numeric(10, 2) NOT NULL);
CREATE TABLE work (hours numeric(5, 2) NOT NULL, hourly_rate numeric(8, 2) NOT NULL, total numeric(10, 2) NOT NULL);
CREATE TABLE price (amount numeric(8, 2) NOT NULL, vat_percent numeric(4, 1) NOT NULL, amount_incl_vat numeric(9, 2) NOT NULL);
CREATE TABLE pr (id int PRIMARY KEY, name text NOT NULL, sku text NOT NULL);
CREATE TABLE it (product_id int NOT NULL REFERENCES pr, product_name text NOT NULL, sku text NOT NULL);
SELECT lives_ok($$SELECT datagen.fill_tables((SELECT jsonb_object_agg(relname, 2000) FROM pg_class WHERE relkind = 'r'
  AND relname = ANY ('{emp,account,inv,vis,note,seen,good,offer,pers,stay,work,price,pr,it}')), seed => 4)$$, 'filled');
CREATE FUNCTION share(rows text, condition text) RETURNS numeric LANGUAGE plpgsql AS
$$ DECLARE result numeric; BEGIN EXECUTE format('SELECT avg((%s)::int) FROM %s', condition, rows) INTO result; RETURN result; END $$;
CREATE FUNCTION mostly(rows text, condition text, name text) RETURNS text LANGUAGE sql AS $$SELECT cmp_ok(share(rows, condition), '>=', 0.99, name)$$;
SELECT ok(share('emp', 'termination_date IS NOT NULL') BETWEEN 0.05 AND 0.11, 'few have left');
SELECT mostly('emp', 'is_active = (termination_date IS NULL) AND coalesce(termination_date >= hire_date, true)', 'who has left is not active');
SELECT ok(share('account', 'closed_at IS NOT NULL') < 0.11 AND share('account', 'is_locked') < 0.11, 'few accounts are closed or locked');
SELECT mostly('account', 'is_locked = (locked_until IS NOT NULL)', 'locked until then');
SELECT mostly('inv', $$paid = (status = 'paid') AND (paid_at IS NOT NULL) = (status = 'paid')$$, 'what is sent is not paid yet');
SELECT mostly('inv', 'due_date >= invoice_date AND due_date - invoice_date <= 60', 'due after the invoice');
SELECT mostly('vis', $$(admitted_at IS NOT NULL) = (status <> 'cancelled') AND (discharged_at IS NOT NULL) = (status = 'discharged')$$, 'admitted and discharged as the status says');
SELECT mostly('vis', 'coalesce(discharged_at >= admitted_at, true)', 'discharged after the admission');
SELECT mostly('note', 'is_read = (read_at IS NOT NULL) AND email_verified = (email_verified_at IS NOT NULL)', 'flags beside their times');
SELECT mostly('note', 'coalesce(read_at >= sent_at, true)', 'read after it was sent');
SELECT mostly('seen', 'first_seen <= last_seen AND started_at <= trial_ends_at', 'first before last');
SELECT mostly('good', 'cost <= price AND min_age <= max_age AND reserved <= stock', 'bounded numbers');
SELECT mostly('offer', 'sale_price <= list_price AND sale_price > list_price / 2', 'a sale''s price');
SELECT mostly('pers', $$age = extract(year FROM age(timestamp '2026-01-01', birth_date))$$, 'the age is that of the birth date');
SELECT mostly('stay', 'nights = check_out - check_in AND nights > 0 AND total_price = nights * price_per_night', 'nights are counted and paid');
SELECT mostly('work', 'total = round(hours * hourly_rate, 2)', 'hours are paid');
SELECT mostly('price', 'amount_incl_vat = round(amount * (1 + vat_percent / 100), 2)', 'with tax is more than without');
SELECT mostly('it JOIN pr ON pr.id = product_id', 'it.product_name = pr.name AND it.sku = pr.sku', 'called as the parent is');
SELECT matches((SELECT reason FROM datagen.explain('emp') WHERE column_name = 'is_active'), 'true unless termination_date is set', 'explain() tells the flag');
SELECT matches((SELECT reason FROM datagen.explain('price') WHERE column_name = 'amount_incl_vat'), 'is amount plus percent vat_percent', 'explain() tells the tax');
SELECT matches((SELECT reason FROM datagen.explain('it') WHERE column_name = 'sku'), 'that of pr\.sku', 'explain() tells the parent');

-- The same seed gives the same rows, in slices too.
CREATE TABLE first_stays AS SELECT * FROM stay;
TRUNCATE stay;
SELECT is_empty($$SELECT * FROM datagen.rows(NULL::stay, 40, seed => 4, first => 60, total => 2000) EXCEPT SELECT * FROM first_stays$$, 'a slice is part of the whole');

-- Constraints against all sense come first.
CREATE TABLE odd (cost numeric(8, 2) NOT NULL, price numeric(8, 2) NOT NULL, CHECK (cost > price),
  min_age int NOT NULL, max_age int NOT NULL, CHECK (min_age > max_age), reserved int NOT NULL CHECK (reserved > 100), stock int NOT NULL CHECK (stock < 50),
  hire_date date NOT NULL, termination_date date, CHECK (termination_date < hire_date), is_active boolean NOT NULL CHECK (NOT is_active),
  birth_date date NOT NULL, age int NOT NULL CHECK (age > 200), check_in date NOT NULL, check_out date NOT NULL, nights int NOT NULL CHECK (nights BETWEEN 900 AND 910),
  amount numeric(8, 2) NOT NULL, vat_percent numeric(4, 1) NOT NULL, amount_incl_vat numeric(9, 2) NOT NULL CHECK (amount_incl_vat < 0));
SELECT lives_ok($$SELECT datagen.fill('odd', 1000, seed => 2)$$, 'constraints against all sense are met');
SELECT is((SELECT count(*) FROM odd), 1000::bigint, 'all rows are there');
CREATE TABLE strict (min_price numeric(8, 2) NOT NULL, max_price numeric(8, 2) NOT NULL, CHECK (min_price < max_price),
  reserved int NOT NULL CHECK (reserved >= 1), stock int NOT NULL CHECK (stock >= 0), CHECK (reserved <= stock),
  check_in date NOT NULL, check_out date NOT NULL, CHECK (check_out > check_in), nights int NOT NULL CHECK (nights > 0));
SELECT lives_ok($$SELECT datagen.fill('strict', 1000, seed => 2)$$, 'constraints that say the same are met');
SELECT mostly('strict', 'nights = check_out - check_in', 'and the nights are counted');
SELECT ok(share('strict', 'max_price > min_price') = 1, 'and the bounds are strict');
-- Several pairs and several prices in one relation.
CREATE TABLE hours (start_time time NOT NULL, end_time time NOT NULL, opens_at time NOT NULL, closes_at time NOT NULL, lunch_start time NOT NULL,
  lunch_end time NOT NULL, clock_in timestamptz NOT NULL, clock_out timestamptz NOT NULL, loan_date date NOT NULL, returned_on date NOT NULL);
CREATE TABLE prices (price numeric(8, 2) NOT NULL, discount_price numeric(8, 2) NOT NULL, member_price numeric(8, 2) NOT NULL,
  sale_price numeric(8, 2) NOT NULL, cost_price numeric(8, 2) NOT NULL, list_price numeric(8, 2) NOT NULL);
SELECT datagen.fill('hours', 1000, seed => 3), datagen.fill('prices', 1000, seed => 3);
SELECT mostly('hours', 'start_time <= end_time AND opens_at <= closes_at AND lunch_start <= lunch_end', 'times of day in pairs');
SELECT mostly('hours', 'clock_in <= clock_out AND loan_date <= returned_on', 'in before out, lent before returned');
SELECT mostly('prices', 'cost_price <= price AND greatest(discount_price, member_price, sale_price) <= price AND price <= list_price', 'costs, reduced prices, prices, list prices');
SELECT * FROM finish();
