-- test/fault/broken_rows.sql -- rows that break a constraint are refused by the bulk sink with the constraint's name
CREATE EXTENSION btree_gist;
SELECT plan(29);
SET datagen.seed = '5';
SET datagen.sink = bulk;
CREATE FUNCTION refused(relation regclass, "column" text, value text, OUT state text, OUT name text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM datagen._break_value(relation, "column", value);
  PERFORM datagen.fill(relation, 1200);
  SET CONSTRAINTS ALL IMMEDIATE;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS name = CONSTRAINT_NAME;
  state := SQLSTATE;
END $$;

CREATE DOMAIN small AS int CONSTRAINT small_range CHECK (VALUE BETWEEN 1 AND 300);
CREATE TABLE t (
  id int PRIMARY KEY, email text NOT NULL UNIQUE, later int NOT NULL CONSTRAINT t_later UNIQUE DEFERRABLE INITIALLY DEFERRED,
  s small, n numeric(4,2), v varchar(5), arr numeric(3,1)[], x int CONSTRAINT t_x CHECK (x < 1000), part int,
  during int4range NOT NULL);
CREATE UNIQUE INDEX t_part ON t (lower(email)) WHERE part > 0;
SELECT results_eq($$SELECT * FROM refused('t', 'id', '5')$$, $$VALUES ('23505', 't_pkey')$$, 'a primary key');
SELECT results_eq($$SELECT * FROM refused('t', 'later', (SELECT later::text FROM datagen.rows(NULL::t, 10) OFFSET 3 LIMIT 1))$$, $$VALUES ('23505', 't_later')$$, 'a deferred one');
SELECT results_eq($$SELECT * FROM refused('t', 'email', (SELECT email FROM datagen.rows(NULL::t, 10) OFFSET 3 LIMIT 1))$$, $$VALUES ('23505', 't_email_key')$$, 'a unique text');
SELECT results_eq($$SELECT * FROM refused('t', 'email', NULL)$$, $$VALUES ('23502', '')$$, 'NOT NULL');
SELECT results_eq($$SELECT * FROM refused('t', 'x', '1000')$$, $$VALUES ('23514', 't_x')$$, 'CHECK');
SELECT results_eq($$SELECT * FROM refused('t', 's', '301')$$, $$VALUES ('23514', 'small_range')$$, 'a domain');
SELECT results_eq($$SELECT * FROM refused('t', 'n', '1000.78')$$, $$VALUES ('22003', '')$$, 'numeric(4,2)');
SELECT results_eq($$SELECT * FROM refused('t', 'v', 'sixsix')$$, $$VALUES ('22001', '')$$, 'varchar(5)');
SELECT results_eq($$SELECT * FROM refused('t', 'arr', '{1.5,1234.5}')$$, $$VALUES ('22003', '')$$, 'an array of numeric(3,1)');
SELECT is((SELECT count(*) FROM t), 0::bigint, 'nothing has changed');
-- What an assignment rounds or cuts is rounded and cut.
SELECT results_eq($$SELECT * FROM refused('t', 'n', '10.789')$$, $$VALUES (NULL::text, NULL::text)$$, 'a number is rounded');
SELECT cmp_ok((SELECT count(*) FROM t WHERE n = 10.79), '>', 0::bigint, 'to two digits');
SELECT is((SELECT count(*) FROM t WHERE n::text = '10.789'), 0::bigint, 'and none is kept as it was');
TRUNCATE t;
SELECT results_eq($$SELECT * FROM refused('t', 'v', 'five    ')$$, $$VALUES (NULL::text, NULL::text)$$, 'blanks are cut');
SELECT is((SELECT count(*) FROM t WHERE v = 'five '), 1::bigint, 'to five characters');

CREATE TABLE booking (id int PRIMARY KEY, room int NOT NULL, during int4range NOT NULL, CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, id WITH =));
SELECT results_eq($$SELECT * FROM refused('booking', 'id', '5')$$, $$VALUES ('23505', 'booking_pkey')$$, 'before an exclusion constraint');
ALTER TABLE booking DROP CONSTRAINT booking_pkey, DROP CONSTRAINT no_overlap, ADD CONSTRAINT no_overlap EXCLUDE USING gist (id WITH =);
SELECT datagen._break_value('booking', 'id', '5');
SELECT results_eq($$SELECT * FROM refused('booking', 'id', (SELECT id::text FROM datagen.rows(NULL::booking, 10) OFFSET 3 LIMIT 1))$$,
                  $$VALUES ('23P01', 'no_overlap')$$, 'an exclusion constraint');

-- The same with indexes that are kept row by row, because the table has rows.
SELECT datagen._break_value(NULL, NULL, NULL);
SELECT sum(inserted) AS n FROM datagen.fill('t', 600) \gset
SELECT count(*) || '::bigint' AS held FROM t \gset
SELECT results_eq($$SELECT * FROM refused('t', 'id', '5')$$, $$VALUES ('23505', 't_pkey')$$, 'a primary key, row by row');
SELECT results_eq($$SELECT * FROM refused('t', 'later', (SELECT later::text FROM t LIMIT 1))$$, $$VALUES ('23505', 't_later')$$, 'a deferred one, row by row');
SELECT results_eq($$SELECT * FROM refused('t', 'email', (SELECT email FROM t LIMIT 1))$$, $$VALUES ('23505', 't_email_key')$$, 'a unique text, row by row');
SELECT is((SELECT count(*) FROM t), :held, 'nothing has changed');

CREATE TABLE parent (id int PRIMARY KEY, a int, b int, u uuid UNIQUE, name varchar(20) UNIQUE, UNIQUE (a, b));
INSERT INTO parent SELECT i, i % 10, i, md5(i::text)::uuid, 'n' || i FROM generate_series(1, 900) i;
CREATE TABLE child (
  id int PRIMARY KEY, p int CONSTRAINT child_p REFERENCES parent,
  a int, b int, CONSTRAINT child_ab FOREIGN KEY (a, b) REFERENCES parent (a, b) MATCH FULL,
  u uuid CONSTRAINT child_u REFERENCES parent (u) DEFERRABLE INITIALLY DEFERRED,
  name varchar(20) NOT NULL CONSTRAINT child_name REFERENCES parent (name) DEFERRABLE);
SELECT results_eq($$SELECT * FROM refused('child', 'p', '901')$$, $$VALUES ('23503', 'child_p')$$, 'an orphan');
SELECT results_eq($$SELECT * FROM refused('child', 'a', '11')$$, $$VALUES ('23503', 'child_ab')$$, 'by one of two columns');
SELECT results_eq($$SELECT * FROM refused('child', 'u', '00000000-0000-0000-0000-000000000000')$$, $$VALUES ('23503', 'child_u')$$, 'a deferred foreign key');
SELECT results_eq($$SELECT * FROM refused('child', 'name', 'nobody')$$, $$VALUES ('23503', 'child_name')$$, 'a deferrable one');
SELECT is((SELECT count(*) FROM child), 0::bigint, 'there is no orphan');
BEGIN;
SET CONSTRAINTS child_name DEFERRED;
SELECT lives_ok($$SELECT * FROM datagen.fill('child', 1200)$$, 'a deferred check waits');
SELECT throws_ok('SET CONSTRAINTS child_name IMMEDIATE', '23503', NULL, 'and then refuses');
ROLLBACK;
ALTER TABLE child DISABLE TRIGGER ALL;
SELECT lives_ok($$SELECT * FROM datagen.fill('child', 1200)$$, 'a check that is off does not check');
SELECT datagen._break_value(NULL, NULL, NULL);
SELECT * FROM finish();
