-- test/pgtap/realistic/coherence.sql -- columns get values of their meaning, a row tells one story, constraints hold
SELECT plan(14);
CREATE TABLE customer (id bigserial PRIMARY KEY, first_name varchar(45) NOT NULL, last_name varchar(45) NOT NULL, full_name text NOT NULL,
  email varchar(120) NOT NULL UNIQUE, username varchar(40) NOT NULL, city varchar(80) NOT NULL, state varchar(80) NOT NULL, country varchar(60) NOT NULL,
  country_code char(2) NOT NULL, latitude numeric(9, 6) NOT NULL, longitude numeric(9, 6) NOT NULL, time_zone text NOT NULL,
  ship_city text NOT NULL, birth_date date NOT NULL, price numeric(10, 2) NOT NULL, created_at timestamptz NOT NULL, nick varchar(8) CHECK (nick = lower(nick)));
SELECT datagen.fill('customer', 3000, seed => 1);
SELECT is((SELECT count(*) FROM customer), 3000::bigint, 'all rows');
SELECT is_empty($$SELECT * FROM customer WHERE full_name <> first_name || ' ' || last_name$$, 'one name');
SELECT is_empty($$SELECT email, username FROM customer WHERE rtrim(split_part(email, '@', 1), '0123456789') <> rtrim(username, '0123456789') AND length(username) < 40$$,
  'one handle, but for the number that makes addresses unique');
SELECT is_empty($$SELECT * FROM customer WHERE email !~ '^[a-z0-9._-]+@example\.(com|org|net)$'$$, 'mail to nobody');
SELECT is_empty($$SELECT city, count(DISTINCT time_zone) FROM customer GROUP BY city, state, country HAVING count(DISTINCT time_zone) > 1$$, 'one zone a city');
SELECT is_empty($$SELECT city, state, country FROM customer GROUP BY city, state, country HAVING max(latitude) - min(latitude) > 0.3 OR max(longitude) - min(longitude) > 0.3$$,
                'coordinates lie in the city');
SELECT is_empty($$SELECT country FROM customer GROUP BY country HAVING count(DISTINCT country_code) > 1$$, 'one code a country');
SELECT cmp_ok((SELECT count(*) FROM customer WHERE ship_city <> city), '>', 2500::bigint, 'another place for what is shipped');
SELECT ok((SELECT bool_and(birth_date BETWEEN '1930-01-01' AND '2008-12-31') FROM customer), 'adults');
SELECT cmp_ok((SELECT count(*) FROM customer WHERE price::text ~ '\.(99|95|00|50)$'), '>', 2500::bigint, 'prices end as prices do');
SELECT ok((SELECT bool_and(created_at BETWEEN '2020-12-30' AND '2026-01-01') FROM customer), 'within the window');
SELECT cmp_ok((SELECT count(*) FROM customer WHERE extract(isodow FROM created_at) >= 6), '<', 700::bigint, 'fewer at weekends');
CREATE TABLE copy AS TABLE customer;
TRUNCATE customer RESTART IDENTITY;
SELECT datagen.fill('customer', 3000, seed => 1);
SELECT set_eq('TABLE customer', 'TABLE copy', 'reproducible');
SELECT is((SELECT class FROM datagen.detect('public') WHERE relation = 'customer'::regclass AND column_name = 'email'), 'internet.email', 'detect() tells why');
SELECT * FROM finish();
