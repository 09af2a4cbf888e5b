-- test/pgtap/checks_hold/search.sql -- conditions that blind draws hardly ever meet
SELECT plan(20);

DO $$
DECLARE conditions text := '';
BEGIN
  FOR i IN 1..8 LOOP FOR j IN i + 1..8 LOOP
    conditions := conditions || format(', CHECK (q%s <> q%s AND abs(q%s - q%s) <> %s)', i, j, i, j, j - i);
  END LOOP; END LOOP;
  EXECUTE 'CREATE TABLE board (id int PRIMARY KEY'
    || (SELECT string_agg(format(', q%s int NOT NULL CHECK (q%s BETWEEN 1 AND 8)', k, k), '') FROM generate_series(1, 8) k)
    || conditions || ')';
END $$;
SELECT is((SELECT inserted FROM datagen.fill('board', 500, seed => 1)), 500::bigint, 'boards of eight queens');
SELECT cmp_ok((SELECT count(DISTINCT (q1, q2, q3, q4, q5, q6, q7, q8)) FROM board), '>', 80::bigint, 'nearly all 92 of them');
SELECT is((SELECT step FROM datagen.explain_constraints('board') WHERE kind = 'check' AND step <> 'solved' LIMIT 1), 'listing',
          'explain_constraints tells the step');
SELECT ok((SELECT bool_and(acceptance BETWEEN 0 AND 1) FROM datagen.explain_constraints('board') WHERE step = 'listing'),
          'and the acceptance of blind draws');

CREATE TABLE triple (id int PRIMARY KEY, a int NOT NULL CHECK (a BETWEEN 1 AND 1000), b int NOT NULL CHECK (b BETWEEN 1 AND 1000),
                     c int NOT NULL CHECK (c BETWEEN 1 AND 1000), CHECK (a * a + b * b = c * c));
SELECT is((SELECT inserted FROM datagen.fill('triple', 200, seed => 1)), 200::bigint, 'right triangles');
SELECT cmp_ok((SELECT count(DISTINCT (a, b)) FROM triple), '>', 40::bigint, 'of many kinds');

