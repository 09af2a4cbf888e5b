-- test/pgtap/self_references/shapes.sql -- self references make trees, chains and forests without loops
\i test/pgtap/violations.psql
SELECT plan(16);
CREATE SCHEMA app;
-- Rows from which no root can be reached.
CREATE FUNCTION lost(relation regclass, id text, parent text) RETURNS bigint LANGUAGE plpgsql AS
$$
DECLARE
  n bigint;
BEGIN
  EXECUTE format('WITH RECURSIVE r AS (SELECT (%2$s) AS k FROM %1$s WHERE (%3$s) IS NULL OR (%3$s) = (%2$s)
                  UNION SELECT (c.%2$s) FROM %1$s c JOIN r ON (c.%3$s) = r.k)
                  SELECT (SELECT count(*) FROM %1$s) - (SELECT count(*) FROM r)', relation, id, parent) INTO n;
  RETURN n;
END
$$;
CREATE TABLE app.tree (id int PRIMARY KEY, parent int REFERENCES app.tree);
SELECT is((SELECT inserted FROM datagen.fill('app.tree', 500, seed => 1)), 500::bigint, 'a tree');
SELECT is(lost('app.tree', 'id', 'parent'), 0::bigint, 'every node hangs on a root');
SELECT cmp_ok((SELECT count(*) FROM app.tree WHERE parent IS NULL), '<', 100::bigint, 'most nodes have a parent');
SELECT is((SELECT count(*) FROM app.tree WHERE parent = id), 0::bigint, 'none is its own parent');
SELECT cmp_ok((WITH RECURSIVE d AS (SELECT id, 1 AS depth FROM app.tree WHERE parent IS NULL
                                    UNION ALL SELECT t.id, depth + 1 FROM app.tree t JOIN d ON t.parent = d.id)
               SELECT max(depth) FROM d), '>', 2, 'it is more than roots and leaves');
SELECT is((SELECT inserted FROM datagen.fill('app.tree', 100, seed => 2)), 100::bigint, 'appended to');
SELECT is(lost('app.tree', 'id', 'parent'), 0::bigint, 'it is still a forest');
CREATE TABLE app.rooted (id int PRIMARY KEY, parent int NOT NULL REFERENCES app.rooted);
SELECT is((SELECT inserted FROM datagen.fill('app.rooted', 200, seed => 1)), 200::bigint, 'NOT NULL');
SELECT cmp_ok((SELECT count(*) FROM app.rooted WHERE parent = id), '<', 40::bigint, 'only roots point to themselves');
SELECT is(lost('app.rooted', 'id', 'parent'), 0::bigint, 'every node hangs on a root');
CREATE TABLE app.list (id int PRIMARY KEY, next int UNIQUE REFERENCES app.list);
SELECT is((SELECT inserted FROM datagen.fill('app.list', 200, seed => 1)), 200::bigint, 'a linked list');
SELECT is(lost('app.list', 'id', 'next'), 0::bigint, 'chains end');
SELECT cmp_ok((SELECT count(next) FROM app.list), '>=', 100::bigint, 'at least half of its links are real');
CREATE TABLE app.in_tenant (tenant int, id int, parent int, second int, PRIMARY KEY (tenant, id),
                            FOREIGN KEY (tenant, parent) REFERENCES app.in_tenant, FOREIGN KEY (tenant, second) REFERENCES app.in_tenant);
SELECT is((SELECT inserted FROM datagen.fill('app.in_tenant', 200, seed => 1)), 200::bigint, 'trees within tenants, two references');
CREATE TABLE app.not_self (id int PRIMARY KEY, peer int NOT NULL REFERENCES app.not_self, CHECK (peer <> id));
SELECT is((SELECT inserted FROM datagen.fill('app.not_self', 50, seed => 1)), 50::bigint, 'NOT NULL and never itself');
SELECT is_empty('SELECT * FROM violations(''app'')', 'every constraint holds');
SELECT * FROM finish();
