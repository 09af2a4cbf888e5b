-- sql/install/90_fault.sql -- what only builds with FAULT_INJECTION have: making server calls fail, counting what is left

CREATE FUNCTION datagen._fault_after(calls bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'datagen_fault_after'
LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION datagen._fault_after(bigint) IS
'Makes the given number of guarded server calls from now the last that is tried: it fails with XX000, once. 0 or less calls
it off. Returns what was left of the former countdown: 0 when its fault has fired or there was none.';

CREATE FUNCTION datagen._live_objects() RETURNS bigint
AS 'MODULE_PATHNAME', 'datagen_live_objects'
LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION datagen._live_objects() IS
'How many of the objects that own much are alive in this backend: 0 between calls, also after errors.';

CREATE FUNCTION datagen._break_value(relation regclass, "column" text, value text) RETURNS void
AS 'MODULE_PATHNAME', 'datagen_break_value'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION datagen._break_value(regclass, text, text) IS
'From now on the 701st row of a fill of the relation has this value in the column, without regard to constraints, domain, type
modifier or keys, and nothing that the server refuses is tried again. A relation of NULL ends it.';

CREATE FUNCTION datagen._check_reading(target regclass, OUT constraint_name name, OUT kind text, OUT expression text, OUT place bigint)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'datagen_check_reading'
LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION datagen._check_reading(regclass) IS
'Holds the analyser''s reading of the CHECKs of a table against the executor''s, on the table''s rows: one row for each difference
(kind: evaluator, excluded, admitted), then the counts of what was compared, with constraint_name NULL.';
