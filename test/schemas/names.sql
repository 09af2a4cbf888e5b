-- test/schemas/names.sql -- names that need quotes, are reserved, very long or not ASCII; dropped columns
CREATE TABLE "select" ("from" int PRIMARY KEY, "a b" text NOT NULL CHECK ("a b" <> 'x'), "c""d" int UNIQUE);
CREATE TABLE "Größe" ("Straße 1" int PRIMARY KEY REFERENCES "select", "日本" text CHECK (length("日本") < 9));
CREATE TABLE a23456789_123456789_123456789_123456789_123456789_123456789_123 (
  b23456789_123456789_123456789_123456789_123456789_123456789_123 int PRIMARY KEY,
  gone int, "x'; DROP TABLE ""select""; --" int NOT NULL REFERENCES "select", kept text NOT NULL);
ALTER TABLE a23456789_123456789_123456789_123456789_123456789_123456789_123 DROP COLUMN gone;
