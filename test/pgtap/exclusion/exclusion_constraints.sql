-- test/pgtap/exclusion/exclusion_constraints.sql -- rows under exclusion constraints of many forms, dense, appended, told apart
SELECT plan(101);
CREATE EXTENSION btree_gist;
CREATE FUNCTION filled(target regclass, amount bigint) RETURNS bigint LANGUAGE sql AS $$
  SELECT inserted FROM datagen.fill(target, amount, seed => 5) WHERE relation = target
$$;

-- Unit slots: the last place is found, one more row is an error before the first insert.
CREATE TABLE dense (slot int4range NOT NULL CHECK (lower(slot) >= 0 AND upper(slot) <= 100 AND upper(slot) - lower(slot) = 1),
  CONSTRAINT dense_apart EXCLUDE USING gist (slot WITH &&));
SELECT is(filled('dense', 90), 90::bigint, '90 of 100 places');
SELECT is(filled('dense', 10), 10::bigint, 'the last ten, around what is there');
SELECT throws_ok($$SELECT filled('dense', 1)$$, '23P01', NULL, 'no place is left');
-- Groups from a parent; widths vary, rows do not look sorted.
CREATE TABLE room (id int PRIMARY KEY, name text NOT NULL);
SELECT filled('room', 10);
CREATE TABLE booking (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, room_id int NOT NULL REFERENCES room,
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND upper(during) - lower(during) <= interval '8 hours'),
  EXCLUDE USING gist (room_id WITH =, during WITH &&));
SELECT is(filled('booking', 500), 500::bigint, 'bookings');
SELECT is(filled('booking', 500), 500::bigint, 'bookings appended');
SELECT ok((SELECT count(DISTINCT room_id) = 10 AND count(DISTINCT upper(during) - lower(during)) > 10 FROM booking), 'all rooms, many widths');
SELECT ok((SELECT count(*) BETWEEN 300 AND 700 FROM (SELECT during < lag(during) OVER (ORDER BY id) AS back FROM booking) s WHERE back), 'the order is not that of time');
-- A range over two columns, with a bound on its width.
CREATE TABLE price (product int NOT NULL, valid_from date NOT NULL, valid_to date NOT NULL, CHECK (valid_to > valid_from),
  CHECK (valid_to - valid_from <= 30), EXCLUDE USING gist (product WITH =, daterange(valid_from, valid_to) WITH &&));
SELECT is(filled('price', 300), 300::bigint, 'two date columns');
SELECT is(filled('price', 300), 300::bigint, 'two date columns, appended');
-- Both ends included.
CREATE TABLE seat (lo int NOT NULL CHECK (lo BETWEEN 1 AND 200), hi int NOT NULL CHECK (hi BETWEEN 1 AND 200), CHECK (hi >= lo),
  EXCLUDE USING gist (int4range(lo, hi, '[]') WITH &&));
SELECT is(filled('seat', 150), 150::bigint, 'inclusive bounds');
SELECT is(filled('seat', 20), 20::bigint, 'inclusive bounds, appended');
-- Both ends excluded below, included above; decimals; small integers under casts.
CREATE TABLE upward (a int NOT NULL, b int NOT NULL, CHECK (a < b), EXCLUDE USING gist (int4range(a, b, '(]') WITH &&));
CREATE TABLE amount (a numeric(8,2) NOT NULL CHECK (a >= 0), b numeric(8,2) NOT NULL, CHECK (a <= b),
  EXCLUDE USING gist (numrange(a, b, '[]') WITH &&));
CREATE TABLE small (a smallint NOT NULL, b smallint NOT NULL, CHECK (a < b), EXCLUDE USING gist (int4range(a, b) WITH &&));
CREATE TABLE midnight (a date NOT NULL, b date NOT NULL, CHECK (a < b),
  EXCLUDE USING gist (tsrange(a::timestamp, b::timestamp) WITH &&));
