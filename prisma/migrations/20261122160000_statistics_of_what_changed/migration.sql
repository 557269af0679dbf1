-- A run of the stratification asks for fresh statistics too, and most nights little has changed since the last. A table
-- counts as changed by the rule of autovacuum's own analysis, with half its share.
CREATE FUNCTION confer_refresh_changed_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  changed text;
BEGIN
  FOR changed IN
    SELECT relname FROM pg_stat_user_tables
    WHERE schemaname = 'public' AND relname IN ('person', 'identifier', 'person_name', 'person_address', 'phone',
        'person_to_ring', 'code', 'entry', 'encounter', 'source_resource', 'relationship', 'code_feature')
      AND (last_analyze IS NULL AND last_autoanalyze IS NULL OR n_mod_since_analyze > 50 + 0.05 * n_live_tup)
  LOOP
    EXECUTE format('ANALYZE public.%I', changed);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION confer_refresh_changed_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_refresh_changed_statistics() TO confer_app;
