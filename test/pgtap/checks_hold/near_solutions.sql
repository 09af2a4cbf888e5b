-- test/pgtap/checks_hold/near_solutions.sql -- conditions that only the server can judge are met by many different values
SELECT plan(26);
CREATE SCHEMA app;
CREATE FUNCTION filled(target regclass, n bigint) RETURNS bigint LANGUAGE sql AS
$$ SELECT sum(inserted)::bigint FROM datagen.fill(target, n, seed => 5) $$;

-- Lists
CREATE FUNCTION app.total(a int[]) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(sum(x), 0) FROM unnest(a) x $$;
CREATE TABLE app.share (parts int[] NOT NULL CHECK (cardinality(parts) = 3 AND app.total(parts) = 100 AND 0 <= ALL (parts)));
SELECT is(filled('app.share', 60), 60::bigint, 'a function of all elements');
SELECT cmp_ok((SELECT count(DISTINCT parts) FROM app.share), '>=', 20::bigint, 'by many lists');
CREATE TABLE app.board (cells int[][] NOT NULL CHECK (array_dims(cells) = '[1:3][1:2]'));
SELECT is(filled('app.board', 40), 40::bigint, 'dimensions as a text');

-- Figures and addresses
CREATE TABLE app.place (at point NOT NULL CHECK (at <@ box '((0,0),(10,10))'), mac macaddr NOT NULL CHECK (trunc(mac) = '00:16:3e:00:00:00'));
SELECT is(filled('app.place', 100), 100::bigint, 'points within a box, cards of a vendor');
SELECT cmp_ok((SELECT count(DISTINCT at::text) FROM app.place), '>', 20::bigint, 'at many places');
SELECT cmp_ok((SELECT count(DISTINCT mac) FROM app.place), '>', 50::bigint, 'with many numbers');

-- Texts that are read as other types
CREATE TABLE app.typed (moment text NOT NULL CHECK (moment::timestamptz > '2020-01-01'), card text NOT NULL CHECK (card::macaddr IS NOT NULL),
                        flag text NOT NULL CHECK (flag::boolean), span text NOT NULL CHECK (span::interval > '1 day'),
                        at text NOT NULL CHECK (at::point <@ box '((0,0),(5,5))'), items text NOT NULL CHECK (items::int[] @> '{3}'));
SELECT is(filled('app.typed', 60), 60::bigint, 'moments, cards, flags, spans, points and lists in texts');
SELECT cmp_ok((SELECT count(DISTINCT moment::timestamptz) FROM app.typed), '>', 15::bigint, 'with different moments');
SELECT is((SELECT count(*) FROM app.typed WHERE moment::timestamptz > '2030-01-01'), 0::bigint, 'that are plausible');
CREATE TABLE app.nothing (v text CHECK (v::int4range @> 5));
SELECT is(filled('app.nothing', 60), 60::bigint, 'also where NULL would do');
SELECT cmp_ok((SELECT count(v) FROM app.nothing), '>=', 20::bigint, 'a third has values');
CREATE TABLE app.page (body xml CHECK (xpath_exists('/root', body)));
SELECT is(filled('app.page', 60), 60::bigint, 'documents with an element');
SELECT cmp_ok((SELECT count(body) FROM app.page), '>=', 20::bigint, 'which a third have');

-- Columns that read themselves
CREATE TABLE app.purchase (placed date NOT NULL, ref text NOT NULL,
                           CHECK (ref = 'ORD-' || to_char(placed, 'YYYY') || '-' || right(ref, 4)));
SELECT is(filled('app.purchase', 80), 80::bigint, 'a number of which the end is free');
SELECT cmp_ok((SELECT count(DISTINCT ref) FROM app.purchase), '>', 50::bigint, 'ends in many ways');
CREATE FUNCTION app.digit(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN (length(t) * 7 + ascii(t)) % 10; END $$;
CREATE TABLE app.checked (code text NOT NULL CHECK (code = left(code, 6) || app.digit(left(code, 6)) AND length(code) = 7));
SELECT is(filled('app.checked', 80), 80::bigint, 'a check digit that a function tells');
SELECT cmp_ok((SELECT count(DISTINCT code) FROM app.checked), '>', 40::bigint, 'behind many numbers');

-- What lies on no grid, or between close constants
CREATE TABLE app.edge (a timestamptz NOT NULL CHECK (a = 'infinity'), e numeric NOT NULL CHECK (e = 'NaN'), f float8 NOT NULL CHECK (f = 'Infinity'));
SELECT is(filled('app.edge', 20), 20::bigint, 'infinity and NaN');
CREATE TABLE app.narrow (k numeric NOT NULL CHECK (k >= 0.5 AND k < 0.50001));
SELECT is(filled('app.narrow', 100), 100::bigint, 'between close constants');
SELECT cmp_ok((SELECT count(DISTINCT k) FROM app.narrow), '>', 20::bigint, 'there are many numbers');
CREATE TABLE app.term (k interval year PRIMARY KEY CHECK (k BETWEEN interval '0' AND interval '40 years'));
SELECT is(filled('app.term', 41), 41::bigint, 'each number of years');
CREATE TABLE app.long (d interval NOT NULL CHECK (d > interval '10000 years'));
SELECT throws_like($$SELECT datagen.fill('app.long', 1)$$, '%no row%was found%', 'what is not found is not said to be impossible');

-- Keys of a document
CREATE TABLE app.article (doc jsonb NOT NULL CHECK (doc ? 'sku'));
CREATE UNIQUE INDEX ON app.article ((doc->>'sku'));
SELECT is(filled('app.article', 5000), 5000::bigint, 'more members than there are words');
CREATE TABLE app.numbered (doc jsonb NOT NULL CHECK (doc ? 'id' AND (doc->>'id')::int > 0));
CREATE UNIQUE INDEX ON app.numbered (((doc->>'id')::int));
SELECT is(filled('app.numbered', 2000), 2000::bigint, 'and numbers');
CREATE TABLE app.figure (at point NOT NULL CHECK (at <@ box '((0,0),(3,3))'));
CREATE UNIQUE INDEX ON app.figure ((at::text));
SELECT is(filled('app.figure', 100), 100::bigint, 'unique places');
SELECT is((SELECT count(*) FROM app.figure WHERE at <@ box '((0,0),(3,3))'), 100::bigint, 'where they belong');

SELECT * FROM finish();
