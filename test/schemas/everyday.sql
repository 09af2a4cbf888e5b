-- test/schemas/everyday.sql -- checks as people write them: ranges, lists, lengths, prefixes, pairs of columns
CREATE TABLE customer (
  id serial PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email LIKE '%@%'),
  age int CHECK (age >= 18 AND age < 120),
  rating numeric(3,1) CHECK (rating BETWEEN 0 AND 10),
  level text NOT NULL CHECK (level IN ('bronze', 'silver', 'gold')),
  code char(6) NOT NULL CHECK (code ~ '^[A-Z]{2}[0-9]{4}$'),
  name varchar(30) NOT NULL CHECK (length(name) >= 2),
  nick text CHECK (nick <> ''),
  phone text CHECK (phone LIKE '+49%'),
  colour text CHECK (colour = ANY (ARRAY['red', 'green', 'blue'])),
  joined date NOT NULL CHECK (joined >= '2010-01-01'),
  score int CHECK (score <> 0),
  odd smallint CHECK (odd % 2 = 1)
);
CREATE TABLE booking (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  starts timestamp NOT NULL,
  ends timestamp NOT NULL,
  adults int NOT NULL CHECK (adults > 0),
  children int NOT NULL DEFAULT 0 CHECK (children >= 0),
  price numeric(10,2) NOT NULL CHECK (price > 0),
  paid numeric(10,2) NOT NULL CHECK (paid >= 0),
  cancelled boolean NOT NULL DEFAULT false,
  cancelled_at timestamp,
  mail text, phone text, fax text,
  CHECK (starts < ends),
  CHECK (paid <= price),
  CHECK (cancelled OR cancelled_at IS NULL),
  CHECK (NOT cancelled OR cancelled_at IS NOT NULL),
  CHECK (num_nonnulls(mail, phone, fax) >= 1)
);
CREATE TABLE payment (
  id int PRIMARY KEY,
  kind text NOT NULL,
  card char(4),
  iban text,
  CHECK (kind IN ('card', 'transfer', 'cash')),
  CHECK (CASE kind WHEN 'card' THEN card IS NOT NULL ELSE card IS NULL END),
  CHECK ((kind = 'transfer') = (iban IS NOT NULL))
);
