-- test/pgtap/self_references/growth.sql -- versions, ledgers, depths and paths: rows that follow from the rows they refer to
SELECT plan(30);
CREATE SCHEMA app;

CREATE TABLE app.doc (id int, ver int CHECK (ver > 0), prev_ver int, PRIMARY KEY (id, ver),
                      FOREIGN KEY (id, prev_ver) REFERENCES app.doc (id, ver), UNIQUE (id, prev_ver),
                      CHECK (prev_ver = ver - 1), CHECK ((ver = 1) = (prev_ver IS NULL)));
SELECT is((SELECT inserted FROM datagen.fill('app.doc', 500, seed => 1)), 500::bigint, 'versions of documents');
SELECT cmp_ok((SELECT count(prev_ver) FROM app.doc), '>', 250::bigint, 'most have one before them');
SELECT cmp_ok((SELECT count(DISTINCT id) FROM app.doc), '>', 10::bigint, 'of many documents');
SELECT is((SELECT inserted FROM datagen.fill('app.doc', 500, seed => 2)), 500::bigint, 'more versions');

CREATE TABLE app.plain (LIKE app.doc);
INSERT INTO app.plain SELECT * FROM datagen.rows(NULL::app.doc, 40, 9);
SELECT datagen.fill('app.doc', 40, seed => 9);
SELECT is((SELECT count(*) FROM app.plain JOIN app.doc USING (id, ver)), 40::bigint, 'rows() foretells them');

CREATE TABLE app.ledger (
    account int, seq int, prev_seq int, amount int NOT NULL CHECK (amount BETWEEN -500 AND 500), prev_balance int,
    balance int NOT NULL CHECK (balance >= 0), PRIMARY KEY (account, seq), UNIQUE (account, seq, balance),
    FOREIGN KEY (account, prev_seq, prev_balance) REFERENCES app.ledger (account, seq, balance),
    CHECK (balance = coalesce(prev_balance, 0) + amount), CHECK (prev_seq = seq - 1),
    CHECK ((prev_seq IS NULL) = (prev_balance IS NULL)), CHECK ((seq = 1) = (prev_seq IS NULL)));
SELECT is((SELECT inserted FROM datagen.fill('app.ledger', 400, seed => 1)), 400::bigint, 'a ledger');
SELECT cmp_ok((SELECT max(seq) FROM app.ledger), '>', 2, 'balances are carried forward');
SELECT is((SELECT count(*) FROM (SELECT balance, sum(amount) OVER (PARTITION BY account ORDER BY seq) AS total,
                                        count(*) OVER (PARTITION BY account, seq - 1) AS branches
                                 FROM app.ledger WHERE NOT EXISTS
                                   (SELECT FROM app.ledger l WHERE l.account = ledger.account AND l.prev_seq = ledger.prev_seq
                                    AND l.seq <> ledger.seq)) x WHERE balance <> total), 0::bigint, 'and add up');

CREATE TABLE app.level (id int PRIMARY KEY, parent int, depth int NOT NULL CHECK (depth BETWEEN 0 AND 4), parent_depth int,
                        UNIQUE (id, depth), FOREIGN KEY (parent, parent_depth) REFERENCES app.level (id, depth) MATCH FULL,
                        CHECK (depth = coalesce(parent_depth + 1, 0)));
SELECT is((SELECT inserted FROM datagen.fill('app.level', 300, seed => 1)), 300::bigint, 'levels');
SELECT cmp_ok((SELECT max(depth) FROM app.level), '>', 1, 'are several');

CREATE TABLE app.computed (id serial PRIMARY KEY, parent int, parent_depth int,
                           depth int NOT NULL GENERATED ALWAYS AS (coalesce(parent_depth, 0) + 1) STORED, UNIQUE (id, depth),
                           FOREIGN KEY (parent, parent_depth) REFERENCES app.computed (id, depth) MATCH FULL);
SELECT is((SELECT inserted FROM datagen.fill('app.computed', 300, seed => 1)), 300::bigint, 'a generated column is referred to');
SELECT cmp_ok((SELECT max(depth) FROM app.computed), '>', 2, 'and makes a tree');

CREATE TABLE app.track (list int, pos int CHECK (pos BETWEEN 1 AND 50),
                        prev_pos int GENERATED ALWAYS AS (nullif(pos - 1, 0)) STORED, PRIMARY KEY (list, pos),
                        FOREIGN KEY (list, prev_pos) REFERENCES app.track (list, pos));
SELECT is((SELECT inserted FROM datagen.fill('app.track', 300, seed => 1)), 300::bigint, 'a generated column refers');
SELECT cmp_ok((SELECT max(pos) FROM app.track), '>', 2, 'to the position before');
SELECT is((SELECT inserted FROM datagen.fill('app.track', 100, seed => 2)), 100::bigint, 'also when appended');

CREATE TABLE app.kind (kind text PRIMARY KEY);
INSERT INTO app.kind VALUES ('odd'), ('even');
CREATE TABLE app.number (n int PRIMARY KEY, kind text GENERATED ALWAYS AS (CASE WHEN n % 2 = 0 THEN 'even' END) STORED
                         NOT NULL REFERENCES app.kind);
SELECT is((SELECT inserted FROM datagen.fill('app.number', 100, seed => 1)), 100::bigint,
          'a generated column refers to another table');

