-- test/pgtap/triggers/refusals.sql -- rows that triggers refuse are made again, and what triggers look up is there
SELECT plan(13);
CREATE SCHEMA app;
CREATE TABLE app.account (id serial PRIMARY KEY, status text NOT NULL CHECK (status IN ('open', 'closed', 'held')));
CREATE TABLE app.booking (id serial PRIMARY KEY, account int NOT NULL REFERENCES app.account);
CREATE FUNCTION app.wants_open() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF (SELECT status FROM app.account WHERE id = new.account) <> 'open' THEN RAISE 'not open' USING ERRCODE = 'P0123'; END IF; RETURN new; END$$;
CREATE TRIGGER t BEFORE INSERT ON app.booking FOR EACH ROW EXECUTE FUNCTION app.wants_open();
SELECT lives_ok($$SELECT datagen.fill_schema('app', 100, seed => 1)$$, 'another parent');
CREATE SCHEMA unique_parents;
CREATE TABLE unique_parents.account (id serial PRIMARY KEY);
CREATE TABLE unique_parents.card (account int PRIMARY KEY REFERENCES unique_parents.account, digit int NOT NULL CHECK (digit BETWEEN 1 AND 9));
CREATE FUNCTION unique_parents.no_seven() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF new.digit > 2 THEN RAISE 'too big'; END IF; RETURN new; END$$;
CREATE TRIGGER t BEFORE INSERT ON unique_parents.card FOR EACH ROW EXECUTE FUNCTION unique_parents.no_seven();
SELECT lives_ok($$SELECT datagen.fill_schema('unique_parents', 100, seed => 1)$$, 'keys of refused rows come free again');
CREATE SCHEMA words;
CREATE TABLE words.setting (name text PRIMARY KEY, value int);
CREATE TABLE words.class (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE words.a_first (id serial PRIMARY KEY, v int NOT NULL);
CREATE FUNCTION words.class_id(wanted text) RETURNS int LANGUAGE plpgsql AS
$$DECLARE found int; BEGIN SELECT id INTO found FROM words.class c WHERE c.name = wanted; RETURN found; END$$;
CREATE FUNCTION words.looks_up() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN -- 'commented' words do not count
  IF NOT EXISTS (SELECT FROM words.setting WHERE name = 'enabled') THEN RAISE 'not enabled'; END IF;
  IF words.class_id('Customer') IS NULL THEN RAISE 'Class Customer does not exist'; END IF;
  RETURN new; END$$;
CREATE TRIGGER t BEFORE INSERT ON words.a_first FOR EACH ROW EXECUTE FUNCTION words.looks_up();
SELECT lives_ok($$SELECT datagen.fill_schema('words', 30, seed => 1)$$, 'words that triggers compare with are there, in time');
SELECT is((SELECT count(*) FROM words.class WHERE name = 'commented'), 0::bigint, 'comments are no words');
CREATE TABLE app.node (id serial PRIMARY KEY, parent int REFERENCES app.node, kind text NOT NULL CHECK (kind IN ('leaf', 'node')));
CREATE FUNCTION app.no_leaf() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF (SELECT kind FROM app.node WHERE id = new.parent) = 'leaf' THEN RAISE 'a leaf has no children'; END IF; RETURN NULL; END$$;
CREATE TRIGGER t AFTER INSERT ON app.node FOR EACH ROW EXECUTE FUNCTION app.no_leaf();
SELECT is((SELECT inserted FROM datagen.fill('app.node', 80, seed => 1)), 80::bigint, 'a tree goes row by row when its window is refused');
SELECT is((SELECT count(*) FROM app.node c JOIN app.node p ON p.id = c.parent WHERE p.kind = 'leaf'), 0::bigint, 'and follows the trigger');
CREATE TABLE app.never (id serial PRIMARY KEY);
CREATE FUNCTION app.never() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'closed for ever' USING ERRCODE = 'ZZ123'; END$$;
CREATE TRIGGER t BEFORE INSERT ON app.never FOR EACH ROW EXECUTE FUNCTION app.never();
SELECT throws_ok($$SELECT * FROM datagen.fill('app.never', 5, seed => 1)$$, 'ZZ123', 'closed for ever', 'the trigger''s own error in the end');
SELECT is_empty('SELECT * FROM app.never', 'and nothing has changed');
-- What no other row would do better with is not tried again.
CREATE SEQUENCE app.tries;
CREATE TABLE app.fault (code text PRIMARY KEY);
CREATE TABLE app.faulty (id serial PRIMARY KEY);
CREATE FUNCTION app.faulty() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN PERFORM nextval('app.tries'); RAISE 'faulty' USING ERRCODE = (SELECT code FROM app.fault); END$$;
CREATE TRIGGER t BEFORE INSERT ON app.faulty FOR EACH ROW EXECUTE FUNCTION app.faulty();
CREATE FUNCTION app.tries_with(code text) RETURNS text LANGUAGE plpgsql AS
$$BEGIN
  DELETE FROM app.fault; INSERT INTO app.fault VALUES (code); PERFORM setval('app.tries', 1, false);
  PERFORM datagen.fill('app.faulty', 3, seed => 1);
  RETURN 'filled';
EXCEPTION WHEN OTHERS THEN RETURN sqlstate || ' after ' || (SELECT last_value FROM app.tries);
END$$;
SELECT matches(app.tries_with('42703'), '^42703 after ([2-9]|[0-9]{2,})$', 'code that is wrong may lie on a way that other rows do not go');
SELECT is(app.tries_with('54001'), '54001 after 1', 'a stack that is too deep');
SELECT matches(app.tries_with('42P01'), '^42P01 after ([2-9]|[0-9]{2,})$', 'a table may be named by the row');
SELECT is(app.tries_with('25006'), '25006 after 1', 'a transaction that only reads');
SELECT matches(app.tries_with('42501'), '^42501 after ([2-9]|[0-9]{2,})$', 'but a policy refuses rows');
SELECT * FROM finish();
