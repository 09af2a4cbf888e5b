-- The whole API: what a change here shows is a change for users.
-- Functions: arguments with defaults, result, volatility, strictness, parallel safety, rights, rows.
\pset format unaligned
\x on
SELECT p.proname AS function,
       pg_get_function_arguments(p.oid) AS arguments,
       pg_get_function_result(p.oid) AS result,
       concat_ws(' ',
         CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
         CASE WHEN p.proisstrict THEN 'strict' ELSE 'called on null input' END,
         'parallel ' || CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END,
         CASE WHEN p.prosecdef THEN 'SECURITY DEFINER' END,
         CASE WHEN p.proleakproof THEN 'LEAKPROOF' END,
         CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' END) AS flags
FROM pg_proc p
WHERE p.pronamespace = 'datagen'::regnamespace AND p.proname NOT LIKE '\_%'
ORDER BY p.proname, pg_get_function_identity_arguments(p.oid);
\x off
\pset format aligned

-- What is internal begins with an underscore.
SELECT p.oid::regprocedure AS function, p.provolatile, p.proisstrict, p.proparallel, p.prosecdef
FROM pg_proc p
WHERE p.pronamespace = 'datagen'::regnamespace AND p.proname LIKE '\_%'
  AND p.proname NOT IN ('_fault_after', '_live_objects', '_break_value', '_check_reading')  -- of builds that inject faults
ORDER BY p.oid::regprocedure::text COLLATE "C";

-- Views and tables.
SELECT c.relname AS relation, c.relkind AS kind, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'datagen'::regnamespace AND c.relkind IN ('r', 'v', 'p')
ORDER BY c.relname COLLATE "C", a.attnum;

-- Types, casts and operators.
SELECT t.typname, t.typtype FROM pg_type t
WHERE t.typnamespace = 'datagen'::regnamespace AND t.typrelid = 0 AND t.typelem = 0 ORDER BY t.typname COLLATE "C";

-- Settings.
LOAD '$libdir/datagen';
SELECT name, boot_val AS setting, min_val, max_val, enumvals, context, vartype
FROM pg_settings WHERE name LIKE 'datagen.%' ORDER BY name COLLATE "C";

-- What PUBLIC may do.
SELECT c.relname AS relation, string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) AS public
FROM pg_class c LEFT JOIN LATERAL aclexplode(c.relacl) a ON a.grantee = 0
WHERE c.relnamespace = 'datagen'::regnamespace AND c.relkind IN ('r', 'v', 'S', 'p')
GROUP BY c.relname ORDER BY c.relname COLLATE "C";
SELECT count(*) AS functions_public_may_not_call
FROM pg_proc p
WHERE p.pronamespace = 'datagen'::regnamespace
  AND NOT EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE');
SELECT string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) AS schema_public
FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname = 'datagen' AND a.grantee = 0;

-- Everything has a comment; the public functions' comments have an example.
SELECT p.oid::regprocedure AS without_comment FROM pg_proc p
WHERE p.pronamespace = 'datagen'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL;
SELECT p.oid::regprocedure AS without_example FROM pg_proc p
WHERE p.pronamespace = 'datagen'::regnamespace AND p.proname NOT LIKE '\_%'
  AND obj_description(p.oid, 'pg_proc') NOT LIKE '%Example: %';
SELECT c.oid::regclass AS without_comment FROM pg_class c
WHERE c.relnamespace = 'datagen'::regnamespace AND c.relkind IN ('r', 'v', 'p') AND obj_description(c.oid, 'pg_class') IS NULL;
SELECT c.relname AS relation, a.attname AS without_comment
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'datagen'::regnamespace AND c.relkind = 'v' AND col_description(c.oid, a.attnum) IS NULL;

-- The extension itself.
SELECT extname, extrelocatable, extnamespace::regnamespace FROM pg_extension WHERE extname = 'datagen';
