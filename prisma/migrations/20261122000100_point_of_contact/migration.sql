-- The point of contact: the one place where the application reaches people without a relationship. Each function is
-- the owner's (SECURITY DEFINER, fixed search_path), takes the hash of the session's token, decides session, role and
-- relationship itself, and gives nothing to a caller without the permission. confer_app may run them and nothing else.

CREATE INDEX "person_nhs_number_claimed" ON "person" ("nhs_number") WHERE NOT "nhs_number_verified";
CREATE INDEX "person_merged" ON "person" ("merged_into") WHERE "merged_into" IS NOT NULL;
CREATE INDEX "relationship_of_contact" ON "relationship" ("source_id") WHERE "source" = 'contact';

-- ── Who asks ───────────────────────────────────────────────────────────────────────────────────────────────
-- The urgent part of app/domain/permissions.ts; a test holds the two together.
CREATE FUNCTION confer_urgent_permissions(role text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE role
    WHEN 'urgent_clinician' THEN ARRAY['look up urgently', 'read crisis page', 'read handler lines', 'record contact']
    WHEN 'clinical_desk' THEN ARRAY['look up urgently', 'read crisis page', 'read handler lines', 'record contact']
    WHEN 'call_handler' THEN ARRAY['look up urgently', 'read handler lines', 'record contact']
    ELSE ARRAY[]::text[] END $$;

-- Whose session it is, in one row; no row when the session, the assignment or the account has ended.
CREATE FUNCTION confer_urgent_viewer(session_key text, OUT account_id uuid, OUT assignment_id uuid, OUT organisation_id uuid,
  OUT organisation_kind text, OUT organisation_name text, OUT organisation_phone text, OUT role text, OUT name text,
  OUT own_person_id uuid, OUT may text[])
RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, s.assignment_id, o.id, o.kind, o.name, o.phone, g.role, a.name, a.person_id,
         confer_urgent_permissions(g.role) || g.permissions
    FROM session s
    JOIN account a ON a.id = s.user_id AND a.disabled_at IS NULL
    JOIN assignment g ON g.id = s.assignment_id AND g.account_id = a.id
     AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now())
    JOIN organisation o ON o.id = g.organisation_id
   WHERE s.id = session_key AND s.expires_at > now() $$;

