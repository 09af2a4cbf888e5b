-- test/pgtap/realistic/detected_values.sql -- detect() looks at values where there are some, with the caller's rights
SELECT plan(14);
CREATE TABLE told (id int PRIMARY KEY, c1 text, c2 text, c3 varchar(40), c4 text, c5 text, email text, contact text, k smallint, empty text);
CREATE FUNCTION found(which name) RETURNS text LANGUAGE sql AS
$$ SELECT class FROM datagen.detect('public') WHERE relation = 'told'::regclass AND column_name = which $$;
CREATE FUNCTION why(which name) RETURNS text LANGUAGE sql AS
$$ SELECT evidence FROM datagen.detect('public') WHERE relation = 'told'::regclass AND column_name = which $$;
SELECT isnt(found('c1'), 'internet.email', 'an empty table says nothing');
SET datagen.seed = 7;
INSERT INTO told SELECT i, datagen.email(), datagen.iban(), datagen.full_name(), datagen.city(), datagen.phone(),
  'weekly', datagen.email(), i % 2 FROM generate_series(1, 1000) i;
SELECT is(found('c1'), 'internet.email', 'e-mail addresses');
SELECT is(found('c2'), 'finance.iban', 'IBANs');
SELECT is(found('c3'), 'person.full_name', 'names that the data pack knows');
SELECT is(found('c4'), 'address.city', 'towns that the data pack knows');
SELECT is(found('contact'), 'internet.email', 'values overrule a name');
SELECT matches(why('contact'), '300 of 300 values look like internet.email, though', 'and the evidence says so');
SELECT matches((SELECT reason FROM datagen.explain('told') WHERE column_name = 'contact'), 'but 300 of 300 values look like internet.email',
  'explain mentions it');
SELECT ok((SELECT confidence < 0.4 FROM datagen.detect('public') WHERE relation = 'told'::regclass AND column_name = 'email'),
  'values refute a name');
SELECT is(found('k'), 'generic.flag', 'zeros and ones');
-- the order of the rows is nothing to it
CREATE TEMP TABLE before AS SELECT column_name, class, confidence, evidence FROM datagen.detect('public') WHERE relation = 'told'::regclass;
CREATE TEMP TABLE rows AS SELECT * FROM told;
TRUNCATE told;
INSERT INTO told SELECT * FROM rows ORDER BY id DESC;
SELECT results_eq($$SELECT column_name, class, confidence, evidence FROM datagen.detect('public') WHERE relation = 'told'::regclass ORDER BY 1$$,
  'SELECT * FROM before ORDER BY 1', 'the same however the rows lie');
-- rights
CREATE ROLE detect_reader;
GRANT SELECT (id, c2) ON told TO detect_reader;
GRANT EXECUTE ON FUNCTION found(name) TO detect_reader;
SET ROLE detect_reader;
SELECT is(found('c2'), 'finance.iban', 'a column that may be read');
SELECT isnt(found('c1'), 'internet.email', 'one that may not');
RESET ROLE;
ALTER TABLE told ENABLE ROW LEVEL SECURITY;
CREATE POLICY few ON told USING (id < 4);
SET ROLE detect_reader;
SELECT isnt(found('c2'), 'finance.iban', 'rows that row security hides are not looked at');
RESET ROLE;
REVOKE ALL ON told FROM detect_reader;
REVOKE ALL ON FUNCTION found(name) FROM detect_reader;
DROP ROLE detect_reader;
SELECT * FROM finish();
