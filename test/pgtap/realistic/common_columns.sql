-- test/pgtap/realistic/common_columns.sql -- columns that a name alone describes, and entities that suit what a list says
SELECT plan(12);

CREATE TABLE seen (id serial PRIMARY KEY, status text NOT NULL, payment_method text NOT NULL, room_number text NOT NULL,
                   student_no text NOT NULL UNIQUE, heart_rate int NOT NULL, grade char(1) NOT NULL,
                   del_flg char(1) NOT NULL, tags text[] NOT NULL);
SELECT is((SELECT inserted FROM datagen.fill('seen', 300)), 300::bigint, 'three hundred rows');
SELECT ok(bool_and(status IN ('active', 'inactive', 'pending')), 'states are such') FROM seen;
SELECT ok(bool_and(room_number ~ '^[1-5][0-9]{2}$'), 'rooms have numbers') FROM seen;
SELECT ok(bool_and(student_no ~ '^STU-[0-9]{8}$'), 'unique codes count behind a prefix') FROM seen;
SELECT ok(bool_and(heart_rate BETWEEN 45 AND 180), 'hearts beat as they can') FROM seen;
SELECT ok(bool_and(grade IN ('A', 'B', 'C', 'D', 'F') AND del_flg IN ('Y', 'N')), 'letters mean something') FROM seen;

CREATE TABLE person (first_name text NOT NULL, sex char(1) NOT NULL CHECK (sex IN ('M', 'F')), gender text NOT NULL);
SELECT datagen.fill('person', 200);
SELECT ok(bool_and((sex = 'F') = (gender = 'female')), 'genders agree with the sex that a list allows') FROM person;

CREATE TABLE place (postal_code text NOT NULL, country char(2) NOT NULL CHECK (country IN ('DE', 'FR', 'NL')));
SELECT datagen.fill('place', 200);
SELECT ok(bool_and((country = 'NL') = (postal_code ~ '[A-Z]{2}$')), 'postcodes are of the country that a list allows')
  FROM place;

CREATE TABLE country (country_code char(2) PRIMARY KEY, country_name text NOT NULL);
SELECT is((SELECT inserted FROM datagen.fill('country', 50)), 50::bigint, 'fifty countries');
SELECT is((SELECT count(DISTINCT country_name) FROM country), 50::bigint, 'each has its own name');
SELECT is((SELECT country_name FROM (SELECT * FROM country UNION ALL VALUES ('  ', 'France')) c
           WHERE country_code IN ('FR', '  ') ORDER BY country_code DESC LIMIT 1), 'France', 'and code and name belong together');

-- Two of the three domains of examples are refused.
CREATE TABLE reader (id int PRIMARY KEY, email text NOT NULL CHECK (email LIKE '%@%.com'));
SELECT datagen.fill('reader', 300);
SELECT is((SELECT count(*) FROM reader WHERE email ~ '^[a-z._-]+[0-9]{0,2}@example\.com$'), 300::bigint,
          'mail addresses look as usual where only some domains will do');
SELECT * FROM finish();
