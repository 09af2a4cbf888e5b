-- sql/install/25_plan.sql -- what a fill would do, and the rows it would make

CREATE FUNCTION datagen.plan(
    target regclass, n bigint, seed bigint DEFAULT NULL, parents text DEFAULT 'auto',
    rules jsonb DEFAULT NULL, locale text DEFAULT NULL)
RETURNS TABLE (step int, relation regclass, action text, rows bigint, strategy text, reason text)
AS 'MODULE_PATHNAME', 'datagen_plan'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION datagen.plan(regclass, bigint, bigint, text, jsonb, text) IS
'Shows what fill() with the same arguments would do: the order of relations, the rows each gets, how they are made, and about how many bytes, how much WAL and time they take. Writes nothing. NULL and errors as for fill().

Example: SELECT step, relation, rows, strategy FROM datagen.plan(''shop.orders'', 100);';

CREATE FUNCTION datagen.plan_schema(
    schema name, rows bigint DEFAULT 100, counts jsonb DEFAULT '{}', seed bigint DEFAULT NULL,
    tables name[] DEFAULT NULL, except_tables name[] DEFAULT NULL, parents text DEFAULT 'auto',
    on_error text DEFAULT 'stop', locale text DEFAULT NULL)
RETURNS TABLE (step int, relation regclass, action text, rows bigint, strategy text, reason text)
AS 'MODULE_PATHNAME', 'datagen_plan_schema'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION datagen.plan_schema(name, bigint, jsonb, bigint, name[], name[], text, text, text) IS
'Shows what fill_schema() with the same arguments would do. Writes nothing. NULL and errors as for fill_schema().

Example: SELECT step, relation, rows, strategy FROM datagen.plan_schema(''shop'', 100);';

CREATE FUNCTION datagen.explain(target regclass)
RETURNS TABLE (column_name name, type text, generator text, class text, confidence float8, reason text,
               null_share float8, domain_size numeric, constraints text[])
AS 'MODULE_PATHNAME', 'datagen_explain'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION datagen.explain(regclass) IS
'Tells for each column where its values come from and why: the generator, the share of NULL, how many distinct values there are (NULL when practically unlimited), and the constraints that narrow it. class and confidence tell what the column seems to mean and how sure that is; NULL where only its type decides. A NULL target is an error (22004).

Example: SELECT column_name, generator, reason FROM datagen.explain(''shop.customers'');';

CREATE FUNCTION datagen.explain_constraints(target regclass)
RETURNS TABLE (constraint_name name, kind text, columns name[], capacity numeric, used numeric, step text,
               acceptance float8, branches jsonb, note text)
AS 'MODULE_PATHNAME', 'datagen_explain_constraints'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION datagen.explain_constraints(regclass) IS
'Tells for each constraint how it is met. step is ''solved'' where the columns are drawn from domains within which it always holds, ''judged'' where the server''s own expression decides row by row, ''row by row'' where few rows would pass, but what is left of one column beside the others is worked out for each, ''listing'', ''tree search'', ''text variants'' or ''local search'' where so few rows would pass that they are sought, ''allocated'' or ''remembered'' for unique keys and exclusion constraints (''implied'' where another constraint does the work), ''picked'' for foreign keys. capacity counts the distinct keys or the rows side by side there can be (NULL when practically unlimited), used those in the table. branches lists the ways a constraint with alternatives can be met, with their shares. acceptance is the share of a few hundred blindly drawn rows that pass, NULL where none needs to be rejected or the constraint depends on the clock. A NULL target is an error (22004).

Example: SELECT constraint_name, kind, step FROM datagen.explain_constraints(''shop.orders'');';

CREATE FUNCTION datagen.rows(
    target anyelement, n bigint, seed bigint DEFAULT NULL, first bigint DEFAULT NULL, total bigint DEFAULT NULL)
RETURNS SETOF anyelement
AS 'MODULE_PATHNAME', 'datagen_rows'
LANGUAGE C VOLATILE PARALLEL UNSAFE ROWS 1000;

COMMENT ON FUNCTION datagen.rows(anyelement, bigint, bigint, bigint, bigint) IS
'The rows that fill() would insert now, typed as rows of the table and usable in any query, but not inserted. The first argument is NULL::table_name.

- first: the ordinal of the first row; NULL means the number of rows in the table.
- total: the n of the whole data set of which this is a slice; NULL means n. Where rows depend on those before them, these are made as well, which takes its time.

Referenced relations must have rows (23503). Sequences are read but not moved. A NULL n is an error (22004).

Example: SELECT email, created_at FROM datagen.rows(NULL::shop.customers, 3, seed => 42);';
