-- sql/install/40_ledger.sql -- the ledger of runs and taking a run back

-- Both tables are written by the extension's C code only, which switches to their owner for one fixed statement.
-- They are no configuration tables: pg_extension_config_dump() would carry transaction ids into another cluster, where
-- they mark other rows. No foreign key links them, because its checks would be queued to a run's trigger window.
CREATE TABLE datagen._run (
  run        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  role       oid NOT NULL,
  action     text NOT NULL,
  seed       bigint NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  version    text NOT NULL,
  pack       text,
  settings   jsonb NOT NULL,
  undone_at  timestamptz
);
COMMENT ON TABLE datagen._run IS 'One row per call that inserted rows; behind the view datagen.run.';
COMMENT ON COLUMN datagen._run.role IS 'The role whose privileges the run used.';

CREATE TABLE datagen._run_relation (
  run       bigint NOT NULL,
  relation  oid NOT NULL,
  xid       xid8 NOT NULL,
  name      text NOT NULL,
  requested bigint NOT NULL,
  inserted  bigint NOT NULL,
  linked    bigint NOT NULL,
  elapsed   interval NOT NULL,
  exact     boolean,
  undone    bigint,
  PRIMARY KEY (run, relation, xid)
);
COMMENT ON TABLE datagen._run_relation IS 'What a run inserted into each relation; behind the view datagen.run.';
COMMENT ON COLUMN datagen._run_relation.xid IS 'The (sub)transaction that inserted the rows: they bear its low 32 bits as xmin.';
COMMENT ON COLUMN datagen._run_relation.exact IS
  'Whether the run''s xids mark none but its own rows; NULL until the run has ended.';

CREATE VIEW datagen.run WITH (security_barrier) AS
  SELECT r.run,
         c.oid::regclass AS relation,
         p.name AS relation_name,
         r.action,
         p.requested,
         p.inserted,
         p.linked,
         r.seed,
         r.started_at,
         p.elapsed,
         r.version,
         r.pack,
         r.settings,
         CURRENT_USER AS role,
         r.undone_at,
         p.undone
  FROM datagen._run r
  LEFT JOIN (
    SELECT run, relation, min(name) AS name, sum(requested)::bigint AS requested, sum(inserted)::bigint AS inserted,
           sum(linked)::bigint AS linked, sum(elapsed) AS elapsed, sum(undone)::bigint AS undone
    FROM datagen._run_relation
    GROUP BY run, relation
  ) p ON p.run = r.run
  LEFT JOIN pg_catalog.pg_class c ON c.oid = p.relation
  WHERE r.role = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER);
COMMENT ON VIEW datagen.run IS
$$The ledger: what each run of yours inserted, one row per run and relation. A failed call leaves no entry. Every role sees
its own runs only. The ledger is not dumped, for transaction ids mean nothing in another cluster.
Example: SELECT run, relation, inserted, seed, undone_at FROM datagen.run ORDER BY run DESC;$$;
COMMENT ON COLUMN datagen.run.run IS 'The number of the run; grows, may have gaps.';
COMMENT ON COLUMN datagen.run.relation IS 'The relation; NULL if it was dropped since.';
COMMENT ON COLUMN datagen.run.relation_name IS 'Its name, with schema, when the run filled it.';
COMMENT ON COLUMN datagen.run.action IS 'The function that was called.';
COMMENT ON COLUMN datagen.run.requested IS 'How many rows were asked for.';
COMMENT ON COLUMN datagen.run.inserted IS 'How many rows entered the relation.';
COMMENT ON COLUMN datagen.run.linked IS 'How many rows were completed by a second step.';
COMMENT ON COLUMN datagen.run.seed IS 'The seed, with which the run can be repeated.';
COMMENT ON COLUMN datagen.run.started_at IS 'When the run began.';
COMMENT ON COLUMN datagen.run.elapsed IS 'The time this relation took.';
COMMENT ON COLUMN datagen.run.version IS 'The version of the extension that made the rows.';
COMMENT ON COLUMN datagen.run.pack IS 'The version of the data pack they were made with; NULL if none was installed.';
COMMENT ON COLUMN datagen.run.settings IS 'The settings that values depend on, when the run began; a locale or rules of the call are not among them.';
COMMENT ON COLUMN datagen.run.role IS 'The role that made the run: yours.';
COMMENT ON COLUMN datagen.run.undone_at IS 'When the run was undone; NULL if it was not.';
COMMENT ON COLUMN datagen.run.undone IS 'How many rows undo() deleted from the relation; NULL if the run was not undone.';

CREATE FUNCTION datagen.undo(run bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'datagen_undo'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION datagen.undo(bigint) IS
$$Deletes the rows that a run of yours inserted, children before parents, with your own privileges, and returns how many it
deleted. Rows that were changed since then are kept and counted in a NOTICE; so are relations that were dropped. Sequences
stay where they are. All or nothing.

NULL is an error (22004). Other errors: there is no such run (22023); it is another role's, or a privilege is missing
(42501); rows that the run did not insert refer to rows that would go (23503), also where the foreign key would delete or
change them; the run filled a view or a foreign table, has been undone, is too old for its rows to be told from others,
its triggers also changed rows that had been there before or inserted more into the same relation, or row security hides what may refer to its rows (55000).
Example: SELECT datagen.undo(max(run)) FROM datagen.run;$$;
