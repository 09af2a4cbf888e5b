-- test/pgtap/coherence/owners.sql -- what belongs to somebody is in his country, and each has one that is his first
SELECT plan(20);
SET client_min_messages = warning;
SET datagen.seed = 8;
CREATE TABLE customers (id int PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, country_code char(2) NOT NULL);
CREATE TABLE addresses (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, street text NOT NULL, city text NOT NULL, postcode text,
  country_code char(2) NOT NULL, is_default boolean NOT NULL);
CREATE TABLE adressen (id int PRIMARY KEY, kunde int NOT NULL REFERENCES customers, stadt text NOT NULL, land text NOT NULL);
CREATE TABLE clients (id int PRIMARY KEY, name text NOT NULL, country text NOT NULL);
CREATE TABLE accounts (id int PRIMARY KEY, client_id int NOT NULL REFERENCES clients, iban varchar(34) NOT NULL, bic varchar(11) NOT NULL);
CREATE TABLE deposits (id int PRIMARY KEY, client_id int NOT NULL REFERENCES clients, iban varchar(34) NOT NULL UNIQUE, bic varchar(11) NOT NULL);
CREATE TABLE offices (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, city text NOT NULL, country_code char(2) NOT NULL);
CREATE VIEW names AS SELECT DISTINCT country, substr(iban, 1, 2) AS code FROM accounts JOIN clients c ON c.id = client_id;
SELECT lives_ok($$SELECT datagen.fill_tables('{"customers": 1000, "addresses": 2500, "adressen": 500, "clients": 2000, "accounts": 3000, "deposits": 1000, "offices": 1000}')$$);

SELECT is((SELECT count(*) FROM addresses a JOIN customers c ON c.id = customer_id WHERE a.country_code <> c.country_code), 0::bigint, 'addresses are in their customer''s country');
SELECT cmp_ok((SELECT count(DISTINCT country_code) FROM addresses), '>', 2::bigint, 'which are several');
SELECT is((SELECT count(*) FROM addresses WHERE country_code = 'US' AND postcode !~ '^[0-9]{5}(-[0-9]{4})?$' OR country_code IN ('GB', 'CA', 'IE') AND postcode !~ '[A-Z]'), 0::bigint, 'postcodes have the form of that country''s');
SELECT is((SELECT max(n) FROM (SELECT count(DISTINCT land) n FROM adressen JOIN customers c ON c.id = kunde GROUP BY country_code) x), 1::bigint, 'by its name where the customer has a code');
SELECT cmp_ok((SELECT count(*) FROM offices o JOIN customers c ON c.id = customer_id WHERE o.country_code <> c.country_code), '>', 100::bigint, 'but what is no address may be anywhere');

SELECT is((SELECT count(DISTINCT customer_id) FROM addresses WHERE is_default), 1000::bigint, 'each customer has a default address');
SELECT is((SELECT count(*) FROM addresses WHERE is_default), 1000::bigint, 'and one only');
SELECT cmp_ok((SELECT count(DISTINCT n) FROM (SELECT count(*) n FROM addresses GROUP BY customer_id) x), '>', 3::bigint, 'some have more addresses than others');
SELECT lives_ok($$SELECT datagen.fill('addresses', 500)$$);
SELECT is((SELECT count(*) FROM addresses WHERE is_default), 1000::bigint, 'later ones are none');
INSERT INTO customers SELECT 10000 + g, 'A', 'B', 'DE' FROM generate_series(1, 3000) g;
SELECT lives_ok($$SELECT datagen.fill('addresses', 500)$$);
SELECT is((SELECT count(*) FROM addresses WHERE is_default), 1000::bigint, 'nor are those beside further customers');
SELECT matches((SELECT reason FROM datagen.explain('addresses') WHERE column_name = 'is_default'), 'true once for each customer_id');

CREATE TABLE members (id int PRIMARY KEY, last_name text NOT NULL);
CREATE TABLE cards (id int PRIMARY KEY, member_id bigint NOT NULL REFERENCES members, is_primary boolean NOT NULL);
CREATE TABLE badges (id int PRIMARY KEY, member_id smallint NOT NULL REFERENCES members, is_primary boolean NOT NULL);
SELECT datagen.fill_tables('{"members": 300, "cards": 700, "badges": 700}');
SELECT is((SELECT count(*) || ' ' || count(DISTINCT member_id) FROM cards WHERE is_primary), '300 300', 'a wider reference''s type will do');
SELECT isnt((SELECT count(*) FROM badges WHERE is_primary), 300::bigint, 'where parents may not fit, chance decides');

SELECT is((SELECT count(*) FROM (SELECT country FROM names GROUP BY country HAVING count(*) > 1) x), 0::bigint, 'one code of IBANs a country');
SELECT is((SELECT count(*) FROM deposits JOIN clients c ON c.id = client_id LEFT JOIN names n ON n.country = c.country AND n.code = substr(iban, 1, 2) WHERE n.code IS NULL), 0::bigint, 'the same where the IBAN is a key');
SELECT is((SELECT count(*) FROM accounts WHERE left(iban, 2) <> substr(bic, 5, 2)), 0::bigint, 'the bank is there');
SELECT is((SELECT count(*) FROM deposits WHERE left(iban, 2) <> substr(bic, 5, 2)), 0::bigint);
SELECT * FROM finish();
