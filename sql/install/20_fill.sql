-- sql/install/20_fill.sql -- filling relations

CREATE FUNCTION datagen.fill(
    target regclass, n bigint, seed bigint DEFAULT NULL, parents text DEFAULT 'auto',
    rules jsonb DEFAULT NULL, locale text DEFAULT NULL)
RETURNS TABLE (relation regclass, requested bigint, inserted bigint, linked bigint, seed bigint, run bigint,
               elapsed interval, note text)
AS 'MODULE_PATHNAME', 'datagen_fill'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION datagen.fill(regclass, bigint, bigint, text, jsonb, text) IS
'Adds exactly n valid rows to a table, partitioned table, partition, foreign table or insertable view, or raises an error and changes nothing.

- parents: with ''auto'', empty relations that a row cannot do without are filled first and reported; with ''existing'' that is an error (23503). Nullable references to empty relations become NULL.
- seed: NULL means the setting datagen.seed, else a fresh seed; the result tells which. The same seed gives the same rows.
- rules: {"column": "SQL expression"} for this call only, over the stored rules; null instead of an expression puts the column''s rule out of force.
- locale: the locale of realistic values, one of those that datagen.locales() lists; NULL means the setting datagen.locale.
- Only BEFORE triggers and rewrite rules that drop rows can make inserted smaller than n; note says so. It also tells how many rows the server refused and datagen made again, and whether a constraint depends on the clock, and whether the data pack was missing.
- linked counts rows completed by a second step; it is 0, since the rows of cycles are complete when they are inserted.

Errors: 22004 for a NULL target or n, 22023 for a negative n or an unknown option, 23514, 23505, 23503 or 23P01 for constraints that cannot be met, 42501 without INSERT on the target and SELECT on it and on what it refers to.

```sql
SELECT inserted FROM datagen.fill(''shop.products'', 5, rules => ''{"cost": "round(price * 0.6, 2)"}'');
```

Example: SELECT relation, inserted FROM datagen.fill(''shop.customers'', 5, seed => 42);';

CREATE FUNCTION datagen.fill_schema(
    schema name, rows bigint DEFAULT 100, counts jsonb DEFAULT '{}', seed bigint DEFAULT NULL,
    tables name[] DEFAULT NULL, except_tables name[] DEFAULT NULL, parents text DEFAULT 'auto',
    on_error text DEFAULT 'stop', locale text DEFAULT NULL)
RETURNS TABLE (relation regclass, requested bigint, inserted bigint, linked bigint, seed bigint, run bigint,
               elapsed interval, note text)
AS 'MODULE_PATHNAME', 'datagen_fill_schema'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION datagen.fill_schema(name, bigint, jsonb, bigint, name[], name[], text, text, text) IS
'Fills the tables and partitioned tables of a schema, parents first, in one go.

- rows: how many rows each table gets, or as many as its own constraints allow; note tells where that is fewer.
- counts: {"table": rows} or {"table": {"per": "parent", "mean": 3}} for single tables; more than fits is an error (23505). Names are case-sensitive.
- tables, except_tables: only these tables, or all but these.
- on_error: with ''stop'' it is all or nothing; with ''skip'' a table that cannot be filled, and what needs it, is left out, with the whole error in note.

NULL is an error (22004) for schema and rows. Other errors are those of fill(); 3F000 for an unknown schema, 42P01 for an unknown table.

Example: SELECT relation, inserted FROM datagen.fill_schema(''shop'', 10, counts => ''{"orders": 30}'', seed => 42);';

CREATE FUNCTION datagen.fill_tables(
    counts jsonb, seed bigint DEFAULT NULL, parents text DEFAULT 'auto', on_error text DEFAULT 'stop',
    locale text DEFAULT NULL)
RETURNS TABLE (relation regclass, requested bigint, inserted bigint, linked bigint, seed bigint, run bigint,
               elapsed interval, note text)
AS 'MODULE_PATHNAME', 'datagen_fill_tables'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION datagen.fill_tables(jsonb, bigint, text, text, text) IS
'Fills the named tables, of any schema, parents first. counts is {"schema.table": rows} or {"schema.table": {"per": "schema.parent", "mean": 3}}; the other arguments are those of fill_schema(). NULL counts are an error (22004).

Example: SELECT relation, inserted FROM datagen.fill_tables(''{"shop.customers": 5, "shop.addresses": {"per": "shop.customers", "mean": 2}}'', seed => 42);';
