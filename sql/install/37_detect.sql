-- sql/install/37_detect.sql -- what columns seem to mean

CREATE FUNCTION datagen.detect(schema name)
RETURNS TABLE (relation regclass, column_name name, class text, confidence float8, evidence text)
AS 'MODULE_PATHNAME', 'datagen_detect'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION datagen.detect(name) IS
'Tells what each column of a schema''s tables seems to mean: a class such as person.first_name or finance.amount, how sure that
is (0 to 1), and from what it was told: the column''s and its table''s name in several languages, its type, its keys and its
neighbours; where these leave it open, its comment, if that begins with a name, and the values that an enum or a CHECK allows.
Where tables hold rows, the values of up to 300 of them confirm, refute or replace what the definition tells, as the evidence
says: values of texts and integers that you may read, under row level security; of tables of more than 100 MB only a part is
read. Fills go by the definition alone, so that their rows do not depend on a sample; a rule, or a comment on the column,
makes them follow what is found here. NULL is an error (22004), an unknown schema 3F000.

Example: SELECT column_name, class, confidence FROM datagen.detect(''shop'') ORDER BY relation::text, column_name;';
