-- test/pgtap/checks_hold/computed.sql -- columns that constraints compute from others, durations, periods
SELECT plan(13);

CREATE TABLE calendar (m date NOT NULL, q int NOT NULL CHECK (q = extract(quarter FROM m)), y int NOT NULL CHECK (y = extract(year FROM m)),
                       label text NOT NULL CHECK (label = to_char(m, 'YYYY-MM')),
                       k int NOT NULL UNIQUE CHECK (k = to_char(m, 'YYYYMMDD')::int),
                       eom date NOT NULL CHECK (eom = (date_trunc('month', m) + interval '1 month - 1 day')::date));
SELECT is((SELECT inserted FROM datagen.fill('calendar', 200, seed => 1)), 200::bigint, 'several columns computed from one');

CREATE TABLE bucket (a int NOT NULL CHECK (a BETWEEN 1 AND 1000), b int NOT NULL CHECK (b = a % 7), c text NOT NULL CHECK (c = 'x' || a));
SELECT is((SELECT inserted FROM datagen.fill('bucket', 1000, seed => 1)), 1000::bigint, 'one by the core, one by the server');
SELECT cmp_ok((SELECT count(DISTINCT a) FROM bucket), '>', 500::bigint, 'what is free keeps its usual values');
SELECT is((SELECT count(DISTINCT b) FROM bucket), 7::bigint, 'and what is computed all of its own');

CREATE FUNCTION passes(p text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN p::numeric % 97 = 1; END $$;
CREATE TABLE card (pan text PRIMARY KEY CHECK (pan ~ '^4\d{15}$' AND passes(pan)), masked text NOT NULL CHECK (masked = '****' || right(pan, 4)));
SELECT is((SELECT inserted FROM datagen.fill('card', 50, seed => 1)), 50::bigint, 'a search leaves out what is computed from its result');

CREATE TABLE vehicle (v text PRIMARY KEY CHECK (v ~ '^[A-Z0-9]{17}$'), wmi text NOT NULL CHECK (wmi = left(v, 3) AND wmi IN ('WVW', '1HG', 'JTD')));
SELECT is((SELECT inserted FROM datagen.fill('vehicle', 100, seed => 1)), 100::bigint, 'the list of a part narrows the whole');

CREATE TABLE visit (s timestamptz NOT NULL, e timestamptz NOT NULL, mins int NOT NULL, hrs numeric(5,2) NOT NULL CHECK (hrs BETWEEN 0 AND 24),
                    CHECK (e > s), CHECK (mins = extract(epoch FROM e - s) / 60), CHECK (hrs = round(extract(epoch FROM e - s) / 3600, 2)));
SELECT is((SELECT inserted FROM datagen.fill('visit', 200, seed => 1)), 200::bigint, 'whole minutes and rounded hours between two moments');

CREATE TABLE slot (s timestamp NOT NULL, e timestamp NOT NULL, CHECK (s < e), CHECK (s::date = e::date),
                   a time NOT NULL, b time NOT NULL, CHECK (b - a IN (interval '45 min', interval '90 min')),
                   t timestamptz NOT NULL CHECK (extract(minute FROM t AT TIME ZONE 'UTC')::int % 15 = 0 AND extract(second FROM t) = 0));
SELECT is((SELECT inserted FROM datagen.fill('slot', 200, seed => 1)), 200::bigint, 'one day, listed durations, quarters of an hour');
SELECT is((SELECT count(DISTINCT b - a) FROM slot), 2::bigint, 'each of the durations');

CREATE TABLE months (m date PRIMARY KEY CHECK (m = date_trunc('month', m)::date));
SELECT is((SELECT inserted FROM datagen.fill('months', 300, seed => 1)), 300::bigint, 'more months than the usual window has');
CREATE TABLE days (d timestamptz PRIMARY KEY CHECK (d = date_trunc('day', d, 'UTC')));
SELECT is((SELECT inserted FROM datagen.fill('days', 3000, seed => 1)), 3000::bigint, 'days of UTC');

CREATE TABLE parts (d date NOT NULL, y int NOT NULL, mo int NOT NULL, dd int NOT NULL, CHECK (make_date(y, mo, dd) = d));
SELECT is((SELECT inserted FROM datagen.fill('parts', 200, seed => 1)), 200::bigint, 'the parts of a day');
CREATE TABLE sliced (a int[] NOT NULL CHECK (a[2:3] = ARRAY[7, 8]));
SELECT is((SELECT inserted FROM datagen.fill('sliced', 100, seed => 1)), 100::bigint, 'a slice of an array');
SELECT * FROM finish();
