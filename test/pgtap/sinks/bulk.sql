-- test/pgtap/sinks/bulk.sql -- what an INSERT checks and fires, the bulk sink checks and fires; what it cannot, INSERT does
SELECT plan(30);
SET datagen.seed = '5';
SET datagen.sink = bulk;
CREATE FUNCTION strategy(relation regclass) RETURNS text LANGUAGE sql AS
$$SELECT replace(strategy, ', indexes rebuilt', '') FROM datagen.plan($1, 2000) p WHERE p.relation = $1$$;

-- Who takes which way.
CREATE TABLE plain (id int PRIMARY KEY, x int);
SELECT is(strategy('plain'), 'bulk insert', 'a plain table is taken in bulk');
SET datagen.sink = auto;
SELECT is((SELECT strategy FROM datagen.plan('plain', 499)), 'insert', 'auto: few rows are not worth it');
SELECT is((SELECT strategy FROM datagen.plan('plain', 500)), 'bulk insert', 'auto: many rows are');
SET datagen.sink = sql;
SELECT is(strategy('plain'), 'insert', 'sql: never');
SET datagen.sink = bulk;
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TABLE before_row (id int PRIMARY KEY);
CREATE TRIGGER keep BEFORE INSERT ON before_row FOR EACH ROW EXECUTE FUNCTION keep();
SELECT is(strategy('before_row'), 'insert, dropped rows topped up, not in bulk because it has BEFORE ROW triggers', 'BEFORE ROW triggers');
CREATE TABLE ruled (id int PRIMARY KEY);
CREATE RULE also AS ON INSERT TO ruled DO ALSO NOTIFY ruled;
SELECT is(strategy('ruled'), 'insert, dropped rows topped up, not in bulk because it has rules', 'rules');
CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE leaf PARTITION OF parted FOR VALUES FROM (10) TO (10000);
SELECT is(strategy('parted'), 'insert, not in bulk because it is partitioned', 'partitioned tables');
SELECT is(strategy('leaf'), 'bulk insert', 'but a leaf is a table');
CREATE VIEW seen AS SELECT * FROM plain;
SELECT is(strategy('seen'), 'insert, not in bulk because it is a view', 'views');
CREATE TABLE secured (id int PRIMARY KEY, owner name NOT NULL DEFAULT current_user);
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON secured USING (owner = current_user);
SELECT is(strategy('secured'), 'bulk insert', 'row security does not concern the owner');
CREATE ROLE sinks_clerk;
GRANT ALL ON secured TO sinks_clerk;
SET ROLE sinks_clerk;
SELECT is(strategy('secured'), 'insert, not in bulk because row security applies', 'row security');
RESET ROLE;
CREATE TABLE ticket (id int PRIMARY KEY, stamp timestamptz NOT NULL DEFAULT clock_timestamp());
GRANT INSERT (id), SELECT ON ticket TO sinks_clerk;
SET ROLE sinks_clerk;
SELECT is(strategy('ticket'), 'insert, not in bulk because a column may only take its default, which is volatile', 'volatile defaults');
RESET ROLE;

-- Columns without privilege take their defaults.
CREATE DOMAIN given AS int NOT NULL;
CREATE TABLE granted (id int PRIMARY KEY, word text, stage text NOT NULL DEFAULT 'new');
GRANT INSERT (id, word), SELECT ON granted TO sinks_clerk;
CREATE TABLE lacking (id int PRIMARY KEY, number given);
GRANT INSERT (id), SELECT ON lacking TO sinks_clerk;
SET ROLE sinks_clerk;
SELECT is(strategy('granted'), 'bulk insert', 'a constant default is no obstacle');
SELECT is((SELECT inserted FROM datagen.fill('granted', 1500)), 1500::bigint, 'INSERT on some columns suffices');
SELECT throws_ok($$SELECT * FROM datagen.fill('lacking', 600)$$, '42501', NULL, 'a column that must be given needs the privilege');
RESET ROLE;
SELECT is((SELECT count(*) FROM granted WHERE stage = 'new'), 1500::bigint, 'the others have their defaults');

