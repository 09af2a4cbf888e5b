-- test/schemas/references.sql -- references to unique keys, MATCH FULL, self references, cycles, deferrable ones
CREATE TABLE item (id int PRIMARY KEY, sku text NOT NULL UNIQUE, alias text UNIQUE);
CREATE TABLE by_sku (id int PRIMARY KEY, sku text NOT NULL REFERENCES item (sku), alias text REFERENCES item (alias));
CREATE TABLE place (country char(2), zip char(5), PRIMARY KEY (country, zip));
CREATE TABLE address (id int PRIMARY KEY, country char(2), zip char(5), FOREIGN KEY (country, zip) REFERENCES place MATCH FULL);
CREATE TABLE node (id int PRIMARY KEY, parent int REFERENCES node, root int NOT NULL REFERENCES node, next int UNIQUE REFERENCES node);
CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL);
CREATE TABLE hen (id int PRIMARY KEY, egg int NOT NULL REFERENCES egg);
ALTER TABLE egg ADD FOREIGN KEY (hen) REFERENCES hen;
CREATE TABLE one (id uuid PRIMARY KEY, two uuid);
CREATE TABLE two (id uuid PRIMARY KEY, three uuid NOT NULL);
CREATE TABLE three (id uuid PRIMARY KEY, one uuid NOT NULL REFERENCES one DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE one ADD FOREIGN KEY (two) REFERENCES two;
ALTER TABLE two ADD FOREIGN KEY (three) REFERENCES three;