CREATE FUNCTION luhn(digits text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE total int := 0; d int;
BEGIN
  FOR i IN 1..length(digits) LOOP
    d := substr(digits, length(digits) - i + 1, 1)::int;
    IF i % 2 = 0 THEN d := d * 2; IF d > 9 THEN d := d - 9; END IF; END IF;
    total := total + d;
  END LOOP;
  RETURN total % 10 = 0;
END $$;
CREATE TABLE card (id int PRIMARY KEY, number text NOT NULL CHECK (number ~ '^4[0-9]{15}$' AND luhn(number)),
                   code text NOT NULL CHECK (code ~ '^[0-9]{12}$' AND code::numeric % 97 = 1 AND luhn(code)));
SELECT is((SELECT inserted FROM datagen.fill('card', 100, seed => 1)), 100::bigint, 'two check digits in one text');

CREATE FUNCTION is_allowed(code text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN RETURN code IN ('alpha', 'Beta two', 'it''s'); END $$;
CREATE TABLE allowed (id int PRIMARY KEY, code text NOT NULL CHECK (is_allowed(code)));
SELECT is((SELECT inserted FROM datagen.fill('allowed', 100, seed => 1)), 100::bigint, 'literals of a function body');
SELECT set_eq('SELECT DISTINCT code FROM allowed', ARRAY['alpha', 'Beta two', 'it''s'], 'each of them');

CREATE TABLE known (code text PRIMARY KEY);
INSERT INTO known SELECT md5(g::text) FROM generate_series(1, 20) g;
CREATE FUNCTION is_known(c text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN RETURN EXISTS (SELECT FROM known WHERE known.code = c); END $$;
CREATE FUNCTION wrapped(c text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT coalesce(is_known(c), false)';
CREATE TABLE uses_known (id int PRIMARY KEY, code text NOT NULL CHECK (wrapped(code)));
SELECT is((SELECT inserted FROM datagen.fill('uses_known', 100, seed => 1)), 100::bigint, 'values of a table that a function reads');

CREATE TABLE throwing (id int PRIMARY KEY, a int NOT NULL CHECK (a BETWEEN 0 AND 50), b int NOT NULL CHECK (b BETWEEN 0 AND 50),
                       CHECK (100 / (a - b) = 25), t text NOT NULL CHECK (t::int BETWEEN 100 AND 110));
SELECT is((SELECT inserted FROM datagen.fill('throwing', 100, seed => 1)), 100::bigint, 'expressions that raise errors');

CREATE TABLE derived (id int PRIMARY KEY, body text NOT NULL, hash text NOT NULL CHECK (hash = md5(body)),
                      net numeric(10,2) NOT NULL CHECK (net > 0), tax numeric(10,2) NOT NULL CHECK (tax = round(net * 0.19, 2)),
                      gross numeric(10,2) NOT NULL CHECK (gross = net + tax));
SELECT is((SELECT inserted FROM datagen.fill('derived', 100, seed => 1)), 100::bigint, 'columns that only the server can compute');

CREATE TABLE pattern (a text NOT NULL CHECK (a ~ '^(\d{3})-\1$'), b text NOT NULL UNIQUE CHECK (b ~ '^([a-z]{2})([0-9]{2}):\2\1$'),
                      c text NOT NULL CHECK (c ~ '^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[!#$%]).{8,12}$'));
SELECT is((SELECT inserted FROM datagen.fill('pattern', 500, seed => 1)), 500::bigint, 'back references and look-ahead');
SELECT cmp_ok((SELECT count(DISTINCT a) FROM pattern), '>', 200::bigint, 'with different captures');

CREATE TABLE tied (id int PRIMARY KEY, b int NOT NULL CHECK (b BETWEEN 1 AND 10000), CHECK ((id * 7919 + b) % 1009 = 0));
SELECT is((SELECT inserted FROM datagen.fill('tied', 500, seed => 1)), 500::bigint, 'a key in the condition');

CREATE TABLE solved_pairs (a int NOT NULL CHECK (a BETWEEN 0 AND 999), b int NOT NULL CHECK (b BETWEEN 0 AND 999),
                           UNIQUE (a, b), CHECK ((a * a + b * b) % 1000 = 25));
SELECT is((SELECT inserted FROM datagen.fill('solved_pairs', 300, seed => 1)), 300::bigint, 'unique solutions');

CREATE TABLE optional (id int PRIMARY KEY, a int CHECK (a BETWEEN 1 AND 500), b int CHECK (b BETWEEN 1 AND 500), c int,
                       CHECK (a * b = c), CHECK (num_nulls(a, b, c) IN (0, 3)));
SELECT is((SELECT inserted FROM datagen.fill('optional', 200, seed => 1)), 200::bigint, 'all or none');

CREATE TABLE impossible (id int PRIMARY KEY, a int NOT NULL CHECK (a BETWEEN 1 AND 2), b int NOT NULL CHECK (b BETWEEN 1 AND 2),
                         c int NOT NULL CHECK (c BETWEEN 1 AND 2), CHECK (a <> b), CHECK (b <> c), CHECK (a <> c));
SELECT throws_ok($$SELECT datagen.fill('impossible', 1)$$, '23514', NULL, 'no solution is an error');

SELECT is((SELECT count(*) FROM datagen.rows(NULL::triple, 30, seed => 9)), 30::bigint, 'rows() seeks as well');
SELECT results_eq($$SELECT (r).a, (r).b FROM datagen.rows(NULL::triple, 30, seed => 9) r$$,
                  $$SELECT (r).a, (r).b FROM datagen.rows(NULL::triple, 30, seed => 9) r$$, 'and gives the same rows again');
SELECT * FROM finish();
