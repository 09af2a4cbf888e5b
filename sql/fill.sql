-- What a seed yields: golden rows, and the columns of the report.
\set VERBOSITY terse
SET client_min_messages = warning;
SET intervalstyle = postgres;
SET timezone = 'UTC';
SET datestyle = ISO;
SET extra_float_digits = 1;
CREATE SCHEMA fill_test;
SET search_path = fill_test;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN percent AS numeric(5,2) CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE author (
  author_id  int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       varchar(12) NOT NULL,
  born       date
);
CREATE TABLE book (
  book_id    serial PRIMARY KEY,
  author_id  int NOT NULL REFERENCES author,
  isbn       char(8) NOT NULL UNIQUE,
  pages      smallint CHECK (pages BETWEEN 10 AND 2000),
  price      numeric(7,2) NOT NULL,
  discount   percent,
  net        numeric(9,2) GENERATED ALWAYS AS (price * (100 - coalesce(discount, 0)) / 100) STORED,
  mood       mood,
  in_print   boolean NOT NULL,
  published  timestamptz NOT NULL,
  tags       text[]
);
CREATE TABLE everyday (
  a_uuid     uuid PRIMARY KEY,
  a_bigint   bigint NOT NULL,
  a_real     real NOT NULL,
  a_double   float8 NOT NULL,
  a_text     text NOT NULL,
  a_time     time(0) NOT NULL,
  a_stamp    timestamp(0) NOT NULL,
  a_interval interval NOT NULL,
  a_bytea    bytea NOT NULL,
  a_jsonb    jsonb NOT NULL,
  a_inet     inet NOT NULL,
  a_range    int4range NOT NULL,
  a_bit      bit(5) NOT NULL
);

-- The report. An empty required parent is filled first.
SELECT relation, requested, inserted, linked, seed, run IS NOT NULL AS run, elapsed >= '0' AS elapsed, note
FROM datagen.fill('book', 8, seed => 42);
SELECT * FROM author ORDER BY author_id;
SELECT * FROM book ORDER BY book_id;
-- Appending goes on where the table ends, and a sequence is past what was inserted.
SELECT relation, requested, inserted, linked, seed, note FROM datagen.fill('book', 2, seed => 42);
SELECT book_id, author_id, isbn, price FROM book WHERE book_id > 8 ORDER BY book_id;
SELECT last_value FROM book_book_id_seq;
-- No rows: nothing happens.
SELECT relation, requested, inserted, linked, seed, note FROM datagen.fill('book', 0, seed => 42);
SELECT count(*) FROM book;

SELECT relation, inserted FROM datagen.fill('everyday', 4, seed => 42);
\x on
SELECT * FROM everyday ORDER BY a_uuid;
\x off

-- A whole schema: parents first, counts by number and by parent, what does not fit is capped and noted.
TRUNCATE author, book, everyday RESTART IDENTITY;
CREATE TABLE cover (book_id int PRIMARY KEY REFERENCES book, colour text NOT NULL CHECK (colour IN ('red', 'green')));
CREATE TABLE flag (is_set boolean PRIMARY KEY);
SELECT relation, requested, inserted, linked, seed, note
FROM datagen.fill_schema('fill_test', 6, counts => '{"author": 3, "book": {"per": "author", "mean": 2}}', seed => 7);
SELECT b.book_id, author_id, colour FROM book b LEFT JOIN cover c ON c.book_id = b.book_id ORDER BY b.book_id;
-- Only some tables, all but some.
SELECT relation, inserted FROM datagen.fill_schema('fill_test', 2, seed => 7, tables => '{author,everyday}');
SELECT relation, inserted FROM datagen.fill_schema('fill_test', 2, seed => 7, except_tables => '{cover,flag,everyday}');
-- Named tables.
SELECT relation, inserted FROM datagen.fill_tables('{"fill_test.author": 2, "fill_test.book": {"per": "fill_test.author", "min": 1, "max": 3}}', seed => 7);
-- on_error => 'skip' leaves out what cannot be filled and what needs it.
CREATE TABLE broken (id int PRIMARY KEY, x int NOT NULL CHECK (x > 0 AND x < 0));
CREATE TABLE needs_broken (id int PRIMARY KEY, broken_id int NOT NULL REFERENCES broken);
SELECT relation, requested, inserted, note
FROM datagen.fill_schema('fill_test', 2, seed => 7, on_error => 'skip', tables => '{author,broken,needs_broken}');

-- The seed: the argument, else the setting, else a fresh one, always told.
SET datagen.seed = '99';
SELECT seed FROM datagen.fill('author', 1);
SELECT seed FROM datagen.fill('author', 1, seed => -5);
SET datagen.seed = '';
SELECT seed IS NOT NULL AS fresh FROM datagen.fill('author', 1);
-- Other settings.
SET datagen.null_share = 1;
SELECT inserted FROM datagen.fill('author', 5, seed => 1);
SELECT count(*) AS nulls FROM (SELECT born FROM author ORDER BY author_id DESC LIMIT 5) a WHERE born IS NULL;
SET datagen.null_share = 0;
SET datagen.as_of = '2001-01-01';
SELECT min(published) >= '1996-01-01' AND max(published) <= '2001-01-01' AS within_five_years
FROM datagen.rows(NULL::book, 1000, seed => 1);
RESET datagen.null_share;
RESET datagen.as_of;
SELECT rows_n.* FROM (SELECT count(*) AS runs, bool_and(role = CURRENT_USER) AS mine FROM datagen.run
                      WHERE relation_name LIKE 'fill_test.%') rows_n;
DROP SCHEMA fill_test CASCADE;