SELECT is(filled('upward', 300), 300::bigint, 'lower end excluded');
SELECT is(filled('amount', 300), 300::bigint, 'decimals');
SELECT is(filled('amount', 300), 300::bigint, 'decimals, appended');
SELECT is(filled('small', 300), 300::bigint, 'small integers');
SELECT is(filled('midnight', 300), 300::bigint, 'dates as timestamps');
SELECT is(filled('midnight', 300), 300::bigint, 'dates as timestamps, appended');
-- Partial: rows outside of the predicate take no room.
CREATE TABLE reservation (r int NOT NULL CHECK (r BETWEEN 1 AND 3), during int4range NOT NULL CHECK (lower(during) >= 0 AND upper(during) <= 20),
  status text NOT NULL CHECK (status IN ('booked', 'cancelled', 'done')),
  EXCLUDE USING gist (r WITH =, during WITH &&) WHERE (status <> 'cancelled'));
SELECT is(filled('reservation', 40), 40::bigint, 'fewer than fit');
SELECT is(filled('reservation', 100), 100::bigint, 'more than fit');
SELECT ok((SELECT count(*) BETWEEN 30 AND 60 FROM reservation WHERE status <> 'cancelled'), 'the room is used');
-- Two partial constraints on the same columns, and one on a boolean.
CREATE TABLE held (r int NOT NULL REFERENCES room, d daterange NOT NULL CHECK (lower(d) >= '2024-01-01' AND upper(d) < '2024-03-01'),
  s text NOT NULL CHECK (s IN ('hold', 'paid', 'void')), EXCLUDE USING gist (r WITH =, d WITH &&) WHERE (s = 'paid'),
  EXCLUDE USING gist (r WITH =, d WITH &&) WHERE (s = 'hold'));
CREATE TABLE live (r int NOT NULL REFERENCES room, d int4range NOT NULL CHECK (lower(d) >= 0 AND upper(d) <= 5), live boolean NOT NULL,
  EXCLUDE USING gist (r WITH =, d WITH &&) WHERE (live));
SELECT is(filled('held', 300), 300::bigint, 'two partial constraints');
SELECT ok((SELECT count(DISTINCT s) = 3 FROM held), 'all states appear');
SELECT is(filled('live', 500), 500::bigint, 'a boolean predicate');
-- Equality alone is uniqueness: expressions, hash indexes, exact capacity.
CREATE TABLE named (name text NOT NULL, EXCLUDE USING gist (lower(name) WITH =));
CREATE TABLE coded (code text NOT NULL CHECK (code ~ '^[A-Z]\d$'), CONSTRAINT coded_apart EXCLUDE USING hash (code WITH =));
SELECT is(filled('named', 500), 500::bigint, 'lower(name)');
SELECT is(filled('coded', 250), 250::bigint, 'hash index');
SELECT throws_ok($$SELECT filled('coded', 20)$$, '23P01', NULL, '260 codes are all there are');
-- <>: one value per group, existing rows included; without a group one value for all.
CREATE TABLE same (a int NOT NULL CHECK (a BETWEEN 1 AND 20), b text NOT NULL, EXCLUDE USING gist (a WITH =, b WITH <>));
CREATE TABLE trip (car int NOT NULL REFERENCES room, driver int NOT NULL REFERENCES room, EXCLUDE USING gist (car WITH =, driver WITH <>));
CREATE TABLE single (v text NOT NULL, EXCLUDE USING gist (v WITH <>));
SELECT is(filled('same', 200), 200::bigint, 'a function of the group');
SELECT is(filled('same', 200), 200::bigint, 'a function of the group, appended');
SELECT ok((SELECT count(DISTINCT a) > 15 AND count(DISTINCT b) > 5 FROM same), 'groups differ');
SELECT is(filled('trip', 200), 200::bigint, 'of a foreign key');
SELECT is(filled('single', 20), 20::bigint, 'one value');
SELECT is(filled('single', 20), 20::bigint, 'one value, appended');
-- <> and && together, both ways round.
CREATE TABLE shift (car int NOT NULL REFERENCES room, driver int NOT NULL REFERENCES room, at tsrange NOT NULL,
  EXCLUDE USING gist (car WITH =, driver WITH <>, at WITH &&), EXCLUDE USING gist (driver WITH =, car WITH <>, at WITH &&));
