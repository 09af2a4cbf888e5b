-- test/pgtap/checks_hold/row_by_row.sql -- conditions that are plain only once the other columns of the row are known
SELECT plan(20);
CREATE SCHEMA app;
CREATE FUNCTION filled(target regclass, n bigint) RETURNS bigint LANGUAGE sql AS
$$ SELECT sum(inserted)::bigint FROM datagen.fill(target, n, seed => 3) $$;

CREATE TABLE app.invoice (no text PRIMARY KEY, issued date NOT NULL, CHECK (no LIKE 'INV-' || to_char(issued, 'YYYY') || '-%' AND length(no) = 15));
SELECT is(filled('app.invoice', 300), 300::bigint, 'a key that tells the year of another column');
SELECT is(filled('app.invoice', 300), 300::bigint, 'appended');
SELECT cmp_ok((SELECT count(DISTINCT left(no, 8)) FROM app.invoice), '>', 2::bigint, 'of several years');
CREATE TABLE app.code (d date NOT NULL, code text NOT NULL CHECK (code ~ '^C[0-9]{4}-[0-9]{5}$'), CHECK (substr(code, 2, 4) = to_char(d, 'YYYY')));
SELECT is(filled('app.code', 200), 200::bigint, 'beside a pattern of its own');
CREATE TABLE app.parts (d date NOT NULL, code text NOT NULL CHECK (code LIKE 'INV-%'), CHECK (split_part(code, '-', 2)::int = extract(year FROM d)));
SELECT is(filled('app.parts', 200), 200::bigint, 'a part that is read as a number');
CREATE TABLE app.mirror (id uuid PRIMARY KEY, n int NOT NULL CHECK (n BETWEEN 1 AND 50), doc jsonb NOT NULL,
                         CHECK ((doc->>'id')::uuid = id AND (doc->>'n')::int = n AND doc ?& ARRAY['id', 'n']));
SELECT is(filled('app.mirror', 100), 100::bigint, 'a document that mirrors the key');
SELECT is((SELECT count(*) FROM app.mirror WHERE (doc->>'id')::uuid = id AND (doc->>'n')::int = n), 100::bigint, 'with its values');
CREATE TABLE app.host (net cidr NOT NULL CHECK (masklen(net) = 24 AND family(net) = 4), host text NOT NULL CHECK (host::inet << net));
SELECT is(filled('app.host', 100), 100::bigint, 'an address in a text');
CREATE TABLE app.made (a text NOT NULL CHECK (a ~ '^[a-z]{2,4}$'), b text NOT NULL, CHECK (b ~ ('^' || a || '[0-9]{3}$')));
SELECT is(filled('app.made', 100), 100::bigint, 'a pattern made of a column');
CREATE TABLE app.page (id int PRIMARY KEY, slug text NOT NULL CHECK (slug ~ '^[a-z]+(-[a-z]+)*$'), url text NOT NULL UNIQUE,
                       CHECK (url LIKE 'https://example.com/' || id || '/' || slug || '%'));
SELECT is(filled('app.page', 100), 100::bigint, 'a pattern made of the key and a text');
CREATE TABLE app.listed (id int PRIMARY KEY, code text NOT NULL CHECK (code IN ('A' || id, 'B' || id)));
SELECT is(filled('app.listed', 1000), 1000::bigint, 'one of some texts made of the key, for more rows than analyses are kept');
SELECT is((SELECT count(*) FROM app.listed WHERE substr(code, 2) = id::text), 1000::bigint, 'each with its own');
CREATE TABLE app.nothing (d date NOT NULL, w text CHECK (left(w, 4) = to_char(d, 'YYYY')));
SELECT is(filled('app.nothing', 100), 100::bigint, 'where NULL will do');
SELECT cmp_ok((SELECT count(w) FROM app.nothing), '>=', 34::bigint, 'a third has a value all the same');
SELECT results_eq($$SELECT step FROM datagen.explain_constraints('app.code') WHERE constraint_name = 'code_check'$$,
                  ARRAY['row by row'], 'explain tells of the step');

-- The distinct values of an expression are looked for beyond plausible ones.
CREATE TABLE app.digits (phone text NOT NULL);
CREATE UNIQUE INDEX ON app.digits (regexp_replace(phone, '\D', '', 'g'));
SELECT is(filled('app.digits', 300), 300::bigint, 'digits in texts that have none as a rule');
CREATE TABLE app.big (n int NOT NULL);
CREATE UNIQUE INDEX ON app.big ((n > 5));
SELECT is(filled('app.big', 2), 2::bigint, 'both sides of a bound');
SELECT throws_ok($$SELECT filled('app.big', 1)$$, '23505', NULL, 'and no third');
-- What others have set of a row is judged whole.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE app.stay (room int NOT NULL CHECK (room IN (1, 2)), k text NOT NULL CHECK (k IN ('now', 'past')), r tsrange NOT NULL CHECK (NOT isempty(r)),
                       CHECK (CASE k WHEN 'now' THEN lower(r) >= '2024-01-01' ELSE upper(r) < '2023-01-01' END),
                       EXCLUDE USING gist (room WITH =, r WITH &&));
SELECT is(filled('app.stay', 40), 40::bigint, 'stretches that alternatives decide about');
SELECT is((SELECT count(DISTINCT k) FROM app.stay), 2::bigint, 'in both of them');
SELECT * FROM finish();
