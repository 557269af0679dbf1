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

CREATE OR REPLACE FUNCTION confer_crisis_page(session_key text, person_asked uuid, access_id uuid, request text,
  OUT kind text, OUT audience text, OUT body text, OUT version int, OUT rendition int, OUT facts jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  viewer record;
  someone record;
  opened text;
BEGIN
  -- confer_urgent_viewer, written out: a function of its own costs a tenth of the whole here.
  SELECT a.id AS account_id, s.assignment_id, o.id AS organisation_id, o.name AS organisation_name, o.phone AS organisation_phone,
         g.role, a.name, a.person_id AS own_person_id, confer_urgent_permissions(g.role) || g.permissions AS may,
         -- In an open contact, or in one that was closed a short while ago; the open one first.
         (SELECT r.source_id FROM relationship r WHERE r.person_id = person_asked AND r.holder_id = a.id AND r.source = 'contact'
           AND r.starts_at <= now() AND (r.ends_at IS NULL OR r.ends_at > now()) ORDER BY r.ends_at DESC NULLS FIRST LIMIT 1) AS opened
    INTO viewer
    FROM session s
    JOIN account a ON a.id = s.user_id AND a.disabled_at IS NULL
    JOIN assignment g ON g.id = s.assignment_id AND g.account_id = a.id
     AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now())
    JOIN organisation o ON o.id = g.organisation_id
   WHERE s.id = session_key AND s.expires_at > now();
  IF viewer.account_id IS NULL THEN kind := 'signed out'; RETURN; END IF;
  opened := viewer.opened;

  IF 'read crisis page' = ANY (viewer.may) THEN audience := 'crew';
  ELSIF 'read handler lines' = ANY (viewer.may) THEN audience := 'handler';
  END IF;

  IF audience IS NULL THEN kind := 'not your role';
  -- A match by two identifiers is read without attending, while the look-up lasts.
  ELSIF opened IS NULL AND NOT EXISTS (SELECT 1 FROM look_up l WHERE l.account_id = viewer.account_id
      AND l.at > now() - confer_look_up_lasts() AND l.assignment_id = viewer.assignment_id AND l.answer IN ('plan', 'no_plan')
      AND l.reason = 'NHS number and date of birth' AND l.shown = ARRAY[person_asked])
  THEN kind := 'no relationship';
  ELSE
    SELECT p.born_on, p.died_on, p.deceased, p.restriction, p.merged_into, l.person_id AS plan_of, l.status, l.elsewhere, t.text, t.version, t.rendition,
           EXISTS (SELECT 1 FROM person q WHERE q.merged_into = person_asked) AS has_merged,
           (SELECT min(k.created_at) FROM task k WHERE k.person_id = person_asked AND k.kind = 'plan_reported_wrong' AND k.done_at IS NULL) AS reported_wrong_at,
           (SELECT max(e.starts_at) FROM encounter e WHERE e.person_id = person_asked AND e.kind IN ('emergency_admission', 'elective_admission')
             AND e.starts_at > now() - interval '60 days' AND e.starts_at <= now() AND e.ends_at IS NULL AND e.removed_at IS NULL) AS admitted_on
      INTO someone
      FROM person p
      LEFT JOIN plan l ON l.person_id = p.id
      LEFT JOIN published_text t ON t.person_id = l.person_id AND t.audience = confer_crisis_page.audience
     WHERE p.id = person_asked;

    kind := CASE
      WHEN someone.restriction IS NOT NULL OR someone.merged_into IS NOT NULL OR viewer.own_person_id = person_asked THEN 'cannot tell'
      WHEN someone.status = 'live' AND someone.text IS NOT NULL THEN 'page'
      WHEN someone.elsewhere IS NOT NULL THEN 'elsewhere'
      WHEN someone.status = 'live' THEN 'cannot tell'
      WHEN someone.status = 'withdrawn' THEN 'withdrawn'
      ELSE 'no plan' END;
    -- Records that were merged into this one may hold the plan, contradict it, or be the viewer's own.
    IF kind <> 'cannot tell' AND (someone.has_merged OR viewer.own_person_id IS NOT NULL) THEN
      SELECT m.kind, m.body, m.version, m.rendition INTO kind, body, version, rendition
        FROM confer_merged_page(person_asked, viewer.own_person_id, audience, kind) m;
    END IF;
    IF kind IN ('page', 'withdrawn') AND body IS NULL THEN
      body := someone.text; version := someone.version; rendition := someone.rendition;
    END IF;

    facts := jsonb_build_object('viewer', viewer.name, 'desk', viewer.organisation_name, 'deskPhone', viewer.organisation_phone);
    IF kind <> 'cannot tell' THEN
      facts := facts || jsonb_build_object('contact', opened, 'diedOn', someone.died_on, 'deceased', someone.deceased, 'elsewhere', someone.elsewhere,
        'reportedWrongAt', someone.reported_wrong_at, 'admittedOn', someone.admitted_on);
    END IF;
    -- Who it is, for the pages whose text does not say so.
    IF kind <> 'cannot tell' AND (kind <> 'page' OR audience = 'handler') THEN
      facts := facts || jsonb_build_object('bornOn', someone.born_on, 'name', (SELECT jsonb_build_object('prefix', n.prefix, 'given', n.given,
          'family', n.family, 'preferred', n.preferred) FROM person_name n WHERE n.person_id = person_asked AND n.use <> 'former'
          AND (n.ends_at IS NULL OR n.ends_at > now()) ORDER BY (n.use = 'usual') DESC, n.starts_at DESC NULLS LAST LIMIT 1),
        'withdrawnAt', (SELECT max(e.at) FROM plan_event e WHERE e.person_id = person_asked AND e.kind = 'withdrawn'));
    END IF;
  END IF;

  INSERT INTO access_record (at, id, account_id, assignment_id, organisation_id, role, purpose, request_id, did, outcome, person_id, shown, detail)
    VALUES (now(), access_id, viewer.account_id, viewer.assignment_id, viewer.organisation_id, viewer.role, 'direct care', request,
      CASE WHEN audience = 'handler' THEN 'read handler lines' ELSE 'read crisis page' END,
      CASE WHEN kind IN ('no relationship', 'not your role') THEN 'refused' ELSE 'allowed' END, person_asked, '{}',
      jsonb_build_object('kind', kind, 'version', version, 'rendition', rendition));
END $$;