SELECT is(filled('shift', 200), 200::bigint, 'shifts');
SELECT is(filled('shift', 200), 200::bigint, 'shifts appended');
-- Figures and networks.
CREATE TABLE disc (c circle NOT NULL, EXCLUDE USING gist (c WITH &&));
CREATE TABLE plot (b box NOT NULL, EXCLUDE USING gist (b WITH &&));
CREATE TABLE area (p polygon NOT NULL, EXCLUDE USING gist (p WITH &&));
CREATE TABLE spot (p point NOT NULL, EXCLUDE USING gist (p WITH ~=));
CREATE TABLE host (n inet NOT NULL, EXCLUDE USING gist (n inet_ops WITH &&));
INSERT INTO host VALUES ('10.0.0.0/24'), ('2001:db8::/32');
CREATE TABLE net (n cidr NOT NULL, vrf int NOT NULL CHECK (vrf IN (1, 2)), EXCLUDE USING gist (vrf WITH =, n inet_ops WITH &&));
CREATE TABLE tile (x int NOT NULL CHECK (x BETWEEN 0 AND 1000), y int NOT NULL CHECK (y BETWEEN 0 AND 1000), w int NOT NULL CHECK (w BETWEEN 1 AND 10),
  h int NOT NULL CHECK (h BETWEEN 1 AND 10), EXCLUDE USING gist (box(point(x, y), point(x + w, y + h)) WITH &&));
SELECT is(filled('disc', 300), 300::bigint, 'discs');
SELECT is(filled('plot', 300), 300::bigint, 'plots');
SELECT is(filled('area', 300), 300::bigint, 'areas');
SELECT is(filled('spot', 300), 300::bigint, 'spots');
SELECT is(filled('disc', 100), 100::bigint, 'discs appended');
SELECT is(filled('plot', 100), 100::bigint, 'plots appended');
SELECT is(filled('area', 100), 100::bigint, 'areas appended');
SELECT is(filled('spot', 100), 100::bigint, 'spots appended');
SELECT is(filled('host', 1000), 1000::bigint, 'hosts beside a network');
SELECT is(filled('net', 1000), 1000::bigint, 'networks');
SELECT is(filled('tile', 120), 120::bigint, 'boxes over four columns');
SELECT is(filled('tile', 50), 50::bigint, 'boxes appended');
-- Several constraints: the second finds a group for the stretch that the first has set.
CREATE TABLE teacher (id int PRIMARY KEY);
SELECT filled('teacher', 12);
CREATE TABLE lesson (room_id int NOT NULL REFERENCES room, teacher_id int NOT NULL REFERENCES teacher,
  at tsrange NOT NULL CHECK (lower(at) >= '2024-01-01' AND upper(at) <= '2024-02-01' AND upper(at) - lower(at) = interval '1 hour'),
  EXCLUDE USING gist (room_id WITH =, at WITH &&), EXCLUDE USING gist (teacher_id WITH =, at WITH &&));
CREATE TABLE tied (room int NOT NULL CHECK (room BETWEEN 1 AND 5), a int4range NOT NULL, b int4range NOT NULL,
  EXCLUDE USING gist (room WITH =, a WITH &&), EXCLUDE USING gist (room WITH =, b WITH &&));
