-- sql/install/30_rule.sql -- rules: what a column should hold

-- A rule must follow its column through renames, and through a dump and restore that renumbers columns and objects.
-- So columns are kept by a type that, like regclass, is an identity inside and the present name outside: pg_dump writes
-- the names that are true when it runs, and restoring looks them up again.
CREATE TYPE datagen.regcolumn;

CREATE FUNCTION datagen._regcolumn_in(cstring) RETURNS datagen.regcolumn
  AS 'MODULE_PATHNAME', 'datagen_regcolumn_in' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION datagen._regcolumn_in(cstring) IS 'Input of datagen.regcolumn.';

CREATE FUNCTION datagen._regcolumn_out(datagen.regcolumn) RETURNS cstring
  AS 'MODULE_PATHNAME', 'datagen_regcolumn_out' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION datagen._regcolumn_out(datagen.regcolumn) IS 'Output of datagen.regcolumn.';

CREATE TYPE datagen.regcolumn (INPUT = datagen._regcolumn_in, OUTPUT = datagen._regcolumn_out, LIKE = pg_catalog.int8);
COMMENT ON TYPE datagen.regcolumn IS
'A column of a relation, written schema.relation.column. It follows renames; a column that is gone is written "-".
Inside it is the relation''s OID times 65536 plus the column''s number, which a cast to bigint shows.
Reading a name that does not exist is an error: 3F000, 42P01 or 42703; a name of fewer than two parts is 42602.';

CREATE CAST (datagen.regcolumn AS bigint) WITHOUT FUNCTION;
COMMENT ON CAST (datagen.regcolumn AS bigint) IS 'The relation''s OID times 65536 plus the column''s number.';
CREATE CAST (bigint AS datagen.regcolumn) WITHOUT FUNCTION;
COMMENT ON CAST (bigint AS datagen.regcolumn) IS 'The relation''s OID times 65536 plus the column''s number.';

CREATE FUNCTION datagen._relation_of(datagen.regcolumn) RETURNS oid
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN ($1::bigint >> 16)::oid;
COMMENT ON FUNCTION datagen._relation_of(datagen.regcolumn) IS 'The OID of a column''s relation.';

CREATE FUNCTION datagen._number_of(datagen.regcolumn) RETURNS int2
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN ($1::bigint & 65535)::int2;
COMMENT ON FUNCTION datagen._number_of(datagen.regcolumn) IS 'A column''s number in its relation, pg_attribute.attnum.';

CREATE TABLE datagen.rule_entry (
  target     datagen.regcolumn NOT NULL,
  expression text[],
  columns    datagen.regcolumn[],
  null_share float8 CHECK (null_share BETWEEN 0 AND 1),
  CHECK (expression IS NOT NULL OR null_share IS NOT NULL),
  CHECK ((expression IS NULL) = (columns IS NULL)),
  CHECK (cardinality(expression) = 2 * cardinality(columns) + 1)
);
CREATE UNIQUE INDEX rule_entry_target ON datagen.rule_entry ((target::bigint));
COMMENT ON TABLE datagen.rule_entry IS
'How rules are kept; read them in the view datagen.rule. Only datagen.set_rule() and datagen.drop_rule() write here.
An expression is cut at the columns it names, so that it stays true when they are renamed. pg_dump keeps the rows,
apart from those of temporary tables.';
COMMENT ON COLUMN datagen.rule_entry.target IS 'the column with the rule';
COMMENT ON COLUMN datagen.rule_entry.expression IS 'the expression''s pieces; each second one names a column, as of when the rule was set; NULL: only the share';
COMMENT ON COLUMN datagen.rule_entry.columns IS 'the columns of those pieces';
COMMENT ON COLUMN datagen.rule_entry.null_share IS 'share of NULLs, 0 to 1; NULL: none is set';
SELECT pg_catalog.pg_extension_config_dump('datagen.rule_entry',
                                           $$WHERE target::text <> '-' AND target::text !~ '^pg_temp_'$$);

CREATE VIEW datagen.rule AS
SELECT a.attrelid::regclass AS relation,
       a.attname AS column_name,
       (SELECT string_agg(coalesce(quote_ident(c.attname), p.piece), '' ORDER BY p.number)
        FROM unnest(e.expression) WITH ORDINALITY AS p (piece, number)
             LEFT JOIN pg_attribute c
             ON p.number % 2 = 0 AND NOT c.attisdropped
                AND c.attrelid = datagen._relation_of(e.columns[p.number / 2])
                AND c.attnum = datagen._number_of(e.columns[p.number / 2])) AS expression,
       e.null_share