CREATE TABLE app.node (id int PRIMARY KEY, parent int, name text NOT NULL CHECK (name ~ '^[a-z]{3,8}$'), path text NOT NULL,
                       parent_path text, UNIQUE (id, path), FOREIGN KEY (parent, parent_path) REFERENCES app.node (id, path),
                       CHECK (path = coalesce(parent_path, '') || '/' || name),
                       CHECK ((parent IS NULL) = (parent_path IS NULL)));
SELECT is((SELECT inserted FROM datagen.fill('app.node', 300, seed => 1)), 300::bigint, 'materialised paths');
SELECT cmp_ok((SELECT max(length(path) - length(replace(path, '/', ''))) FROM app.node), '>', 2, 'of several steps');

CREATE TABLE app.block (height int PRIMARY KEY CHECK (height >= 0), hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{16}$'),
                        prev_hash text UNIQUE REFERENCES app.block (hash), prev_height int REFERENCES app.block,
                        CHECK (prev_height IS NOT DISTINCT FROM nullif(height, 0) - 1),
                        CHECK ((height = 0) = (prev_hash IS NULL)));
SELECT is((SELECT inserted FROM datagen.fill('app.block', 100, seed => 1)), 100::bigint, 'one chain by two references');
SELECT is((SELECT max(height) FROM app.block), 99, 'without a gap');

CREATE TABLE app.root (id int PRIMARY KEY, root int NOT NULL REFERENCES app.root, parent int, UNIQUE (root, id),
                       FOREIGN KEY (root, parent) REFERENCES app.root (root, id), CHECK ((parent IS NULL) = (id = root)));
SELECT is((SELECT inserted FROM datagen.fill('app.root', 200, seed => 1)), 200::bigint, 'trees that know their root');
SELECT cmp_ok((SELECT count(parent) FROM app.root), '>', 100::bigint, 'most rows are below it');

CREATE TABLE app.spouse (id int PRIMARY KEY, spouse int UNIQUE, UNIQUE (id, spouse), CHECK (id <> spouse),
                         FOREIGN KEY (spouse, id) REFERENCES app.spouse (id, spouse));
SELECT is((SELECT inserted FROM datagen.fill('app.spouse', 201, seed => 1)), 201::bigint, 'couples');
SELECT cmp_ok((SELECT count(spouse) FROM app.spouse), '>', 100::bigint, 'are found');

CREATE TABLE app.person (id int PRIMARY KEY);
CREATE TABLE app.friend (a int REFERENCES app.person, b int REFERENCES app.person, PRIMARY KEY (a, b), CHECK (a <> b),
                         FOREIGN KEY (b, a) REFERENCES app.friend (a, b));
SELECT datagen.fill('app.person', 30, seed => 1);
SELECT is((SELECT inserted FROM datagen.fill('app.friend', 100, seed => 1)), 100::bigint, 'friends on both sides');
SELECT is((SELECT inserted FROM datagen.fill('app.friend', 100, seed => 2)), 100::bigint, 'and more of them');

-- A NULL among its columns meets a reference with MATCH SIMPLE, whatever the others must hold.
CREATE TABLE app.transition (src text, dst text, PRIMARY KEY (src, dst));
INSERT INTO app.transition VALUES ('open', 'held'), ('held', 'open'), ('open', 'shut'), ('held', 'shut');
CREATE TABLE app.matter (id int PRIMARY KEY);
CREATE TABLE app.history (
    matter int NOT NULL REFERENCES app.matter, step int NOT NULL CHECK (step BETWEEN 1 AND 5), state text NOT NULL,
    before_step int, before_state text, PRIMARY KEY (matter, step), UNIQUE (matter, step, state),
    FOREIGN KEY (matter, before_step, before_state) REFERENCES app.history (matter, step, state),
    FOREIGN KEY (before_state, state) REFERENCES app.transition (src, dst),
    CHECK (before_step = step - 1), CHECK ((step = 1) = (before_step IS NULL)),
    CHECK ((before_step IS NULL) = (before_state IS NULL)), CHECK (step > 1 OR state = 'open'));
SELECT is((SELECT sum(inserted) FROM datagen.fill_tables('{"app.matter": 60, "app.history": 120}', seed => 1)), 180::numeric,
          'histories of states, by a table of transitions');
SELECT cmp_ok((SELECT count(before_state) FROM app.history), '>', 40::bigint, 'of several steps');
CREATE TABLE app.listed (
    matter int, step int CHECK (step BETWEEN 1 AND 5), state text NOT NULL CHECK (state IN ('open', 'held', 'shut')), before_step int,
    before_state text, PRIMARY KEY (matter, step), UNIQUE (matter, step, state),
    FOREIGN KEY (matter, before_step, before_state) REFERENCES app.listed (matter, step, state),
    CHECK (before_step = step - 1), CHECK ((step = 1) = (before_step IS NULL)),
    CHECK ((before_step IS NULL) = (before_state IS NULL)), CHECK (step > 1 OR state = 'open'),
    CHECK (before_state IS NULL OR (before_state, state) IN (('open', 'held'), ('held', 'open'), ('open', 'shut'))));
SELECT is((SELECT inserted FROM datagen.fill('app.listed', 120, seed => 1)), 120::bigint, 'or by a list of pairs');
SELECT cmp_ok((SELECT count(before_state) FROM app.listed), '>', 40::bigint, 'of several steps');
SELECT * FROM finish();
