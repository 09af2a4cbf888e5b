-- test/pgtap/predicates/function_bodies.sql -- patterns inside functions tell what texts are worth a try
SET client_min_messages = warning;
CREATE SCHEMA app;
CREATE FUNCTION app.check_sum(t text) RETURNS bool IMMUTABLE LANGUAGE plpgsql AS $$
DECLARE
  total int := 0;  -- weighted digits
BEGIN
  IF t IS NULL OR t !~ '^\d{3}-\d{9}$' THEN RETURN false; END IF;
  FOR i IN 5..13 LOOP total := total + (i - 3) * substr(t, i, 1)::int; END LOOP;
  RETURN total % 11 = 0;
END $$;
CREATE FUNCTION app.valid_plate(country text, plate text) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE p text;
BEGIN
  p := upper(replace(plate, ' ', ''));
  IF p ~ '[IOQ]' THEN RETURN false; END IF;
  IF country = 'FR' THEN
    RETURN p SIMILAR TO '[A-Z]{2}-[0-9]{3}-[A-Z]{2}';
  ELSIF country = 'IT' THEN
    RETURN regexp_match(p, '^[A-Z]{2} ?\d{3} ?[A-Z]{2}$') IS NOT NULL;
  END IF;
  RETURN false;
END $$;
CREATE FUNCTION app.sku_error(text) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
  IF NOT ($1 ~* E'^sku_[0-9a-f]{12}\\.v[12]$') THEN RAISE EXCEPTION 'no sku: %', $1; END IF;
  RETURN 0;
END $$;
CREATE TABLE app.card (id int PRIMARY KEY, no text NOT NULL UNIQUE CHECK (app.check_sum(no)));
CREATE TABLE app.car (country text NOT NULL CHECK (country IN ('FR', 'IT')), plate text NOT NULL UNIQUE,
                      CHECK (app.valid_plate(country, plate)));
CREATE TABLE app.item (sku varchar(40) NOT NULL CHECK (app.sku_error(sku) = 0));
CREATE FUNCTION app.is_zone(zone text) RETURNS bool LANGUAGE plpgsql AS $$
BEGIN
  PERFORM now() AT TIME ZONE zone;
  RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN false;
END $$;
CREATE TABLE app.office (zone text NOT NULL CHECK (app.is_zone(zone)));
CREATE DOMAIN app.card_no AS text CHECK (app.check_sum(VALUE));
CREATE TABLE app.payment (id int PRIMARY KEY, card app.card_no NOT NULL);

SELECT plan(7);
SELECT lives_ok($$SELECT datagen.fill('app.card', 300, seed => 1)$$, 'a check sum over a pattern, in a unique column');
SELECT lives_ok($$SELECT datagen.fill('app.car', 300, seed => 1)$$, 'a pattern per value of another column');
SELECT is((SELECT count(DISTINCT country) FROM app.car), 2::bigint, 'no branch of the function is left out');
SELECT lives_ok($$SELECT datagen.fill('app.item', 300, seed => 1)$$, 'a function that raises, compared with a number');
SELECT lives_ok($$SELECT datagen.fill('app.payment', 300, seed => 1)$$, 'a domain that is checked by a function');
SELECT lives_ok($$SELECT datagen.fill('app.office', 300, seed => 1)$$, 'a function that tries a time zone');
SELECT is((SELECT count(*) FROM app.card) + (SELECT count(*) FROM app.car) + (SELECT count(*) FROM app.item) +
          (SELECT count(*) FROM app.payment), 1200::bigint, 'all rows are there');
SELECT * FROM finish();