SELECT is(filled('lesson', 1500), 1500::bigint, 'lessons');
SELECT is(filled('lesson', 300), 300::bigint, 'lessons appended');
SELECT is(filled('tied', 200), 200::bigint, 'two stretches, one group');
-- Several ranges: rows that are apart in one may overlap in the other.
CREATE TABLE claim (zone int NOT NULL CHECK (zone BETWEEN 1 AND 3), x int4range NOT NULL CHECK (lower(x) >= 0 AND upper(x) <= 10), t tsrange NOT NULL,
  EXCLUDE USING gist (zone WITH =, x WITH &&, t WITH &&));
SELECT is(filled('claim', 400), 400::bigint, 'the roomier range keeps rows apart');
-- NULLs free a row.
CREATE TABLE loose (g text CHECK (g IN ('a', 'b')), r int4range CHECK (lower(r) >= 0 AND upper(r) <= 10), EXCLUDE USING gist (g WITH =, r WITH &&));
CREATE TABLE unplaced (room_id int REFERENCES room, r daterange NOT NULL CHECK (lower(r) >= '2024-01-01' AND upper(r) <= '2024-01-31'),
  EXCLUDE USING gist (room_id WITH =, r WITH &&));
SELECT is(filled('loose', 100), 100::bigint, 'more rows than places');
SELECT ok((SELECT count(r) BETWEEN 10 AND 20 FROM loose WHERE g IS NOT NULL), 'most places are taken');
SELECT is(filled('unplaced', 900), 900::bigint, 'without a room');
-- Unbounded rows in the table; deferrable; nothing left at all.
CREATE TABLE term (g int NOT NULL, r daterange NOT NULL, EXCLUDE USING gist (g WITH =, r WITH &&) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO term SELECT i, daterange('2023-01-01', NULL) FROM generate_series(1, 20) i;
INSERT INTO term SELECT i, daterange(NULL, '2000-01-01') FROM generate_series(1, 20) i;
INSERT INTO term VALUES (0, '(,)');
CREATE TABLE covered (r int4range NOT NULL, EXCLUDE USING gist (r WITH &&));
INSERT INTO covered VALUES ('(,)');
SELECT is(filled('term', 400), 400::bigint, 'between unbounded rows');
SELECT throws_ok($$SELECT filled('covered', 1)$$, '23P01', NULL, 'all is covered');
-- Generated columns, widths of their own, sums with intervals, listed starts.
CREATE TABLE stay (s timestamp NOT NULL, e timestamp NOT NULL, during tsrange GENERATED ALWAYS AS (tsrange(s, e)) STORED, CHECK (e > s),
  EXCLUDE USING gist (during WITH &&));
CREATE TABLE piece (g boolean NOT NULL, lo int NOT NULL CHECK (lo BETWEEN 0 AND 999), len int NOT NULL CHECK (len IN (5, 10, 15)),
  EXCLUDE USING gist (g WITH =, int4range(lo, lo + len) WITH &&));
CREATE TABLE hour (r int NOT NULL CHECK (r IN (1, 2)), s timestamp NOT NULL CHECK (date_trunc('hour', s) = s AND s >= '2024-05-01' AND s < '2024-05-02'),
  EXCLUDE USING gist (r WITH =, tsrange(s, s + interval '1 hour') WITH &&));
SELECT is(filled('stay', 300), 300::bigint, 'a generated range');
SELECT is(filled('stay', 300), 300::bigint, 'a generated range, appended');
SELECT is(filled('piece', 300), 300::bigint, 'start and length');
SELECT is(filled('hour', 48), 48::bigint, 'every hour of the day');
SELECT throws_ok($$SELECT filled('hour', 1)$$, '23P01', NULL, 'no hour is left');
-- Open ends: the last stretch may go on for ever, and states tied to it appear.
CREATE TABLE contract (emp int NOT NULL REFERENCES teacher, f date NOT NULL, t date, status text NOT NULL CHECK (status IN ('active', 'ended')),
  CHECK ((status = 'active') = (t IS NULL)), CHECK (t > f), EXCLUDE USING gist (emp WITH =, daterange(f, t, '[)') WITH &&));
CREATE TABLE post (emp int NOT NULL, f date NOT NULL, t date, CHECK (t > f), EXCLUDE USING gist (emp WITH =, daterange(f, coalesce(t, 'infinity'::date)) WITH &&));
SELECT is(filled('contract', 200), 200::bigint, 'contracts');
SELECT ok((SELECT count(DISTINCT status) = 2 FROM contract), 'both states');
SELECT is(filled('post', 300), 300::bigint, 'coalesce(end, infinity)');
SELECT is(filled('post', 300), 300::bigint, 'coalesce(end, infinity), appended');
-- Multiranges, decimals, custom ranges, times of day.
CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE timerange AS RANGE (subtype = time);
CREATE TABLE multi (g int NOT NULL, m int4multirange NOT NULL, EXCLUDE USING gist (g WITH =, m WITH &&));
CREATE TABLE decimals (r numrange NOT NULL CHECK (lower(r) >= 0 AND upper(r) <= 10), f floatrange NOT NULL,
  EXCLUDE USING gist (r WITH &&), EXCLUDE USING gist (f WITH &&));
CREATE TABLE opening (day date NOT NULL, t timerange NOT NULL, EXCLUDE USING gist (day WITH =, t WITH &&));
SELECT is(filled('multi', 300), 300::bigint, 'multiranges');
SELECT is(filled('multi', 300), 300::bigint, 'multiranges appended');
SELECT is(filled('decimals', 300), 300::bigint, 'decimals and floats');
SELECT is(filled('decimals', 300), 300::bigint, 'decimals and floats, appended');
SELECT is(filled('opening', 300), 300::bigint, 'times of day');
-- Composite parents, enums, keys on the same columns, trees, cycles, children.
CREATE TYPE kind AS ENUM ('x', 'y', 'z');
CREATE TABLE site (tenant int, id int, PRIMARY KEY (tenant, id));
SELECT filled('site', 15);
CREATE TABLE usage (tenant int NOT NULL, site int NOT NULL, k kind NOT NULL, r tsrange NOT NULL, FOREIGN KEY (tenant, site) REFERENCES site,
  EXCLUDE USING gist (tenant WITH =, site WITH =, k WITH =, r WITH &&));
CREATE TABLE visit (tenant text NOT NULL, room text NOT NULL, s timestamptz NOT NULL, e timestamptz NOT NULL, PRIMARY KEY (tenant, room, s),
  CHECK (e > s AND e - s <= interval '2 hours'), EXCLUDE USING gist (tenant WITH =, room WITH =, tstzrange(s, e, '[)') WITH &&));
CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree, r int4range NOT NULL, EXCLUDE USING gist (parent WITH =, r WITH &&));
CREATE TABLE head (id int PRIMARY KEY, member int NOT NULL);
CREATE TABLE member (id int PRIMARY KEY, head int NOT NULL REFERENCES head, r int4range NOT NULL, EXCLUDE USING gist (head WITH =, r WITH &&));
ALTER TABLE head ADD FOREIGN KEY (member) REFERENCES member;
SELECT is(filled('usage', 1000), 1000::bigint, 'composite parents and an enum');
SELECT ok((SELECT count(DISTINCT (tenant, site, k)) = 45 FROM usage), 'every group');
SELECT is(filled('visit', 1000), 1000::bigint, 'a primary key on the group and the start');
SELECT is(filled('tree', 300), 300::bigint, 'a tree');
SELECT is(filled('member', 100), 100::bigint, 'a cycle');
SELECT is(filled('member', 100), 100::bigint, 'a cycle, appended');
-- Expressions of the group.
CREATE TABLE folded (name text NOT NULL, r int4range NOT NULL, EXCLUDE USING gist (lower(name) WITH =, r WITH &&));
CREATE TABLE filled_in (room_id int REFERENCES room, r int4range NOT NULL CHECK (lower(r) >= 0 AND upper(r) <= 50),
  EXCLUDE USING gist (coalesce(room_id, 0) WITH =, r WITH &&));
