-- sql/install/50_progress.sql -- how far running fills are

-- The parameters are src/pg/progress.cpp's; parameter 18 holds the number that only datagen's backends write.
CREATE VIEW datagen.progress WITH (security_barrier) AS
  SELECT p.pid,
         p.datid,
         p.datname,
         p.relation,
         p.step,
         p.steps,
         p.rows_done,
         p.rows_total,
         CASE WHEN p.rows_total > 0 THEN round(100.0 * p.rows_done / p.rows_total, 1) END AS percent,
         p.started_at,
         CASE WHEN p.seconds > 0 THEN p.rows_done / p.seconds END AS rows_per_second,
         CASE WHEN p.rows_done > 0 AND p.rows_total >= p.rows_done
              THEN p.started_at + p.seconds * p.rows_total / p.rows_done * interval '1 second' END AS eta
  FROM (
    SELECT s.pid,
           s.datid,
           d.datname,
           CASE WHEN d.datname = current_database() THEN s.relid::regclass END AS relation,
           (s.param8 >> 32)::int AS step,
           nullif(s.param8 & 4294967295, 0)::int AS steps,
           s.param3 AS rows_done,
           s.param19 AS rows_total,
           b.started_at,
           extract(epoch FROM clock_timestamp() - b.started_at)::float8 AS seconds
    FROM pg_catalog.pg_stat_get_progress_info('COPY') s
    JOIN pg_catalog.pg_database d ON d.oid = s.datid,
    LATERAL (SELECT timestamptz '2000-01-01 00:00:00+00' + s.param20 * interval '1 microsecond' AS started_at) b
    WHERE s.param18 = 28254650149332334
  ) p;
COMMENT ON VIEW datagen.progress IS
$$The fills that are running now, one row per backend with the relation it is filling. As in pg_stat_progress_copy, where
they show as well, you see your own and those of roles you are a member of; members of pg_read_all_stats see all. Empty
while track_activities is off.
Example: SELECT pid, relation, rows_done, rows_total, percent, eta FROM datagen.progress;$$;
COMMENT ON COLUMN datagen.progress.pid IS 'The backend''s process id.';
COMMENT ON COLUMN datagen.progress.datid IS 'The oid of its database.';
COMMENT ON COLUMN datagen.progress.datname IS 'The name of its database.';
COMMENT ON COLUMN datagen.progress.relation IS 'The relation being filled; NULL if it is in another database.';
COMMENT ON COLUMN datagen.progress.step IS 'Which relation of the run this is, from 1.';
COMMENT ON COLUMN datagen.progress.steps IS 'How many relations the run fills; NULL if that is not known.';
COMMENT ON COLUMN datagen.progress.rows_done IS 'Rows of this relation that were inserted.';
COMMENT ON COLUMN datagen.progress.rows_total IS 'Rows of this relation to be inserted.';
COMMENT ON COLUMN datagen.progress.percent IS 'Rows done of all rows; NULL if there are none to insert.';
COMMENT ON COLUMN datagen.progress.started_at IS 'When this relation was begun.';
COMMENT ON COLUMN datagen.progress.rows_per_second IS 'The mean rate since then.';
COMMENT ON COLUMN datagen.progress.eta IS 'When this relation will be done at that rate; NULL before the first rows.';
