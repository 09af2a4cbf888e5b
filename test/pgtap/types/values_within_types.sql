-- test/pgtap/types/values_within_types.sql -- what a search tries in a column is a value of the column's type
SELECT plan(9);
CREATE TABLE contained (a int4range NOT NULL, b int4multirange NOT NULL, CHECK (a <@ b));
SELECT is((SELECT inserted FROM datagen.fill('contained', 20, seed => 1)), 20::bigint, 'a range in a multirange');
CREATE TABLE ends (a int4range NOT NULL, b int4multirange NOT NULL, CHECK (upper(a) = upper(b)));
SELECT is((SELECT inserted FROM datagen.fill('ends', 20, seed => 1)), 20::bigint, 'a range that ends as a multirange does');
CREATE TABLE merged (b int4multirange NOT NULL CHECK (range_merge(b) = int4range(1, 10)));
SELECT is((SELECT inserted FROM datagen.fill('merged', 20, seed => 1)), 20::bigint,
          'a range constant is no multirange; what is found once is shared');
CREATE TABLE counted (a int[] NOT NULL CHECK (num_nonnulls(VARIADIC a) = 2));
SELECT is((SELECT inserted FROM datagen.fill('counted', 20, seed => 1)), 20::bigint, 'VARIADIC counts the elements');
CREATE TABLE listed (a int, b int, CHECK (num_nonnulls(VARIADIC ARRAY[a, b]) = 1));
SELECT is((SELECT inserted FROM datagen.fill('listed', 20, seed => 1)), 20::bigint, 'also of a list of columns');
-- This type's input function raises internal errors for malformed text.
CREATE EXTENSION hstore;
CREATE TABLE keyed (attrs hstore NOT NULL CHECK (attrs ? 'color'));
SELECT is((SELECT inserted FROM datagen.fill('keyed', 10, seed => 1)), 10::bigint,
          'malformed candidates are passed over, the type''s constructors make one that fits');
-- Bounds of a range over a domain are values of the domain.
CREATE FUNCTION is_even(int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 % 2 = 0; END';
CREATE DOMAIN even AS int CHECK (is_even(VALUE));
CREATE TYPE evenrange AS RANGE (subtype = even);
CREATE TABLE spans (r evenrange NOT NULL);
SELECT is((SELECT inserted FROM datagen.fill('spans', 100, seed => 1)), 100::bigint, 'ranges over a domain');
SELECT is((SELECT count(*) FROM spans WHERE lower(r)::int % 2 <> 0 OR upper(r)::int % 2 <> 0), 0::bigint, 'whose bounds the domain admits');
SELECT is((SELECT count(r::text::evenrange) FROM spans), 100::bigint, 'and which can be read again');
SELECT * FROM finish();