SELECT is(filled('folded', 300), 300::bigint, 'lower(name)');
SELECT is(filled('folded', 300), 300::bigint, 'lower(name), appended');
SELECT is(filled('filled_in', 300), 300::bigint, 'coalesce(room, 0)');
-- Domains, grids of their own, lists of ranges, inheritance children, views, operators only the server knows.
CREATE DOMAIN hours AS int4range CHECK (NOT isempty(VALUE) AND lower(VALUE) >= 0 AND upper(VALUE) <= 24);
CREATE TABLE diary (day date NOT NULL CHECK (day BETWEEN '2024-01-01' AND '2024-01-05'), h hours NOT NULL, EXCLUDE USING gist (day WITH =, h WITH &&));
CREATE TABLE stepped (s int NOT NULL CHECK (s % 10 = 0 AND s BETWEEN 0 AND 990), e int NOT NULL CHECK (e % 10 = 5), CHECK (e > s AND e - s < 30),
  EXCLUDE USING gist (int4range(s, e) WITH &&));
CREATE TABLE choice (g int NOT NULL CHECK (g BETWEEN 1 AND 50), r int4range NOT NULL CHECK (r IN ('[1,5)', '[5,10)', '[3,7)')),
  EXCLUDE USING gist (g WITH =, r WITH &&));