-- ── One person, however many records were merged ───────────────────────────────────────────────────────────
-- The record that a chain of merges ends in; null when it goes in a circle.
CREATE FUNCTION confer_merged_person(person uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH RECURSIVE up(id, merged_into, steps) AS (
    SELECT p.id, p.merged_into, 0 FROM person p WHERE p.id = person
    UNION ALL SELECT p.id, p.merged_into, up.steps + 1 FROM up JOIN person p ON p.id = up.merged_into WHERE up.steps < 8)
  SELECT id FROM up WHERE merged_into IS NULL $$;

CREATE FUNCTION confer_linked_people(person uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH RECURSIVE down(id, steps) AS (
    SELECT person, 0
    UNION ALL SELECT p.id, down.steps + 1 FROM down JOIN person p ON p.merged_into = down.id WHERE down.steps < 8)
  SELECT array_agg(DISTINCT id) FROM down $$;

-- What grading needs to know of one candidate. Nothing of it leaves the application but what the grade allows.
CREATE FUNCTION confer_candidate(person uuid, asked_number text, asked_phone text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
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

-- How long a safe match may be opened: the setting in force, else what ships (app/domain/setting.ts).
CREATE FUNCTION confer_look_up_lasts() RETURNS interval LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT make_interval(mins => coalesce((SELECT (value #>> '{}')::int FROM setting
    WHERE name = 'look-up.valid-minutes' AND jsonb_typeof(value) = 'number' ORDER BY version DESC LIMIT 1), 30)) $$;
REVOKE ALL ON FUNCTION confer_urgent_viewer, confer_merged_person, confer_linked_people, confer_candidate, confer_look_up_lasts FROM PUBLIC;

-- ── Find ───────────────────────────────────────────────────────────────────────────────────────────────────
-- The candidates of one question, whole enough to see look-alikes: {by: nhs_number, number} | {by: demographics,
-- family, familyPart, bornOn, postcode} | {by: phone, phone} | {by: choice, lookUp}. family and familyPart are lower case without
-- accents, postcode is upper case without spaces, phone is digits in national form.
CREATE FUNCTION confer_find_urgently(session_key text, asked jsonb) RETURNS SETOF jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
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
    UNION ALL SELECT jsonb_build_object('personId', '00000000-0000-0000-0000-000000000000', 'names', '[]'::jsonb, 'bornOn', NULL, 'diedOn', NULL,
        'sex', 'unknown', 'postcodes', '[]'::jsonb, 'number', 'claimed', 'line', NULL, 'careHome', false, 'restricted', false,
        'recordsDiffer', true, 'plan', NULL, 'own', false)
      WHERE EXISTS (SELECT 1 FROM unnest(found) f WHERE confer_merged_person(f) IS NULL);
END $$;

-- The instruction and the numbers that a call handler reads out are in published_text; this is who asks, with the
-- desk to ring: what the page /urgent needs before anybody is looked up.
CREATE FUNCTION confer_urgent_desk(session_key text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('name', v.organisation_name, 'phone', v.organisation_phone)
    FROM confer_urgent_viewer(session_key) v WHERE 'look up urgently' = ANY (v.may) $$;

-- One look-up: the row that a contact may be opened from, and the record of access, in the caller's transaction.
-- False when the session is gone or the role has no urgent look-up.
CREATE FUNCTION confer_record_look_up(session_key text, look_up_id uuid, access_id uuid, request text, asked_by text, the_answer text,
  the_reason text, shown_people uuid[], how_sure text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE viewer record;
BEGIN
  SELECT * INTO viewer FROM confer_urgent_viewer(session_key);
  IF viewer.account_id IS NULL OR NOT 'look up urgently' = ANY (viewer.may) THEN RETURN false; END IF;
  INSERT INTO look_up (id, at, account_id, assignment_id, by, answer, reason, shown)
    VALUES (look_up_id, now(), viewer.account_id, viewer.assignment_id, asked_by, the_answer, the_reason, shown_people);
  INSERT INTO access_record (at, id, account_id, assignment_id, organisation_id, role, purpose, request_id, did, outcome, person_id, shown, detail)
    VALUES (now(), access_id, viewer.account_id, viewer.assignment_id, viewer.organisation_id, viewer.role, 'direct care', request,
      'look up urgently', 'allowed', CASE WHEN cardinality(shown_people) = 1 THEN shown_people[1] END, shown_people,
      jsonb_build_object('by', asked_by, 'answer', the_answer, 'grade', how_sure));
  RETURN true;
END $$;

-- ── Attend ─────────────────────────────────────────────────────────────────────────────────────────────────
-- Opens the contact of a safe match, with the relationship that it gives, or gives back the one that is open.
-- {contact} | {refused: 'signed out' | 'not your role' | 'no look-up' | 'identifiers not checked'}
CREATE FUNCTION confer_open_contact(session_key text, look_up_id uuid, contact_id uuid, access_id uuid, request text,
  checked boolean, is_attending boolean) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  viewer record;
  asked record;
  person uuid;
  open uuid;
BEGIN
  SELECT * INTO viewer FROM confer_urgent_viewer(session_key);
  IF viewer.account_id IS NULL THEN RETURN jsonb_build_object('refused', 'signed out'); END IF;
  IF NOT 'record contact' = ANY (viewer.may) THEN RETURN jsonb_build_object('refused', 'not your role'); END IF;
  SELECT * INTO asked FROM look_up l WHERE l.id = look_up_id AND l.account_id = viewer.account_id
     AND l.assignment_id = viewer.assignment_id AND l.answer IN ('plan', 'no_plan') AND cardinality(l.shown) = 1
     AND l.at > now() - confer_look_up_lasts();
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'no look-up'); END IF;
  person := asked.shown[1];
  IF checked IS NOT TRUE AND asked.reason IS DISTINCT FROM 'NHS number and date of birth' THEN
    RETURN jsonb_build_object('refused', 'identifiers not checked', 'person', person);
  END IF;

  -- Two taps on the button are one contact.
  PERFORM pg_advisory_xact_lock(hashtextextended(viewer.account_id::text || person::text, 0));
  SELECT c.id INTO open FROM contact c WHERE c.person_id = person AND c.opened_by = viewer.account_id AND c.closed_at IS NULL
    AND c.opened_at > now() - interval '24 hours' ORDER BY c.opened_at DESC LIMIT 1;
  IF open IS NULL THEN
    open := contact_id;
    INSERT INTO contact (person_id, id, service, organisation_id, opened_by, opened_by_name, opened_at, matched_by, identifiers_checked, attending, plan_version)
      VALUES (person, open, CASE viewer.organisation_kind WHEN 'ambulance' THEN 'ambulance' WHEN 'nhs111' THEN 'nhs111'
          WHEN 'trust' THEN 'ed' ELSE 'out_of_hours' END,
        viewer.organisation_id, viewer.account_id, viewer.name, now(), asked.reason, checked, is_attending,
        (SELECT nullif(l.current_version, 0) FROM plan l WHERE l.person_id = ANY (confer_linked_people(person)) ORDER BY (l.status = 'live') DESC LIMIT 1));
    INSERT INTO relationship (person_id, holder_kind, holder_id, source, source_id, starts_at, ends_at)
      -- Rounded down: a column of milliseconds rounds up, and a relationship of the future opens nothing.
      SELECT linked, 'account', viewer.account_id, 'contact', open::text, date_trunc('milliseconds', now()), NULL FROM unnest(confer_linked_people(person)) linked;
  ELSE
    UPDATE contact c SET attending = c.attending OR is_attending, identifiers_checked = c.identifiers_checked OR checked
     WHERE c.person_id = person AND c.id = open;
  END IF;
  INSERT INTO access_record (at, id, account_id, assignment_id, organisation_id, role, purpose, request_id, did, outcome, person_id, shown, detail)
    VALUES (now(), access_id, viewer.account_id, viewer.assignment_id, viewer.organisation_id, viewer.role, 'direct care', request,
      'open contact', 'allowed', person, '{}', jsonb_build_object('identifiersChecked', checked, 'attending', is_attending, 'matchedBy', asked.reason));
  RETURN jsonb_build_object('contact', open, 'person', person);
END $$;

-- The page of somebody whose records were merged: the plan may lie under any of them; two live ones, two birth dates or
-- the viewer's own record among them cannot be told. Row-level security does not bind it, so nobody may call it.
CREATE FUNCTION confer_merged_page(person uuid, own uuid, for_audience text, said text, OUT kind text, OUT body text, OUT version int, OUT rendition int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  ids uuid[] := confer_linked_people(person);
  planned record;
  live int;
BEGIN
  SELECT count(*) INTO live FROM plan l WHERE l.person_id = ANY (ids) AND l.status = 'live';
  SELECT l.person_id, l.status, t.text, t.version, t.rendition INTO planned
    FROM plan l LEFT JOIN published_text t ON t.person_id = l.person_id AND t.audience = for_audience
   WHERE l.person_id = ANY (ids) ORDER BY (l.status = 'live') DESC, l.current_version DESC LIMIT 1;
  kind := CASE
    WHEN live > 1 OR own = ANY (ids) OR confer_merged_person(own) = ANY (ids) THEN 'cannot tell'
    WHEN (SELECT count(DISTINCT p.born_on) > 1 OR bool_or(p.restriction IS NOT NULL) FROM person p WHERE p.id = ANY (ids)) THEN 'cannot tell'
    WHEN planned.status = 'live' AND planned.text IS NOT NULL THEN 'page'
    WHEN planned.status = 'live' THEN 'cannot tell'
    WHEN said = 'no plan' AND planned.status = 'withdrawn' THEN 'withdrawn'
    ELSE said END;
  IF kind IN ('page', 'withdrawn') THEN body := planned.text; version := planned.version; rendition := planned.rendition; END IF;
END $$;
REVOKE ALL ON FUNCTION confer_merged_page FROM PUBLIC;

-- ── Read ───────────────────────────────────────────────────────────────────────────────────────────────────
-- The page of one person for whoever asks: decides session, role and relationship, records access (refusals too)
-- and returns the text that the role may have, in one statement. kind: page | no plan | withdrawn | elsewhere |
-- cannot tell | signed out | not your role | no relationship. An unknown id is 'no relationship' too.
CREATE FUNCTION confer_crisis_page(session_key text, person_asked uuid, access_id uuid, request text,
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
    SELECT p.born_on, p.died_on, p.restriction, p.merged_into, l.person_id AS plan_of, l.status, l.elsewhere, t.text, t.version, t.rendition,
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
      facts := facts || jsonb_build_object('contact', opened, 'diedOn', someone.died_on, 'elsewhere', someone.elsewhere,
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

REVOKE ALL ON FUNCTION confer_find_urgently, confer_urgent_desk, confer_record_look_up, confer_open_contact, confer_crisis_page FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_find_urgently, confer_urgent_desk, confer_record_look_up, confer_open_contact, confer_crisis_page TO confer_app;
