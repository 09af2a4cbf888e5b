-- sql/install/31_shape.sql -- shapes: how the rows of a table are spread over those they refer to

-- A foreign key is kept as its columns, which follow renames, dump and restore as those of rules do, and its parent.
CREATE TABLE datagen.shape_entry (
  columns    datagen.regcolumn[] NOT NULL,
  parent     regclass NOT NULL,
  fan_out    text,
  mean       float8,
  dispersion float8,
  exponent   float8,
  min        bigint,
  max        bigint,
  childless  float8,
  roots      bigint,
  depth      bigint,
  branching  float8
);
COMMENT ON TABLE datagen.shape_entry IS
'How shapes are kept; read them in the view datagen.shape. Only datagen.set_shape() and datagen.drop_shape() write here.
pg_dump keeps the rows, apart from those of temporary tables.';
COMMENT ON COLUMN datagen.shape_entry.columns IS 'the foreign key''s columns';
COMMENT ON COLUMN datagen.shape_entry.parent IS 'the table it refers to';
SELECT pg_catalog.pg_extension_config_dump('datagen.shape_entry',
  $$WHERE columns::text !~ '[{,](-[,}]|pg_temp_)' AND parent::oid IN (SELECT oid FROM pg_catalog.pg_class)$$);

CREATE VIEW datagen.shape AS
SELECT c.conrelid::regclass AS relation, c.conname AS foreign_key, e.fan_out, e.mean, e.dispersion, e.exponent, e.min, e.max,
       e.childless, e.roots, e.depth, e.branching
FROM datagen.shape_entry e
     JOIN pg_constraint c
     ON c.contype = 'f' AND c.conrelid = datagen._relation_of(e.columns[1]) AND c.confrelid = e.parent
        AND c.conkey = ARRAY(SELECT datagen._number_of(u.part) FROM unnest(e.columns) WITH ORDINALITY AS u (part, number)
                             ORDER BY u.number);
COMMENT ON VIEW datagen.shape IS
'The shapes that are set, under the present names: renames and pg_dump keep a shape, dropping the foreign key or its columns
ends it.
Example: SELECT relation, foreign_key, fan_out, mean FROM datagen.shape;';
COMMENT ON COLUMN datagen.shape.relation IS 'the table with the foreign key';
COMMENT ON COLUMN datagen.shape.foreign_key IS 'the constraint''s name';
COMMENT ON COLUMN datagen.shape.fan_out IS 'the law of the number of children per parent; NULL for a tree';
COMMENT ON COLUMN datagen.shape.mean IS 'children per parent; NULL: as the number of rows asks for';
COMMENT ON COLUMN datagen.shape.dispersion IS 'of the negative binomial law';
COMMENT ON COLUMN datagen.shape.exponent IS 'of Zipf''s law';
COMMENT ON COLUMN datagen.shape.min IS 'least number of children; NULL: no bound';
COMMENT ON COLUMN datagen.shape.max IS 'greatest number of children; NULL: no bound';
COMMENT ON COLUMN datagen.shape.childless IS 'share of parents without children; NULL: none by intent';
COMMENT ON COLUMN datagen.shape.roots IS 'of a tree: its roots; NULL: open';
COMMENT ON COLUMN datagen.shape.depth IS 'of a tree: its levels; NULL: open';
COMMENT ON COLUMN datagen.shape.branching IS 'of a tree: children of an inner row; NULL: open';

CREATE FUNCTION datagen.set_shape(target regclass, foreign_key name, fan_out text DEFAULT NULL, mean float8 DEFAULT NULL,
  dispersion float8 DEFAULT NULL, exponent float8 DEFAULT NULL, min integer DEFAULT NULL, max integer DEFAULT NULL,
  childless float8 DEFAULT NULL, roots integer DEFAULT NULL, depth integer DEFAULT NULL, branching float8 DEFAULT NULL)
  RETURNS void
  AS 'MODULE_PATHNAME', 'datagen_set_shape' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE;
COMMENT ON FUNCTION datagen.set_shape(regclass, name, text, float8, float8, float8, integer, integer, float8, integer, integer, float8) IS
'Sets how rows are spread over the rows that a foreign key refers to. `foreign_key` is the constraint''s name, or a column
that is part of one foreign key only. An earlier shape is replaced. Foreign keys on the same columns to the same table share
one.

`fan_out` is the law of the number of children per parent:
- fixed: `mean` children each;
- uniform: from `min` to `max`, each number as likely;
- poisson (what NULL means): around `mean`;
- negative_binomial: more uneven than poisson, with a variance of mean + mean^2 / `dispersion` (1);
- zipf: the k-th busiest parent has a share proportional to k^-`exponent` (1).
`min` and `max` also truncate poisson and negative_binomial; zipf takes `min` alone. A share `childless` of the parents has no
children; the law is that of the others.

The number of rows stays what was asked for. With a `mean`, parents get their children in random order until the rows are
spent, so those who have any follow the law; where the rows are more than the law gives, further ones go to parents at random, up
to `max`; without a mean, the mean follows from the rows and the parents. The column is not NULL
unless a rule gives it a share of NULLs. The shape is that of the rows of one call.

A foreign key to the table itself takes `roots`, `depth` (levels, the roots'' included) and `branching` (children of an inner
row) instead; what is left open follows from the number of rows. With all three fewer rows end the tree early, and more
are refused.

Only the owner of the table may set a shape.

Errors: 22004 target or foreign_key is NULL; 22023 no such foreign key, a setting outside its range, or settings that contradict
each other; 42501 not the owner; 0A000 the foreign key is part of a unique key, which decides its values; 25006 read-only
transaction. A fill whose rows the shape''s bounds do not allow is 22023.
Example: SELECT datagen.set_shape(''shop.orders'', ''orders_customer_id_fkey'', ''negative_binomial'', mean => 4, childless => 0.2);';

CREATE FUNCTION datagen.drop_shape(target regclass, foreign_key name) RETURNS boolean
  AS 'MODULE_PATHNAME', 'datagen_drop_shape' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE;
COMMENT ON FUNCTION datagen.drop_shape(regclass, name) IS
'Removes the shape that datagen.set_shape() gave a foreign key, and tells whether there was one.

Errors: 22004 an argument is NULL; 22023 no such foreign key; 42501 not the owner; 25006 read-only transaction.
Example: SELECT datagen.drop_shape(''shop.orders'', ''orders_customer_id_fkey'');';