FROM datagen.rule_entry e
     JOIN pg_attribute a
     ON a.attrelid = datagen._relation_of(e.target) AND a.attnum = datagen._number_of(e.target) AND NOT a.attisdropped;
COMMENT ON VIEW datagen.rule IS
'The rules that are set, under the present names of tables and columns: renames and pg_dump keep a rule, dropping the
column or the table ends it.
Example: SELECT relation, column_name, expression FROM datagen.rule;';
COMMENT ON COLUMN datagen.rule.relation IS 'the table or view';
COMMENT ON COLUMN datagen.rule.column_name IS 'the column that the rule is for';
COMMENT ON COLUMN datagen.rule.expression IS 'the SQL expression that gives the column''s values; NULL: only the share is set';
COMMENT ON COLUMN datagen.rule.null_share IS 'share of NULLs, 0 to 1; NULL: none is set';

CREATE FUNCTION datagen.set_rule(target regclass, column_name name, expression text, null_share float8 DEFAULT NULL)
  RETURNS void
  AS 'MODULE_PATHNAME', 'datagen_set_rule' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE;
COMMENT ON FUNCTION datagen.set_rule(regclass, name, text, float8) IS
'Sets the rule of a column: from now on a fill takes the column''s values from `expression`, and NULL for `null_share`
of the rows. An earlier rule of the column is replaced, its share included.

The expression may call any function, datagen''s generators among them, and name other columns of the row, also generated
ones; datagen.parent() reads the row that this one refers to. It is read with the
search_path of whoever fills. It may not contain sub-selects, aggregates, window functions or functions that return sets;
a query can be put into a function. `expression` NULL sets only the share and leaves the values to what comes next: the
column''s comment (a line `datagen: expression`), else what datagen would make without a rule. `null_share` NULL sets no
share. Constraints hold over rules: a row whose rules contradict one is made again, and in the end it is an error.

Only the owner of the table may set a rule: others'' fills evaluate it, as they do a column default.

Errors: 22004 target or column_name is NULL; 22023 expression and null_share are both NULL, null_share is not within 0
and 1 or not 0 for a NOT NULL column, the column is generated, or the rule reads its own column; 42703 no such column;
42501 not the owner; 42804 the expression''s type does not fit the column; 0A000 sub-selects and the others named above;
42809 not a table or view that can be filled; 25006 read-only transaction; and whatever PostgreSQL finds wrong with the
expression.
Example: SELECT datagen.set_rule(''shop.orders'', ''shipped_at'', $$ordered_at + interval ''2 days''$$, 0.3);';

CREATE FUNCTION datagen.drop_rule(target regclass, column_name name) RETURNS boolean
  AS 'MODULE_PATHNAME', 'datagen_drop_rule' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE;
COMMENT ON FUNCTION datagen.drop_rule(regclass, name) IS
'Removes the rule that datagen.set_rule() gave a column, and tells whether there was one.

Errors: 22004 an argument is NULL; 42703 no such column; 42501 not the owner; 25006 read-only transaction.
Example: SELECT datagen.drop_rule(''shop.orders'', ''status'');';

CREATE FUNCTION datagen.parent(fk_column name, parent_column name) RETURNS text
  AS 'MODULE_PATHNAME', 'datagen_parent' LANGUAGE C STABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION datagen.parent(name, name) IS
'In a rule: the value of a column of the row that this row refers to. `fk_column` is a column of a foreign key, and
`parent_column` one of the table it refers to; both are string constants. It has the type of that column, and is NULL where
the row refers to nothing. Both names follow renames.

The parents must be there before: a rule cannot read rows of its own table or of tables that are filled in the same step
because they refer to each other.

Errors: 0A000 outside of rules, and for rows of the same step; 42703 no such column; 22023 the column is part of no foreign
key, or an argument is no string constant.
Example: SELECT datagen.set_rule(''shop.order_items'', ''unit_price'', $$datagen.parent(''product_id'', ''price'') * datagen.uniform(0.9, 1.1)$$);';
