-- test/pgtap/realistic/no_pack.sql -- without the data pack fills say that words are invented; with it the ledger has its version
SELECT plan(9);

CREATE TABLE client (id int PRIMARY KEY, first_name text NOT NULL, city text NOT NULL, remark bytea,
                     status text CHECK (status IN ('new', 'gone')));
CREATE TABLE plain (a int, b int);
-- A place where extensions are looked for that has the library but not the pack; it goes with the cluster.
SELECT current_setting('data_directory') || '/no_pack' AS place,
       (SELECT setting FROM pg_config WHERE name = 'PKGLIBDIR') AS libraries \gset
SELECT format('mkdir -p %1$L && ln -sf %2$L %1$L', :'place' || :'libraries',
              current_setting('extension_destdir') || :'libraries' || '/datagen.so') AS link \gset
COPY (SELECT) TO PROGRAM :'link';
SET extension_destdir = :'place';

SELECT throws_ok('SELECT datagen.first_name()', '55000', NULL, 'no pack here');
SELECT is((SELECT note FROM datagen.fill('client', 5)),
          'the data pack is not installed: invented words in first_name, city', 'a fill tells');
SELECT is((SELECT note FROM datagen.fill('plain', 5)), NULL, 'not where there is nothing to tell');
SELECT is(array_agg(column_name::text ORDER BY column_name), '{city,first_name}', 'and so does explain')
  FROM datagen.explain('client') WHERE reason LIKE '%the data pack is not installed';
SELECT ok(bool_and(pack IS NULL), 'the ledger knows of no pack') FROM datagen.run;

-- A new session finds it.
CREATE EXTENSION dblink;
SELECT dblink_connect('other', format('host=%L port=%s dbname=%L', current_setting('unix_socket_directories'),
                                      current_setting('port'), current_database()));
SELECT dblink_exec('other', 'SET datagen.edge_share = 0.25');
SELECT is((SELECT note FROM dblink('other', $$SELECT note FROM datagen.fill('client', 5)$$) AS t(note text)), NULL,
          'nothing to tell with the pack');
SELECT is((SELECT pack FROM dblink('other', 'SELECT pack FROM datagen.run ORDER BY run DESC LIMIT 1') AS t(pack text)),
          (SELECT version FROM dblink('other', 'SELECT DISTINCT pack FROM datagen.locales()') AS t(version text)),
          'the ledger has the version that locales() shows');
SELECT is(settings ->> 'edge_share', '0.25', 'and the settings')
  FROM datagen.run ORDER BY run DESC LIMIT 1;
SELECT ok(bool_and(settings ?& ARRAY['as_of', 'locale', 'safe_values', 'null_share', 'edge_share']), 'all of them')
  FROM datagen.run;
SELECT * FROM finish();
