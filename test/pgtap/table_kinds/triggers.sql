-- test/pgtap/table_kinds/triggers.sql -- triggers fire as for any insert, and what they drop or change is told
SELECT plan(13);
CREATE SCHEMA app;
-- BEFORE: some rows are dropped, others changed.
CREATE TABLE app.sieve (id int PRIMARY KEY, x int NOT NULL);
CREATE FUNCTION app.drop_odd() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.id % 2 = 1 THEN RETURN NULL; END IF; NEW.x := -1; RETURN NEW; END$$;
CREATE TRIGGER t BEFORE INSERT ON app.sieve FOR EACH ROW EXECUTE FUNCTION app.drop_odd();
CREATE TABLE report AS SELECT * FROM datagen.fill('app.sieve', 40, seed => 1);
SELECT is((SELECT inserted FROM report), (SELECT count(*) FROM app.sieve), 'inserted is what the table has');
SELECT cmp_ok((SELECT inserted FROM report), '<=', 40::bigint, 'not more than asked for');
SELECT cmp_ok((SELECT inserted FROM report), '>=', 20::bigint, 'dropped rows are made up for');
SELECT is((SELECT count(*) FROM app.sieve WHERE x = -1), (SELECT count(*) FROM app.sieve), 'the trigger''s changes stay');
CREATE TABLE app.gone (id int PRIMARY KEY);
CREATE FUNCTION app.drop_all() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE TRIGGER t BEFORE INSERT ON app.gone FOR EACH ROW EXECUTE FUNCTION app.drop_all();
SELECT is((SELECT inserted FROM datagen.fill('app.gone', 10, seed => 1)), 0::bigint, 'all rows dropped');
SELECT isnt((SELECT note FROM datagen.fill('app.gone', 10, seed => 1)), NULL, 'the note tells');
-- AFTER, with transition tables: each row is seen once.
CREATE TABLE app.counted (id int PRIMARY KEY);
CREATE TABLE app.seen (id int, how text);
CREATE FUNCTION app.see_row() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO app.seen VALUES (NEW.id, 'row'); RETURN NULL; END$$;
CREATE FUNCTION app.see_all() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO app.seen SELECT id, 'statement' FROM new_rows; RETURN NULL; END$$;
CREATE TRIGGER r AFTER INSERT ON app.counted FOR EACH ROW EXECUTE FUNCTION app.see_row();
CREATE TRIGGER s AFTER INSERT ON app.counted REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.see_all();
SELECT is((SELECT inserted FROM datagen.fill('app.counted', 2500, seed => 1)), 2500::bigint, 'more rows than one batch');
SELECT is((SELECT count(DISTINCT id) FROM app.seen WHERE how = 'row'), 2500::bigint, 'row triggers saw each');
SELECT is((SELECT count(*) FROM app.seen WHERE how = 'statement'), 2500::bigint, 'statement triggers saw each once');
-- In a trigger window.
CREATE TABLE app.tree (id int PRIMARY KEY, parent int REFERENCES app.tree);
CREATE TRIGGER s AFTER INSERT ON app.tree REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.see_all();
TRUNCATE app.seen;
SELECT is((SELECT inserted FROM datagen.fill('app.tree', 2500, seed => 1)), 2500::bigint, 'a tree');
SELECT is((SELECT count(DISTINCT id) FROM app.seen), 2500::bigint, 'its statement triggers saw each row');
-- A trigger that calls fill, and one that changes a key others refer to.
CREATE TABLE app.keyed (id int PRIMARY KEY);
CREATE TABLE app.refers (id int PRIMARY KEY, k int NOT NULL REFERENCES app.keyed);
CREATE FUNCTION app.shift() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.id := NEW.id + 1000000; RETURN NEW; END$$;
CREATE TRIGGER t BEFORE INSERT ON app.keyed FOR EACH ROW EXECUTE FUNCTION app.shift();
SELECT is((SELECT sum(inserted) FROM datagen.fill('app.refers', 50, seed => 1)), 60::numeric, 'parents whose keys a trigger changes');
CREATE TABLE app.caller (id int PRIMARY KEY);
CREATE FUNCTION app.call_fill() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM datagen.fill('app.seen', 1, seed => NEW.id); RETURN NEW; END$$;
CREATE TRIGGER t BEFORE INSERT ON app.caller FOR EACH ROW EXECUTE FUNCTION app.call_fill();
SELECT is((SELECT inserted FROM datagen.fill('app.caller', 5, seed => 1)), 5::bigint, 'a trigger that calls fill');
SELECT * FROM finish();
