-- test/pgtap/predicates/limited_texts.sql -- texts that a length limits: assignments to varchar(n) and char(n), casts that cut
SELECT plan(6);
CREATE SCHEMA app;
CREATE TABLE app.country (code char(2) PRIMARY KEY);
INSERT INTO app.country VALUES ('DE'), ('AT'), ('CH');
CREATE TABLE app.account (no text NOT NULL CHECK (no ~ '^(DE|AT|CH|FR)\d{18}$'),
  country char(2) GENERATED ALWAYS AS (left(no, 2)) STORED REFERENCES app.country);
SELECT lives_ok('SELECT * FROM datagen.fill(''app.account'', 90, seed => 1)', 'a generated reference of limited length');
SELECT is((SELECT count(DISTINCT country) FROM app.account), 3::bigint, 'to all that there are');
CREATE TABLE app.person (first varchar(20) NOT NULL, last varchar(20) NOT NULL,
  name varchar(30) GENERATED ALWAYS AS (first || ' ' || last) STORED UNIQUE CHECK (length(name) BETWEEN 8 AND 12));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.person'', 200, seed => 1)', 'a length of a generated varchar narrows what it is made of');
CREATE TABLE app.short (code text NOT NULL CHECK (code ~ '^[A-Z]{6}$'), short varchar(3) NOT NULL, CHECK (short = code::varchar(3)));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.short'', 90, seed => 1)', 'the beginning of a text by a cast');
CREATE TABLE app.listed (code text NOT NULL CHECK (code::varchar(3) IN ('ABC', 'DEF')));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.listed'', 90, seed => 1)', 'which is listed');
SELECT is((SELECT count(DISTINCT left(code, 3)) FROM app.listed), 2::bigint, 'both of them');
