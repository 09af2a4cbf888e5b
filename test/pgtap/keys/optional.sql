-- test/pgtap/keys/optional.sql -- unique columns that some alternatives do without leave room for those alternatives
\i test/pgtap/violations.psql
SELECT plan(23);
CREATE SCHEMA app;
CREATE TABLE app.p (id int PRIMARY KEY);
CREATE TABLE app.q (id int PRIMARY KEY);
SELECT datagen.fill('app.p', 60, seed => 1), datagen.fill('app.q', 60, seed => 1);
CREATE TABLE app.code (id int PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('x', 'y', 'z')),
                       code int UNIQUE CHECK (code BETWEEN 1 AND 50), CHECK ((kind = 'x') = (code IS NOT NULL)));
CREATE TABLE app.one (id int PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('x', 'y', 'z')), p int UNIQUE REFERENCES app.p,
                      CHECK ((kind = 'x') = (p IS NOT NULL)));
CREATE TABLE app.pair (id int PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('x', 'y', 'z')), p int REFERENCES app.p,
                       no int CHECK (no BETWEEN 1 AND 9), UNIQUE (p, no), CHECK ((kind = 'x') = (p IS NOT NULL)));
CREATE TABLE app.arc (tag text NOT NULL CHECK (tag IN ('a', 'b', 'c')), p int REFERENCES app.p, q int REFERENCES app.q,
                      CHECK (num_nonnulls(p, q) = 1), UNIQUE (tag, p), UNIQUE (tag, q));
CREATE TABLE app.thread (id int PRIMARY KEY, p int REFERENCES app.p, q int REFERENCES app.q, parent int REFERENCES app.thread,
                         UNIQUE (p, parent), CHECK ((p IS NULL) <> (q IS NULL)));
SELECT is((SELECT inserted FROM datagen.fill(r, 100, seed => 1)), 100::bigint, r::text)
FROM unnest('{app.code,app.one,app.pair,app.arc,app.thread}'::regclass[]) r;
SELECT is((SELECT inserted FROM datagen.fill(r, 100, seed => 2)), 100::bigint, r || ' is added to')
FROM unnest('{app.code,app.one,app.pair,app.arc,app.thread}'::regclass[]) r;
SELECT ok(count(*) FILTER (WHERE kind = 'x') >= 20 AND count(*) FILTER (WHERE kind = 'y') >= 20, 'codes: every kind appears') FROM app.code;
SELECT ok(count(*) FILTER (WHERE kind = 'x') >= 20 AND count(*) FILTER (WHERE kind = 'y') >= 20, 'one to one: every kind') FROM app.one;
SELECT ok(count(*) FILTER (WHERE kind = 'x') >= 20 AND count(*) FILTER (WHERE kind = 'y') >= 20, 'pairs: every kind') FROM app.pair;
SELECT ok(count(p) >= 40 AND count(q) >= 40, 'arcs: both') FROM app.arc;
SELECT ok(count(p) >= 40 AND count(q) >= 40, 'threads: both') FROM app.thread;
CREATE TABLE app.same (LIKE app.code);
INSERT INTO app.same SELECT * FROM datagen.rows(NULL::app.code, 30, 9);
SELECT datagen.fill('app.code', 30, seed => 9);
SELECT is((SELECT count(*) FROM app.same s JOIN app.code c USING (id, kind) WHERE s.code IS NOT DISTINCT FROM c.code), 30::bigint,
          'rows() foretells them');
-- Numbers without a bound, of which rows would be numbered.
CREATE TABLE app.either (a int UNIQUE, b int UNIQUE, CHECK ((a IS NULL) <> (b IS NULL)));
CREATE TABLE app.kinds (kind text NOT NULL CHECK (kind IN ('x', 'y')), a int UNIQUE, b int UNIQUE,
                        CHECK ((kind = 'x' AND a IS NOT NULL AND b IS NULL) OR (kind = 'y' AND b IS NOT NULL AND a IS NULL)));
SELECT is((SELECT inserted FROM datagen.fill(r, 100, seed => 1)), 100::bigint, r::text) FROM unnest('{app.either,app.kinds}'::regclass[]) r;
SELECT is((SELECT inserted FROM datagen.fill(r, 100, seed => 2)), 100::bigint, r || ' is added to') FROM unnest('{app.either,app.kinds}'::regclass[]) r;
SELECT ok(count(a) BETWEEN 40 AND 160 AND count(a) + count(b) = 200, 'either: both') FROM app.either;
SELECT ok(count(*) FILTER (WHERE kind = 'x') BETWEEN 40 AND 160, 'kinds: both') FROM app.kinds;
SELECT is_empty($$SELECT * FROM violations('app')$$, 'every constraint holds');
SELECT * FROM finish();
