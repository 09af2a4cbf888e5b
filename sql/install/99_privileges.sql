-- sql/install/99_privileges.sql -- nothing is given by default; what everybody may do is listed here

REVOKE ALL ON SCHEMA datagen FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA datagen FROM PUBLIC;
REVOKE ALL ON ALL ROUTINES IN SCHEMA datagen FROM PUBLIC;

-- The functions run with the caller's rights, so whoever may not INSERT may not fill either.
GRANT USAGE ON SCHEMA datagen TO PUBLIC;
GRANT SELECT ON datagen.run, datagen.progress, datagen.rule, datagen.rule_entry, datagen.shape, datagen.shape_entry, datagen.job
  TO PUBLIC;
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA datagen TO PUBLIC;