CREATE TABLE base (g int NOT NULL, r int4range NOT NULL);
CREATE TABLE child (EXCLUDE USING gist (g WITH =, r WITH &&)) INHERITS (base);
CREATE VIEW window_on AS SELECT room_id, during FROM booking;
CREATE TABLE apart (r int4range NOT NULL, EXCLUDE USING gist (r WITH -|-));
SELECT is(filled('diary', 120), 120::bigint, 'every hour of five days');
SELECT throws_ok($$SELECT filled('diary', 1)$$, '23P01', NULL, 'no hour is left in a domain');
SELECT is(filled('stepped', 100), 100::bigint, 'starts and ends on grids');
SELECT is(filled('choice', 60), 60::bigint, 'ranges from a list');
SELECT is(filled('child', 100), 100::bigint, 'a child');
SELECT is(filled('window_on', 100), 100::bigint, 'a view');
SELECT is(filled('apart', 50), 50::bigint, 'no two adjacent');
-- Existing rows of other widths: exact room.
CREATE TABLE mixed (r int NOT NULL CHECK (r IN (1, 2)), d int4range NOT NULL CHECK (lower(d) >= 1 AND upper(d) <= 31 AND upper(d) - lower(d) BETWEEN 2 AND 5),
  CONSTRAINT mixed_apart EXCLUDE USING gist (r WITH =, d WITH &&));
INSERT INTO mixed VALUES (1, '[5,10)'), (1, '[20,22)'), (2, '[1,4)');
SELECT throws_ok($$SELECT filled('mixed', 25)$$, '23P01', 'exclusion constraint "mixed_apart" of relation "mixed" leaves room for only 24 more rows, 25 were asked for', 'the room is told');
SELECT is((SELECT count(*) FROM mixed), 3::bigint, 'nothing was inserted');
SELECT is(filled('mixed', 24), 24::bigint, 'what there is room for');
-- Alternatives that ask for places far from each other each get some of the slots.
CREATE TABLE far_range (room int NOT NULL CHECK (room IN (1, 2)), k text NOT NULL CHECK (k IN ('now', 'archive')), r tsrange NOT NULL CHECK (NOT isempty(r)),
  CHECK (CASE k WHEN 'now' THEN lower(r) >= '2034-01-01' ELSE upper(r) < '2003-01-01' END), EXCLUDE USING gist (room WITH =, r WITH &&));
