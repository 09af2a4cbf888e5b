-- test/pgtap/types/contrib.sql -- types of PostgreSQL's own extensions get values by generic means
SELECT plan(13);
SET client_min_messages = warning;
CREATE EXTENSION hstore;
CREATE EXTENSION citext;
CREATE EXTENSION ltree;
CREATE EXTENSION cube;
CREATE EXTENSION isn;
CREATE EXTENSION seg;
CREATE FUNCTION try_type(type text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
  n bigint;
BEGIN
  EXECUTE format('CREATE TABLE t (id int PRIMARY KEY, v %s NOT NULL)', type);
  SELECT inserted INTO n FROM datagen.fill('t', 50, seed => 1);
  DROP TABLE t;
  RETURN is(n, 50::bigint, type);
EXCEPTION WHEN OTHERS THEN
  RETURN fail(format('%s: %s %s', type, SQLSTATE, SQLERRM));
END
$$;
SELECT try_type(t) FROM unnest('{hstore,citext,ltree,cube,isbn,isbn13,issn,ismn,upc,ean13,seg,lquery}'::text[]) t;
CREATE TABLE u (email citext PRIMARY KEY);
SELECT is((SELECT inserted FROM datagen.fill('u', 500, seed => 1)), 500::bigint, 'citext as a key');
SELECT * FROM finish();
