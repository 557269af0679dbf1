-- A death whose day is not recorded is a death; and a plan is as old as its oldest critical line (safety rule 5).

ALTER TABLE "person" ADD COLUMN "deceased" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "plan" ADD COLUMN "oldest_critical_since" TIMESTAMPTZ(3);

UPDATE "person" SET "deceased" = true WHERE "died_on" IS NOT NULL;

-- Whoever writes the day of a death has said that the person died.
CREATE FUNCTION confer_day_of_death_is_death() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.deceased := true; RETURN NEW; END $$;
CREATE TRIGGER day_of_death_is_death BEFORE INSERT OR UPDATE ON "person"
  FOR EACH ROW WHEN (NEW.died_on IS NOT NULL AND NOT NEW.deceased) EXECUTE FUNCTION confer_day_of_death_is_death();

-- What the job of unrecorded contacts looks for: few are open at any time.
CREATE INDEX "contact_open" ON "contact" ("opened_at") WHERE "closed_at" IS NULL;

-- ── The point of contact says both kinds of death ──────────────────────────────────────────────────────────
-- As in the first writing of these functions, with `deceased` beside the day of death.
CREATE OR REPLACE FUNCTION confer_candidate(person uuid, asked_number text, asked_phone text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH linked AS (SELECT unnest(confer_linked_people(person)) AS id),
  records AS (SELECT p.* FROM person p JOIN linked USING (id)),
  plans AS (SELECT l.* FROM plan l JOIN linked ON linked.id = l.person_id WHERE l.status <> 'none_published' OR l.elsewhere IS NOT NULL)
  SELECT jsonb_build_object(
    'personId', person,
    'names', coalesce((SELECT jsonb_agg(jsonb_build_object('prefix', n.prefix, 'given', n.given, 'family', n.family,
        'preferred', n.preferred, 'use', n.use, 'startsAt', n.starts_at, 'endsAt', n.ends_at))
      FROM person_name n JOIN linked ON linked.id = n.person_id), '[]'),
    'bornOn', (SELECT p.born_on FROM person p WHERE p.id = person),
    'diedOn', (SELECT max(p.died_on) FROM records p),
    'deceased', (SELECT bool_or(p.deceased) FROM records p),
    'sex', (SELECT p.sex FROM person p WHERE p.id = person),
    'postcodes', coalesce((SELECT jsonb_agg(DISTINCT a.postcode_key) FROM person_address a JOIN linked ON linked.id = a.person_id
      WHERE a.postcode_key IS NOT NULL AND (a.ends_at IS NULL OR a.ends_at > now())), '[]'),
    'number', CASE
      WHEN asked_number IS NULL THEN 'not asked'
      WHEN EXISTS (SELECT 1 FROM records p WHERE p.nhs_number = asked_number AND p.nhs_number_verified) THEN 'verified'
      ELSE 'claimed' END,
    'line', CASE
      WHEN asked_phone IS NULL THEN NULL
      WHEN EXISTS (SELECT 1 FROM phone h JOIN linked ON linked.id = h.person_id WHERE h.value = asked_phone AND h.ring_id IS NULL) THEN 'own'
      ELSE 'of somebody to ring' END,
    'careHome', (SELECT bool_or(p.care_home_id IS NOT NULL) FROM records p),
    'restricted', (SELECT bool_or(p.restriction IS NOT NULL) FROM records p),
    'recordsDiffer', (SELECT count(DISTINCT p.born_on) > 1 OR count(DISTINCT p.nhs_number) FILTER (WHERE p.nhs_number_verified) > 1 FROM records p)
      OR (SELECT count(*) > 1 FROM plans WHERE status = 'live'),
    'plan', (SELECT jsonb_build_object('personId', l.person_id, 'status', l.status, 'version', l.current_version, 'elsewhere', l.elsewhere,
        'since', (SELECT max(e.at) FROM plan_event e WHERE e.person_id = l.person_id AND e.kind = 'withdrawn'),
        'textsThere', (SELECT count(*) FROM published_text t WHERE t.person_id = l.person_id AND t.audience IN ('crew', 'handler')) = 2)
      FROM plans l ORDER BY (l.status = 'live') DESC, l.current_version DESC LIMIT 1)
  ) $$;

CREATE OR REPLACE FUNCTION confer_find_urgently(session_key text, asked jsonb) RETURNS SETOF jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  viewer record;
  found uuid[];
BEGIN
  SELECT * INTO viewer FROM confer_urgent_viewer(session_key);
  IF viewer.account_id IS NULL OR NOT 'look up urgently' = ANY (viewer.may) THEN RETURN; END IF;

  CASE asked ->> 'by'
  WHEN 'nhs_number' THEN
    found := ARRAY(
      SELECT id FROM person WHERE nhs_number = asked ->> 'number' AND nhs_number_verified
      UNION SELECT id FROM person WHERE nhs_number = asked ->> 'number' AND NOT nhs_number_verified
      UNION SELECT person_id FROM identifier WHERE system = 'https://fhir.nhs.uk/Id/nhs-number' AND value = asked ->> 'number');
  WHEN 'demographics' THEN
    found := ARRAY(
      SELECT p.id FROM person p JOIN person_name n ON n.person_id = p.id
       WHERE p.born_on = (asked ->> 'bornOn')::date
         AND (n.search LIKE '%' || (asked ->> 'familyPart') || '%' OR word_similarity(asked ->> 'family', n.search) >= 0.4)
      UNION SELECT p.id FROM person_address a JOIN person p ON p.id = a.person_id
       WHERE a.postcode_key = asked ->> 'postcode' AND p.born_on = (asked ->> 'bornOn')::date
      UNION SELECT n.person_id FROM person_address a JOIN person_name n ON n.person_id = a.person_id
       WHERE a.postcode_key = asked ->> 'postcode' AND n.search LIKE '%' || (asked ->> 'familyPart') || '%'
      LIMIT 400);
  WHEN 'phone' THEN
    found := ARRAY(SELECT DISTINCT person_id FROM phone WHERE value = asked ->> 'phone' LIMIT 400);
  WHEN 'choice' THEN
    found := (SELECT shown FROM look_up WHERE id = (asked ->> 'lookUp')::uuid AND account_id = viewer.account_id
                AND assignment_id = viewer.assignment_id AND answer = 'chooser' AND at > now() - confer_look_up_lasts());
  END CASE;

  RETURN QUERY
    SELECT confer_candidate(c.id, asked ->> 'number', asked ->> 'phone') || jsonb_build_object('own', c.id = ANY (own.ids))
      FROM (SELECT DISTINCT confer_merged_person(f) AS id FROM unnest(found) f) c,
           (SELECT CASE WHEN viewer.own_person_id IS NULL THEN ARRAY[]::uuid[]
                        ELSE confer_linked_people(confer_merged_person(viewer.own_person_id)) END AS ids) own
     WHERE c.id IS NOT NULL
    -- A circle of merges has no end: somebody is meant, and nobody can say who.
    UNION ALL SELECT jsonb_build_object('personId', '00000000-0000-0000-0000-000000000000', 'names', '[]'::jsonb, 'bornOn', NULL, 'diedOn', NULL, 'deceased', false,
        'sex', 'unknown', 'postcodes', '[]'::jsonb, 'number', 'claimed', 'line', NULL, 'careHome', false, 'restricted', false,
        'recordsDiffer', true, 'plan', NULL, 'own', false)
      WHERE EXISTS (SELECT 1 FROM unnest(found) f WHERE confer_merged_person(f) IS NULL);
END $$;
