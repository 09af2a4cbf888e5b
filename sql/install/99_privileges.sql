-- sql/install/99_privileges.sql -- nothing is given by default; what everybody may do is listed here

REVOKE ALL ON SCHEMA datagen FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA datagen FROM PUBLIC;
REVOKE ALL ON ALL ROUTINES IN SCHEMA datagen FROM PUBLIC;

-- The functions run with the caller's rights, so whoever may not INSERT may not fill either.
GRANT USAGE ON SCHEMA datagen TO PUBLIC;
GRANT SELECT ON run, progress, rule, rule_entry, shape, shape_entry, job TO PUBLIC;
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA datagen TO PUBLIC;