SELECT is(filled('far_range', 100), 100::bigint, 'ranges beyond what is usual');
SELECT ok(count(*) FILTER (WHERE k = 'now') >= 20 AND count(*) FILTER (WHERE k = 'archive') >= 20, 'in both alternatives') FROM far_range;
CREATE TABLE far_dates (k text NOT NULL CHECK (k IN ('a', 'b')), lo date NOT NULL, hi date NOT NULL, CHECK (hi > lo), CHECK (k <> 'a' OR lo >= '2040-01-01'),
  CHECK (k = 'a' OR hi < '1990-01-01'), EXCLUDE USING gist (daterange(lo, hi) WITH &&));
SELECT is(filled('far_dates', 100), 100::bigint, 'two columns in places without an end');
SELECT ok(count(*) FILTER (WHERE k = 'a') >= 20 AND count(*) FILTER (WHERE k = 'b') >= 20, 'in both alternatives') FROM far_dates;
CREATE TABLE seats (cls text NOT NULL CHECK (cls IN ('f', 'b', 'e')), r int4range NOT NULL CHECK (NOT isempty(r)),
  CHECK (CASE cls WHEN 'f' THEN r <@ int4range(1, 21) WHEN 'b' THEN r <@ int4range(21, 81) ELSE r <@ int4range(81, 401) END), EXCLUDE USING gist (r WITH &&));
SELECT is(filled('seats', 40), 40::bigint, 'rows of seats by class');
SELECT ok(count(*) FILTER (WHERE cls = 'b') > 0 AND count(*) FILTER (WHERE cls = 'e') > 0, 'of several classes') FROM seats;
-- Default counts stop at what fits.
CREATE SCHEMA tight;
CREATE TABLE tight.slots (g int NOT NULL CHECK (g BETWEEN 1 AND 3), r int4range NOT NULL CHECK (lower(r) >= 0 AND upper(r) <= 10),
  EXCLUDE USING gist (g WITH =, r WITH &&));
SELECT results_eq($$SELECT inserted, note FROM datagen.fill_schema('tight', 100)$$, $$VALUES (30::bigint, 'exclusion constraint "slots_g_r_excl" allows only 30 rows'::text)$$, 'capped');
-- The same seed gives the same rows, whatever order the existing ones are stored in.
CREATE SCHEMA first;
CREATE SCHEMA second;
CREATE TABLE first.stay (room int NOT NULL, r daterange NOT NULL, EXCLUDE USING gist (room WITH =, r WITH &&));
CREATE TABLE second.stay (room int NOT NULL, r daterange NOT NULL, EXCLUDE USING gist (room WITH =, r WITH &&));
SELECT datagen.fill('first.stay', 100, seed => 1);
INSERT INTO second.stay SELECT * FROM first.stay ORDER BY r DESC;
SELECT datagen.fill('first.stay', 100, seed => 2);
SELECT datagen.fill('second.stay', 100, seed => 2);
SELECT bag_eq('SELECT * FROM first.stay', 'SELECT * FROM second.stay', 'same rows');
SELECT ok((SELECT count(*) = 200 FROM first.stay), 'all of them');
-- explain_constraints tells capacity and step.

SELECT results_eq($$SELECT capacity, step FROM datagen.explain_constraints('dense') WHERE kind = 'exclusion'$$, $$VALUES (100::numeric, 'allocated'::text)$$, 'allocated, with its capacity');
SELECT results_eq($$SELECT step FROM datagen.explain_constraints('choice') WHERE kind = 'exclusion'$$, $$VALUES ('remembered'::text)$$, 'drawn and remembered');
SELECT results_eq($$SELECT step FROM datagen.explain_constraints('apart') WHERE kind = 'exclusion'$$, $$VALUES ('judged'::text)$$, 'left to the server');
SELECT results_eq($$SELECT step FROM datagen.explain_constraints('coded') WHERE kind = 'exclusion'$$, $$VALUES ('allocated'::text)$$, 'a unique key in all but name');
SELECT * FROM finish();
