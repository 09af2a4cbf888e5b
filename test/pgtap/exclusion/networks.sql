-- test/pgtap/exclusion/networks.sql -- networks that do not overlap, within a block and of lengths that conditions name
SELECT plan(6);
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE SCHEMA app;
CREATE TABLE app.subnet (net cidr NOT NULL CHECK (net << '10.20.0.0/16' AND masklen(net) IN (24, 26)),
  EXCLUDE USING gist (net inet_ops WITH &&));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.subnet'', 90, seed => 1)', 'within a block');
SELECT lives_ok('SELECT * FROM datagen.fill(''app.subnet'', 60, seed => 2)', 'beside those that are there');
SELECT is((SELECT count(DISTINCT masklen(net)) FROM app.subnet), 2::bigint, 'of both lengths');
CREATE TABLE app.plain (net cidr NOT NULL CHECK (net <<= '172.16.0.0/12'), EXCLUDE USING gist (net inet_ops WITH &&));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.plain'', 500, seed => 1)', 'without a condition on lengths');
CREATE TABLE app.dense (net cidr NOT NULL CHECK (net << '192.168.0.0/24' AND masklen(net) BETWEEN 28 AND 30), EXCLUDE USING gist (net inet_ops WITH &&));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.dense'', 60, seed => 1)', '60 of at most 64');
CREATE TABLE app.host (address inet NOT NULL CHECK (address << '192.168.7.0/27'), EXCLUDE USING gist (address inet_ops WITH &&));
SELECT lives_ok('SELECT * FROM datagen.fill(''app.host'', 30, seed => 1)', '30 hosts of 32');
