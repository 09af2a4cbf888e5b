-- test/pgtap/other_tables/sub_selects.sql -- conditions over other tables: functions, policies and views with sub-selects
SELECT plan(14);
SET client_min_messages = warning;
CREATE SCHEMA shop;
SET search_path = shop, public;

CREATE TABLE kind (code text PRIMARY KEY, active bool NOT NULL);
INSERT INTO kind VALUES ('AA', true), ('BB', false), ('CC', true);
CREATE TABLE pair (a text, b int);
INSERT INTO pair VALUES ('q', 1), ('q', 2), ('z', 9), (NULL, 4);
CREATE FUNCTION is_kind(c text) RETURNS bool LANGUAGE sql STABLE AS
  'SELECT EXISTS (SELECT FROM shop.kind k WHERE k.code = c AND k.active)';
CREATE FUNCTION is_active(c text) RETURNS bool LANGUAGE sql STABLE AS 'SELECT active FROM shop.kind WHERE code = c';
CREATE FUNCTION is_counted(c text) RETURNS bool LANGUAGE sql STABLE AS
  'SELECT count(*) > 0 FROM shop.kind WHERE $1 = code AND NOT active';
CREATE FUNCTION is_pair(x text, y int) RETURNS bool LANGUAGE sql STABLE
  BEGIN ATOMIC SELECT EXISTS (SELECT FROM shop.pair WHERE a = x AND b = y); END;
CREATE FUNCTION sum_of(x text) RETURNS bigint LANGUAGE sql STABLE AS 'SELECT sum(b) FROM shop.pair WHERE a = x';
CREATE FUNCTION is_wrong(c text) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RETURN c IS NOT NULL; END';

CREATE TABLE by_exists (v text NOT NULL CHECK (is_kind(v)));
SELECT lives_ok($$SELECT datagen.fill('by_exists', 200, seed => 1)$$, 'EXISTS in a function');
SELECT set_eq('SELECT v FROM by_exists', ARRAY['AA', 'CC'], 'every value that the other table admits appears');
CREATE TABLE by_value (v text NOT NULL CHECK (is_active(v)), w text NOT NULL CHECK (is_counted(w)));
SELECT lives_ok($$SELECT datagen.fill('by_value', 50, seed => 1)$$, 'a column and a count in a function');
SELECT set_eq('SELECT w FROM by_value', ARRAY['BB'], 'the counted one');
CREATE TABLE by_pair (x text NOT NULL, y int NOT NULL, z text NOT NULL, CHECK (is_pair(x, y)), CHECK (sum_of(z) = 3));
SELECT lives_ok($$SELECT datagen.fill('by_pair', 100, seed => 1)$$, 'two columns, and a comparison with a sum');
SELECT set_eq('SELECT x, y, z FROM by_pair', $$VALUES ('q', 1, 'q'), ('q', 2, 'q'), ('z', 9, 'q')$$, 'all pairs');
CREATE TABLE negated (v text NOT NULL CHECK (NOT is_kind(v) AND length(v) = 2), w text CHECK (is_wrong(w) AND is_kind(w)));
SELECT lives_ok($$SELECT datagen.fill('negated', 100, seed => 1)$$, 'negated, and beside a function in another language');

-- The other table is empty before the call, and its name sorts after.
CREATE SCHEMA later;
CREATE TABLE later.zone (code text PRIMARY KEY CHECK (code ~ '^[A-Z]{2}$'), open bool NOT NULL);
CREATE FUNCTION later.is_zone(c text) RETURNS bool LANGUAGE sql STABLE AS
  'SELECT EXISTS (SELECT FROM later.zone z WHERE z.code = c AND z.open)';
CREATE TABLE later.area (id serial PRIMARY KEY, zone text NOT NULL CHECK (later.is_zone(zone)));
SELECT lives_ok($$SELECT datagen.fill_schema('later', 40, seed => 3)$$, 'the table that is read is filled first');
SELECT cmp_ok((SELECT count(DISTINCT zone) FROM later.area), '>', 5::bigint, 'its new rows are seen');
CREATE TABLE later.a_first (id serial PRIMARY KEY, zone text CHECK (later.is_zone(zone)));
DELETE FROM later.area;
DELETE FROM later.zone;
SELECT throws_ok($$SELECT datagen.fill('later.area', 5, seed => 1)$$, '23514', NULL, 'nothing to choose from');

-- Policies and views.
CREATE TABLE member (role name, tenant int);
CREATE ROLE datagen_reader;
INSERT INTO member VALUES ('datagen_reader', 3), ('datagen_reader', 7), ('other', 9);
CREATE TABLE doc (id serial PRIMARY KEY, tenant int NOT NULL, level int NOT NULL);
ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON doc TO datagen_reader USING (tenant IN (SELECT m.tenant FROM member m WHERE m.role = current_user));
CREATE POLICY high ON doc AS RESTRICTIVE TO datagen_reader
  USING (EXISTS (SELECT FROM member m WHERE m.tenant = doc.tenant AND m.tenant > 5));
GRANT USAGE ON SCHEMA shop TO datagen_reader;
GRANT ALL ON doc, member, doc_id_seq TO datagen_reader;
CREATE VIEW others AS SELECT * FROM doc WHERE tenant IN (SELECT tenant FROM member WHERE role = 'other') WITH CHECK OPTION;
SELECT lives_ok($$SELECT datagen.fill('others', 20, seed => 1)$$, 'a view with a sub-select');
SELECT is((SELECT count(*) FROM others), 20::bigint, 'its rows are visible in it');
SET ROLE datagen_reader;
SELECT lives_ok($$SELECT datagen.fill('shop.doc', 20, seed => 1)$$, 'policies with sub-selects');
RESET ROLE;
SELECT set_eq('SELECT tenant FROM doc', ARRAY[7, 9], 'both policies hold');
SELECT * FROM finish();
