-- A bulk load leaves the planner with the statistics of an empty database until autovacuum comes by, a minute or more
-- later; meanwhile one join by nested loop takes minutes. ANALYZE needs the owner, so the application asks through this.
CREATE FUNCTION confer_refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE public.person, public.identifier, public.person_name, public.person_address, public.phone, public.person_to_ring,
    public.code, public.entry, public.encounter, public.source_resource, public.relationship, public.code_feature;
END $$;
REVOKE ALL ON FUNCTION confer_refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_refresh_statistics() TO confer_app;
