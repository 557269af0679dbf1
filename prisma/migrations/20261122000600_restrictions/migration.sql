-- A merge lifts no seal: restrictions of all rows that stand for one person, also of rows that the viewer's own
-- relationships do not reach; nothing for who has no business with any of them.
CREATE FUNCTION restrictions_of(person uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH linked AS (SELECT unnest(confer_linked_people(coalesce(confer_merged_person(person), person))) AS id)
  SELECT coalesce(array_agg(p.restriction ORDER BY p.restriction), '{}') FROM person p JOIN linked USING (id)
  WHERE p.restriction IS NOT NULL AND EXISTS (SELECT FROM linked WHERE confer_stands_in_relationship(linked.id)) $$;
REVOKE EXECUTE ON FUNCTION restrictions_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION restrictions_of(uuid) TO confer_app;
