-- sql/install/00_guard.sql -- refuses psql; makes sure that nothing of others' takes part in the script or stands beside it
\echo Use "CREATE EXTENSION datagen" to load this file. \quit

-- The script runs as superuser for whoever may create the extension, in a schema that may be that role's. So its names are
-- looked up in pg_catalog only, and whatever it makes or reads of its own is written with its schema.
SET LOCAL search_path = pg_catalog, pg_temp;

-- A function of somebody else's beside ours could be what a call such as datagen.fill('t', 10) means, because its argument
-- types fit better. So the schema must be empty, and from now on none but the extension's owner may create anything in it.
-- When the schema is taken over, grants of its former owner become the new one's.
DO $$
DECLARE
  found text;
  creator text;
BEGIN
  ALTER SCHEMA datagen OWNER TO CURRENT_USER;
  FOR creator IN
    SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
    FROM pg_namespace n, aclexplode(n.nspacl) a
    WHERE n.nspname = 'datagen' AND a.privilege_type = 'CREATE' AND a.grantee <> n.nspowner
  LOOP
    EXECUTE format('REVOKE CREATE ON SCHEMA datagen FROM %s CASCADE', creator);
  END LOOP;
  SELECT string_agg(pg_describe_object(d.classid, d.objid, d.objsubid), ', ' ORDER BY d.classid, d.objid) INTO found
  FROM (SELECT * FROM pg_depend d
        WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'datagen'::regnamespace
          AND NOT (d.classid = 'pg_extension'::regclass
                   AND d.objid = (SELECT oid FROM pg_extension WHERE extname = 'datagen'))
        ORDER BY d.classid, d.objid
        LIMIT 10) d;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'object_not_in_prerequisite_state',
      MESSAGE = 'schema "datagen" is not empty',
      DETAIL = format('It holds %s.', found),
      HINT = 'Drop these objects or move them to another schema; the schema is for the extension alone.';
  END IF;
END$$;

