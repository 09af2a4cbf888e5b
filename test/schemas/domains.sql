-- test/schemas/domains.sql -- domains, composite types, arrays, ranges, generated columns
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN percent AS numeric(5,2) NOT NULL DEFAULT 0 CHECK (VALUE >= 0 AND VALUE <= 100);
CREATE DOMAIN plate AS text CHECK (VALUE ~ '^[A-Z]{1,3}-[0-9]{1,4}$');
CREATE DOMAIN small AS positive CHECK (VALUE < 100);
CREATE TYPE money_of AS (amount numeric(10,2), currency char(3));
CREATE TABLE car (
  plate plate PRIMARY KEY,
  doors small NOT NULL,
  fuel percent,
  price money_of,
  owners text[] CHECK (cardinality(owners) <= 5),
  counts positive[],
  valid daterange NOT NULL CHECK (NOT isempty(valid)),
  year int NOT NULL CHECK (year BETWEEN 1990 AND 2025),
  age int GENERATED ALWAYS AS (2026 - year) STORED CHECK (age < 40),
  label text GENERATED ALWAYS AS ('car ' || plate) STORED UNIQUE
);