-- Triggers.
CREATE TABLE watched (id int PRIMARY KEY, x int NOT NULL CHECK (x BETWEEN 1 AND 9), twice int GENERATED ALWAYS AS (x * 2) STORED);
CREATE TABLE heard (what text, rows bigint, total bigint);
CREATE FUNCTION hear() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_level = 'ROW' THEN
    INSERT INTO heard VALUES ('row', 1, new.twice);
  ELSIF tg_when = 'BEFORE' THEN
    INSERT INTO heard VALUES ('before', 0, 0);
  ELSE
    INSERT INTO heard SELECT 'after', count(*), sum(twice) FROM fresh;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER a BEFORE INSERT ON watched FOR EACH STATEMENT EXECUTE FUNCTION hear();
CREATE TRIGGER b AFTER INSERT ON watched FOR EACH ROW EXECUTE FUNCTION hear();
CREATE TRIGGER c AFTER INSERT ON watched REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION hear();
SELECT is(strategy('watched'), 'bulk insert', 'AFTER and statement triggers are no obstacle');
SELECT is((SELECT inserted FROM datagen.fill('watched', 2500)), 2500::bigint, 'rows are in');
SELECT set_eq('SELECT what, count(*), sum(rows) AS rows, sum(total) AS total FROM heard GROUP BY 1',
              $$SELECT 'before' AS what, 3 AS count, 0 AS rows, 0 AS total UNION ALL
                SELECT 'row', 2500, 2500, (SELECT sum(2 * x) FROM watched) UNION ALL
                SELECT 'after', 3, 2500, (SELECT sum(2 * x) FROM watched)$$,
              'each trigger has fired for each row or statement');

-- Foreign keys, deferrable keys, bounds of a leaf, long values, domains and modifiers.
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int PRIMARY KEY, parent int NOT NULL REFERENCES parent);
SELECT is((SELECT sum(inserted) FROM datagen.fill('child', 3000)), 3300::numeric, 'children and parents');
SELECT is((SELECT count(*) FROM child JOIN parent p ON p.id = parent), 3000::bigint, 'every child has a parent');
CREATE TABLE ranked (id int PRIMARY KEY, rank int NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED);
SELECT is((SELECT inserted FROM datagen.fill('ranked', 2000)), 2000::bigint, 'a deferrable key');
SELECT is((SELECT inserted FROM datagen.fill('leaf', 2000)), 2000::bigint, 'a leaf');
SELECT is((SELECT count(*) FROM parted WHERE id BETWEEN 10 AND 9999), 2000::bigint, 'within its bounds');
CREATE TABLE long (id int PRIMARY KEY, body text NOT NULL CHECK (length(body) BETWEEN 9000 AND 9100));
ALTER TABLE long ALTER body SET STORAGE EXTERNAL;
SELECT is((SELECT inserted FROM datagen.fill('long', 50)), 50::bigint, 'long values');
SELECT is((SELECT count(*) FROM long WHERE length(body) >= 9000), 50::bigint, 'are toasted and read back');
CREATE DOMAIN share AS numeric(4,3) CHECK (VALUE BETWEEN 0 AND 1);
CREATE TABLE typed (id int PRIMARY KEY, s share, v varchar(4), c char(7), n numeric(5,1), t timestamp(1), i interval second(1), m numeric(3,1)[],
                    b bit(5), vb varbit(6));
SELECT is((SELECT inserted FROM datagen.fill('typed', 2000)), 2000::bigint, 'modifiers');
SELECT is((SELECT count(*) FROM typed WHERE s IS DISTINCT FROM s::text::share OR v IS DISTINCT FROM v::text::varchar(4)
             OR c::text IS DISTINCT FROM c::text::char(7)::text OR n::text IS DISTINCT FROM n::text::numeric(5,1)::text
             OR t IS DISTINCT FROM t::text::timestamp(1) OR i IS DISTINCT FROM i::text::interval second(1)
             OR m::text IS DISTINCT FROM m::text::numeric(3,1)[]::text OR length(b) <> 5 OR length(vb) > 6
             OR octet_length(c) <> 7), 0::bigint, 'every value has the shape of its type');

-- Undo and rollback.
SELECT run AS run FROM datagen.fill('plain', 1000) \gset
SELECT is(datagen.undo(:run), 1000::bigint, 'undo finds the rows');
BEGIN;
SAVEPOINT here;
SELECT sum(inserted) AS n FROM datagen.fill('plain', 1000) \gset
ROLLBACK TO here;
SELECT is((SELECT count(*) FROM plain), 0::bigint, 'a savepoint takes them back');
COMMIT;
SELECT * FROM finish();
