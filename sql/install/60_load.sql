-- sql/install/60_load.sql -- loads that commit per batch, their jobs, going on after an interruption

-- As with the ledger, only the extension's C code writes these tables, as their owner, and they are not dumped.
CREATE TABLE datagen._job (
  job        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  role       oid NOT NULL,
  relation   oid NOT NULL,
  name       text NOT NULL,
  run        bigint NOT NULL,
  requested  bigint NOT NULL,
  seed       bigint NOT NULL,
  batch      bigint NOT NULL,
  workers    int NOT NULL,
  state      text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  version    text NOT NULL,
  definition text NOT NULL,
  settings   text[] NOT NULL,
  facts      bigint[] NOT NULL,
  serial     text,
  note       text,
  sqlstate   text,
  error      text[],
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  resumed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at   timestamptz,
  before     bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE datagen._job IS 'One row per call of load(); behind the view datagen.job.';
COMMENT ON COLUMN datagen._job.definition IS 'A digest of what the rows depend on in the catalogs: datagen._definition().';
COMMENT ON COLUMN datagen._job.settings IS 'Names and values, by turns, of the settings that every slice is made under.';
COMMENT ON COLUMN datagen._job.facts IS 'What the table and its sequences held at the start: src/pg/load_facts.cpp.';
COMMENT ON COLUMN datagen._job.serial IS 'Why the slices have to be made one after the other; NULL when they need not.';
COMMENT ON COLUMN datagen._job.error IS 'Message, detail, hint, context, schema, table, column, constraint and type of the error.';
COMMENT ON COLUMN datagen._job.before IS 'The rows that were in when the job was last resumed.';

CREATE TABLE datagen._job_slice (
  job      bigint NOT NULL,
  first    bigint NOT NULL,
  count    bigint NOT NULL,
  inserted bigint,
  done_at  timestamptz,
  PRIMARY KEY (job, first)
);
CREATE INDEX _job_slice_open ON datagen._job_slice (job, first) WHERE inserted IS NULL;
COMMENT ON TABLE datagen._job_slice IS
'A job''s slices. A slice is marked done by the transaction that inserts its rows, so none is lost or written twice.';
COMMENT ON COLUMN datagen._job_slice.first IS 'The position of its first row among the job''s.';
COMMENT ON COLUMN datagen._job_slice.inserted IS 'The rows that it inserted; NULL while it is open.';

-- A backend that works on a job holds this advisory lock: src/pg/load_job.cpp.
CREATE VIEW datagen.job WITH (security_barrier) AS
  SELECT j.job,
         c.oid::regclass AS relation,
         j.name AS relation_name,
         j.requested,
         j.inserted,
         CASE WHEN j.requested > 0 THEN round(100.0 * j.inserted / j.requested, 1) END AS percent,
         j.seed,
         j.batch,
         j.workers,
         CASE WHEN j.state <> 'running' OR j.active THEN j.state ELSE 'interrupted' END AS state,
         j.sqlstate,
         j.error[1] AS error,
         concat_ws('; ', 'one slice after the other: ' || j.serial, j.note) AS note,
         j.run,
         CURRENT_USER AS role,
         j.version,
         j.started_at,
         coalesce(j.ended_at, greatest(j.resumed_at, j.done_at)) AS updated_at,
         j.rate AS rows_per_second,
         CASE WHEN j.state = 'running' AND j.active AND j.rate > 0
              THEN clock_timestamp() + (j.requested - j.inserted) / j.rate * interval '1 second' END AS eta
  FROM (
    SELECT b.*,
           (b.inserted - b.before)
             / nullif(extract(epoch FROM coalesce(b.ended_at, b.done_at) - b.resumed_at), 0)::float8 AS rate
    FROM (
      SELECT j.*,
             s.inserted,
             s.done_at,
             EXISTS (SELECT FROM pg_catalog.pg_locks l
                     WHERE l.locktype = 'advisory' AND l.objsubid = 55 AND l.granted AND l.mode = 'ExclusiveLock'
                       AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                       AND l.classid::bigint << 32 | l.objid::bigint = j.job) AS active
      FROM datagen._job j,
      LATERAL (SELECT coalesce(sum(inserted), 0)::bigint AS inserted, max(done_at) AS done_at
               FROM datagen._job_slice WHERE job = j.job) s
    ) b
  ) j
  LEFT JOIN pg_catalog.pg_class c ON c.oid = j.relation
  WHERE j.role = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER);
