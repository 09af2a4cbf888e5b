-- test/schemas/keys.sql -- unique keys: dense, composite, overlapping, partial, on expressions, of NULLs
CREATE TYPE size AS ENUM ('s', 'm', 'l', 'xl');
CREATE TABLE by_enum (size size, is_new boolean, number int NOT NULL CHECK (number BETWEEN 1 AND 40), PRIMARY KEY (size, is_new, number));
CREATE TABLE by_code (code text PRIMARY KEY CHECK (code ~ '^[A-Z]{2}[0-9]{2}$'));
CREATE TABLE by_date (day date PRIMARY KEY CHECK (day BETWEEN '2024-01-01' AND '2024-12-31'));
CREATE TABLE by_uuid (id uuid PRIMARY KEY, other uuid UNIQUE);
CREATE TABLE by_numeric (n numeric(4,1) PRIMARY KEY CHECK (n > 0));
CREATE TABLE overlapping (a int NOT NULL, b int NOT NULL, c int NOT NULL, UNIQUE (a, b), UNIQUE (b, c), UNIQUE (a, c),
                          CHECK (a BETWEEN 1 AND 30 AND b BETWEEN 1 AND 30 AND c BETWEEN 1 AND 30));
CREATE TABLE partial (id int PRIMARY KEY, grp int NOT NULL CHECK (grp BETWEEN 1 AND 5), is_main boolean NOT NULL);
CREATE UNIQUE INDEX ON partial (grp) WHERE is_main;
CREATE TABLE folded (id int PRIMARY KEY, email text NOT NULL, name text NOT NULL);
CREATE UNIQUE INDEX ON folded (lower(email));
CREATE TABLE nullable (id int PRIMARY KEY, a int UNIQUE CHECK (a BETWEEN 1 AND 10), b int, c int, UNIQUE NULLS NOT DISTINCT (b, c));
CREATE TABLE deferred (id int PRIMARY KEY, rank int NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED);
