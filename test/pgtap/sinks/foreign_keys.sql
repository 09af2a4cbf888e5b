-- test/pgtap/sinks/foreign_keys.sql -- foreign keys of bulk loads: every match type, every refusal with its constraint, locks
CREATE EXTENSION IF NOT EXISTS pgrowlocks;
CREATE EXTENSION IF NOT EXISTS citext;
SELECT plan(21);
SET datagen.seed = '5';
SET datagen.sink = bulk;

CREATE TABLE parent (id int PRIMARY KEY, code citext UNIQUE, a int NOT NULL, b numeric(6,2) NOT NULL, UNIQUE (a, b), u uuid UNIQUE, name varchar(20) UNIQUE);
INSERT INTO parent SELECT i, 'Code' || i, i % 10, i / 4.0, md5(i::text)::uuid, 'n' || i FROM generate_series(1, 1000) i;
CREATE TABLE child (
  id bigint PRIMARY KEY,
  p bigint NOT NULL CONSTRAINT child_p REFERENCES parent,
  code citext CONSTRAINT child_code REFERENCES parent (code),
  a int, b numeric(6,2), CONSTRAINT child_ab FOREIGN KEY (a, b) REFERENCES parent (a, b) MATCH FULL,
  u uuid CONSTRAINT child_u REFERENCES parent (u) DEFERRABLE INITIALLY DEFERRED,
  name varchar(20) CONSTRAINT child_name REFERENCES parent (name) DEFERRABLE);
SELECT is((SELECT inserted FROM datagen.fill('child', 3000)), 3000::bigint, 'rows are in');
SELECT is((SELECT count(*) FROM child c JOIN parent p ON p.id = c.p), 3000::bigint, 'int8 refers to int4');
SELECT cmp_ok((SELECT count(*) FROM child c WHERE code IS NOT NULL), '>', 0::bigint, 'some have codes');
SELECT is((SELECT count(*) FROM child c WHERE code IS NOT NULL AND NOT EXISTS (SELECT FROM parent p WHERE p.code = c.code)), 0::bigint, 'citext');
SELECT is((SELECT count(*) FROM child c WHERE a IS NOT NULL AND NOT EXISTS (SELECT FROM parent p WHERE (p.a, p.b) = (c.a, c.b))), 0::bigint, 'two columns');
SELECT is((SELECT count(*) FROM child WHERE (a IS NULL) <> (b IS NULL)), 0::bigint, 'MATCH FULL');
SELECT is((SELECT count(*) FROM child c WHERE u IS NOT NULL AND NOT EXISTS (SELECT FROM parent p WHERE p.u = c.u)), 0::bigint, 'uuid');
SELECT is((SELECT count(*) FROM child c WHERE name IS NOT NULL AND NOT EXISTS (SELECT FROM parent p WHERE p.name = c.name)), 0::bigint, 'varchar');

-- The locks of the per-row triggers are there: one per parent.
BEGIN;
TRUNCATE child;
SELECT sum(inserted) AS n FROM datagen.fill('child', 3000) \gset
SELECT is((SELECT count(*) FROM pgrowlocks('parent')),
          (SELECT count(*) FROM parent p WHERE EXISTS (SELECT FROM child c WHERE c.p = p.id OR c.code = p.code OR (c.a, c.b) = (p.a, p.b)
                                                         OR c.u = p.u OR c.name = p.name)), 'each parent that is referred to is locked, no other');
SELECT is((SELECT string_agg(DISTINCT m, ',') FROM pgrowlocks('parent'), unnest(modes) m), 'For Key Share', 'for key share');
COMMIT;

-- A rule may write a key in another way.
SELECT is((SELECT inserted FROM datagen.fill('child', 1200, rules => '{"code": "''cOdE'' || (7 + 0 * p)"}')), 1200::bigint, 'equal keys may look different');
CREATE TABLE simple (id int PRIMARY KEY, p int CONSTRAINT simple_p REFERENCES parent);
CREATE FUNCTION refused(relation regclass, OUT state text, OUT name text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM datagen.fill(relation, 1200);
  SET CONSTRAINTS ALL IMMEDIATE;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS name = CONSTRAINT_NAME;
  state := SQLSTATE;
END $$;

-- Parents with row security, and which only their owner can read; partitioned ones; leaves.
CREATE ROLE keys_owner;
CREATE ROLE keys_clerk;
CREATE SCHEMA kept;
GRANT ALL ON SCHEMA kept TO keys_owner, keys_clerk;
SET ROLE keys_owner;
CREATE TABLE kept.parent (id int PRIMARY KEY);
INSERT INTO kept.parent SELECT generate_series(1, 900);
ALTER TABLE kept.parent ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept.parent FORCE ROW LEVEL SECURITY;
CREATE POLICY half ON kept.parent USING (id <= 500);
GRANT SELECT, REFERENCES ON kept.parent TO keys_clerk;
RESET ROLE;
SET ROLE keys_clerk;
CREATE TABLE kept.child (id int PRIMARY KEY, p int NOT NULL REFERENCES kept.parent);
SELECT is((SELECT inserted FROM datagen.fill('kept.child', 1500)), 1500::bigint, 'SELECT on the parents suffices');
SELECT is((SELECT max(p) <= 500 FROM kept.child), true, 'whoever cannot see a parent does not refer to it');
RESET ROLE;
CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (501);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (501) TO (1001);
INSERT INTO parted SELECT generate_series(1, 1000);
CREATE TABLE of_parted (id int PRIMARY KEY, p int NOT NULL CONSTRAINT of_parted_p REFERENCES parted);
SELECT is((SELECT inserted FROM datagen.fill('of_parted', 2000)), 2000::bigint, 'partitioned parents');
SELECT is((SELECT count(DISTINCT p.tableoid) FROM of_parted c JOIN parted p ON p.id = c.p), 2::bigint, 'in all partitions');
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT is((SELECT inserted FROM datagen.fill('of_parted', 2000)), 2000::bigint, 'also in REPEATABLE READ');
SELECT is((SELECT inserted FROM datagen.fill('simple', 2000)), 2000::bigint, 'as others');
ROLLBACK;
CREATE TABLE divided (id int, p int NOT NULL REFERENCES parent, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE divided_1 PARTITION OF divided FOR VALUES FROM (1) TO (5000);
SELECT is((SELECT inserted FROM datagen.fill('divided_1', 1500)), 1500::bigint, 'a leaf has its parent''s foreign keys');

-- A trigger of the user's that takes parents away between two batches.
CREATE TABLE fickle (id int PRIMARY KEY);
INSERT INTO fickle SELECT generate_series(1, 5);
CREATE TABLE fan (id int PRIMARY KEY, p int NOT NULL CONSTRAINT fan_p REFERENCES fickle);
CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN DELETE FROM fan; DELETE FROM fickle; RETURN NULL; END$$;
CREATE TRIGGER leave AFTER INSERT ON fan FOR EACH STATEMENT EXECUTE FUNCTION leave();
SELECT results_eq($$SELECT * FROM refused('fan')$$, $$VALUES ('23503', 'fan_p')$$, 'parents that went are missed');
-- One that does so before the batch.
DROP TRIGGER leave ON fan;
CREATE TRIGGER leave BEFORE INSERT ON fan FOR EACH STATEMENT EXECUTE FUNCTION leave();
SELECT results_eq($$SELECT * FROM refused('fan')$$, $$VALUES ('23503', 'fan_p')$$, 'also those that went just before');
SELECT is((SELECT count(*) FROM fan), 0::bigint, 'there is no orphan');
SELECT * FROM finish();
