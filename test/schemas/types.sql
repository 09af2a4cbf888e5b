-- test/schemas/types.sql -- types with modifiers: what an INSERT rounds, pads or cuts is the same in bulk
CREATE TABLE measure (
  id serial PRIMARY KEY,
  plain numeric NOT NULL,
  fine numeric(1000,500) NOT NULL,
  tiny numeric(2,4),
  coarse numeric(3,-2),
  whole numeric(20,0),
  amounts numeric(10,3)[],
  price money,
  code char(10) NOT NULL,
  letter "char",
  label varchar(3),
  title name,
  flags bit(5),
  bits varbit(7),
  single real,
  double float8
);
CREATE TABLE moment (
  id int PRIMARY KEY,
  at timestamp(0) NOT NULL,
  zoned timestamptz(3) NOT NULL,
  hour time(2),
  shift timetz(1),
  pause interval(0),
  term interval YEAR TO MONTH,
  day date,
  during tsrange,
  spans int4multirange,
  codes char(3)[],
  document json,
  page xml
);