COMMENT ON VIEW datagen.job IS
$$The jobs of load(), yours only. A job whose server or session ended stands as interrupted until it is resumed. Jobs are
not dumped.
Example: SELECT job, relation, requested, inserted, state, error FROM datagen.job ORDER BY job DESC;$$;
COMMENT ON COLUMN datagen.job.job IS 'The number of the job, for resume().';
COMMENT ON COLUMN datagen.job.relation IS 'The relation; NULL if it was dropped since.';
COMMENT ON COLUMN datagen.job.relation_name IS 'Its name, with schema, when the job began.';
COMMENT ON COLUMN datagen.job.requested IS 'How many rows were asked for.';
COMMENT ON COLUMN datagen.job.inserted IS 'How many rows are in and committed.';
COMMENT ON COLUMN datagen.job.percent IS 'Their share; NULL if none were asked for.';
COMMENT ON COLUMN datagen.job.seed IS 'The seed: fill() with it and the same n makes the same rows.';
COMMENT ON COLUMN datagen.job.batch IS 'Rows per transaction.';
COMMENT ON COLUMN datagen.job.workers IS 'How many workers were asked for.';
COMMENT ON COLUMN datagen.job.state IS 'running, done, failed, cancelled or interrupted.';
COMMENT ON COLUMN datagen.job.sqlstate IS 'The SQLSTATE of the error that ended the job; NULL if none did.';
COMMENT ON COLUMN datagen.job.error IS 'The error''s message.';
COMMENT ON COLUMN datagen.job.note IS 'Why the job cannot use several workers, if so; how many rows triggers dropped.';
COMMENT ON COLUMN datagen.job.run IS 'The job''s number in datagen.run: undo(run) deletes what it inserted.';
COMMENT ON COLUMN datagen.job.role IS 'The role that made the job: yours.';
COMMENT ON COLUMN datagen.job.version IS 'The version of the extension that makes the rows.';
COMMENT ON COLUMN datagen.job.started_at IS 'When the job was begun.';
COMMENT ON COLUMN datagen.job.updated_at IS 'When the last batch was committed, or the job ended.';
COMMENT ON COLUMN datagen.job.rows_per_second IS 'The mean rate since the job was begun or last resumed.';
COMMENT ON COLUMN datagen.job.eta IS 'When a running job will be done at that rate.';

-- Deparsed expressions are qualified by the search_path, so that is fixed.
CREATE FUNCTION datagen._definition(target regclass) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT md5(string_agg(part, E'\n' ORDER BY part COLLATE "C")) FROM (
    SELECT concat_ws(' ', 'name', n.nspname, c.relname, c.relkind, c.relpersistence, c.relrowsecurity) AS part
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target
    UNION ALL
    SELECT concat_ws(' ', 'column', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attcollation,
                     a.attnotnull, a.attgenerated, a.attidentity, pg_get_expr(d.adbin, d.adrelid),
                     col_description(target, a.attnum))
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT concat_ws(' ', 'type', t.typname, t.typbasetype::regtype, t.typnotnull, pg_get_constraintdef(k.oid),
                     (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e
                      WHERE e.enumtypid = t.oid))
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_constraint k ON k.contypid = t.oid
    WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT concat_ws(' ', 'constraint', quote_ident(k.conname), pg_get_constraintdef(k.oid))
    FROM pg_constraint k WHERE k.conrelid = target
    UNION ALL
    SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid))
    FROM pg_index i WHERE i.indrelid = target AND (i.indisunique OR i.indisexclusion)
    UNION ALL
    SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(g.oid), g.tgenabled)
    FROM pg_trigger g WHERE g.tgrelid = target AND NOT g.tgisinternal
    UNION ALL
    SELECT concat_ws(' ', 'partition', p.relid, pg_get_expr(c.relpartbound, c.oid))
    FROM pg_partition_tree(target) p JOIN pg_class c ON c.oid = p.relid
    UNION ALL
    SELECT concat_ws(' ', 'rule', quote_ident(r.column_name), r.expression, r.null_share)
    FROM datagen.rule r WHERE r.relation = target
    UNION ALL
    SELECT concat_ws(' ', 'shape', s.*::text)
    FROM datagen.shape s WHERE s.relation = target
  ) parts
$$;
COMMENT ON FUNCTION datagen._definition(regclass) IS
'A digest of a relation''s definition, rules and shapes: rows made before and after a change of it would not fit together.';

CREATE PROCEDURE datagen.load(
    target regclass, n bigint, seed bigint DEFAULT NULL, batch bigint DEFAULT 1000000, workers int DEFAULT 1)
AS 'MODULE_PATHNAME', 'datagen_load'
LANGUAGE C;
COMMENT ON PROCEDURE datagen.load(regclass, bigint, bigint, bigint, int) IS
$$Adds n rows to a table as fill() does, the same rows, but commits every batch, so that nothing is lost when the load is
cancelled or the server goes down: resume() goes on. The job and its state are in the view datagen.job; the notice at the
start tells its number.

- batch: rows per transaction.
- workers: background workers that make slices of the rows at the same time, each with your privileges and settings; 1 does
  without. Where fewer can be had (max_worker_processes) those do the work. Where a row depends on the keys that earlier rows
  took, one slice is made after the other, and a notice says why.
- Referenced tables must have rows. What you or others do to the table meanwhile is visible to others and to constraints, as
  for any INSERT. undo() of the job's run deletes what it inserted.

Errors: 2D000 inside a transaction block or a function; 22004 for NULL, but for seed; 22023 for a negative n or workers or
batch below 1; 0A000 for views, temporary tables, tables that refer to themselves and cycles of NOT NULL references, all of
which need one transaction: use fill(); 23503 if a required parent has no rows; else those of fill().
Example: CALL datagen.load('shop.products', 2000, seed => 42, batch => 500);$$;

CREATE PROCEDURE datagen.resume(job bigint)
AS 'MODULE_PATHNAME', 'datagen_resume'
LANGUAGE C;
COMMENT ON PROCEDURE datagen.resume(bigint) IS
$$Goes on with a job of load() that failed, was cancelled or interrupted: what is committed stays, the rest is made under the
settings of its start. The result is what an undisturbed load would have made. For a job that is done it does nothing.

Errors: 2D000 inside a transaction block or a function; 22004 for NULL; 22023 no such job; 42501 another role's job; 55006 the
job is running; 55000 the table's definition, its rules or the extension's version changed since the job began, keys of a
referenced table that go into a unique key changed, or the job's run was undone.
Example: CALL datagen.resume(1);$$;
