-- ── Why confer_linked_records asks for no relationship ──────────────────────────────────────────────────────
-- What it answers is of use only to who holds one of the ids already; an id says nothing of anybody, is never made up
-- (it is random), and opens no row: names, dates and plans stay behind row-level security and the checks of openPerson.
-- A check here would do harm in silence: whoever steps an action of somebody else's patient marks the person as changed
-- without a relationship, and texts of the linked records would then stay as they were.
COMMENT ON FUNCTION confer_linked_records IS 'Ids alone, for whoever holds one of them: they open nothing, and to leave one out would leave a text unrendered.';

-- ── Openings, of all linked records ────────────────────────────────────────────────────────────────────────
-- Records of which openings are told: one that is sealed is nobody's to be told of, not even that it exists.
CREATE FUNCTION confer_told_records(person uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(p.id), '{}') FROM person p WHERE p.id = ANY (confer_linked_people(person))
    AND (p.restriction IS NULL OR p.restriction = 'dissented') $$;

-- Whether any of the records that stand for this person is the caller's own: that is for somebody else to look at.
CREATE FUNCTION confer_is_own_record(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM account a WHERE a.id = confer_account() AND a.person_id = ANY (confer_linked_people(person))) $$;

-- The withholding that stands for what one organisation did in one role on one day, under whichever record it was made.
CREATE FUNCTION confer_standing_withholding(records uuid[], on_day date, of_organisation uuid, of_role text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id FROM withheld_opening w WHERE w.person_id = ANY (records) AND w.ended_at IS NULL AND w.day = on_day AND w.role = of_role
    AND w.organisation_id IS NOT DISTINCT FROM of_organisation ORDER BY w.at, w.id LIMIT 1 $$;

CREATE OR REPLACE FUNCTION confer_who_opened(since timestamptz) RETURNS TABLE (at timestamptz, organisation text, role text, did text, purpose text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH one AS MATERIALIZED (SELECT confer_told_records(confer_person()) AS told, confer_linked_people(confer_person()) AS linked),
  opened AS MATERIALIZED (
    SELECT max(a.at) AS last, (a.at AT TIME ZONE 'Europe/London')::date AS day, o.id, o.name, a.role, a.did, a.purpose
    FROM access_record a LEFT JOIN organisation o ON o.id = a.organisation_id
    WHERE a.person_id = ANY ((SELECT told FROM one)::uuid[]) AND a.at >= since AND a.outcome = 'allowed'
      AND (a.account_id IS NOT NULL OR a.role LIKE 'person: %')
      AND a.did NOT LIKE '%opening of record%'
      AND NOT EXISTS (SELECT FROM withheld_opening w WHERE w.person_id = ANY ((SELECT linked FROM one)::uuid[]) AND w.ended_at IS NULL
        AND w.role = a.role AND w.organisation_id IS NOT DISTINCT FROM a.organisation_id
        AND w.day = (a.at AT TIME ZONE 'Europe/London')::date)
    GROUP BY 2, o.id, o.name, a.role, a.did, a.purpose)
  SELECT last, name, role, did, purpose FROM opened ORDER BY 1 DESC, 2, 3, 4
$$;

CREATE OR REPLACE FUNCTION confer_person_to_review(number text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(confer_merged_person(p.id), p.id) FROM person p WHERE p.nhs_number = number AND confer_reviews_access()
    AND NOT confer_is_own_record(p.id)
  ORDER BY p.merged_into NULLS FIRST, p.id LIMIT 1
$$;

-- What the person would be told between two moments, by day, organisation and role; nothing is cut. No clinical content.
CREATE FUNCTION confer_openings_between(person uuid, since timestamptz, until timestamptz) RETURNS TABLE
  (day date, organisation_id uuid, organisation text, role text, did text[], withheld uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH one AS MATERIALIZED (SELECT confer_told_records(person) AS told, confer_linked_people(person) AS linked),
  opened AS MATERIALIZED (
    SELECT (a.at AT TIME ZONE 'Europe/London')::date AS day, a.organisation_id, o.name, a.role, array_agg(DISTINCT a.did ORDER BY a.did) AS did
    FROM access_record a LEFT JOIN organisation o ON o.id = a.organisation_id
    WHERE a.person_id = ANY ((SELECT told FROM one)::uuid[]) AND a.at >= since AND (until IS NULL OR a.at < until) AND a.outcome = 'allowed'
      AND a.account_id IS NOT NULL AND a.did NOT LIKE '%opening of record%'
    GROUP BY 1, 2, 3, 4)
  SELECT r.*, confer_standing_withholding((SELECT linked FROM one), r.day, r.organisation_id, r.role) FROM opened r
$$;

-- The days before `before` (or the newest), whole days until there are `most` of them (or all); `total`: with what is older still.
DROP FUNCTION confer_openings_to_review(uuid, timestamptz);
CREATE FUNCTION confer_openings_to_review(person uuid, since timestamptz, before date, most int) RETURNS TABLE
  (day date, organisation_id uuid, organisation text, role text, did text[], withheld uuid, total int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT page.* FROM (
    SELECT r.*, (count(*) OVER ())::int AS total
    FROM confer_openings_between(person, since, before::timestamp AT TIME ZONE 'Europe/London') r
    WHERE confer_reviews_access() AND NOT confer_is_own_record(person)
    ORDER BY r.day DESC FETCH FIRST coalesce(most, 2147483647) ROWS WITH TIES) page
  ORDER BY page.day DESC, page.organisation, page.role
$$;

-- Nothing is cut: a withholding that nobody sees is one that nobody looks at again.
CREATE OR REPLACE FUNCTION confer_withheld_openings() RETURNS TABLE (id uuid, person_id uuid, nhs_number text, day date, organisation text, role text,
  reason text, by_name text, by_role text, at timestamptz, review_on date, ended_at timestamptz, ended_by_name text, ending text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.person_id, p.nhs_number, w.day, o.name, w.role, w.reason, w.by_name, w.by_role, w.at, w.review_on, w.ended_at, w.ended_by_name, w.ending
  FROM withheld_opening w JOIN person p ON p.id = w.person_id LEFT JOIN organisation o ON o.id = w.organisation_id
  WHERE confer_reviews_access() AND NOT confer_is_own_record(w.person_id)
  ORDER BY (w.ended_at IS NULL) DESC, w.review_on, w.at DESC
$$;

-- False: it is withheld already, nothing was opened so, or it is not the caller's to withhold. That one day is asked for.
CREATE OR REPLACE FUNCTION confer_withhold_opening(new_id uuid, person uuid, on_day date, of_organisation uuid, of_role text, because text,
  name text, as_role text, at_time timestamptz, review date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT confer_reviews_access() OR confer_is_own_record(person) OR NOT EXISTS (
    SELECT FROM confer_openings_between(person, on_day::timestamp AT TIME ZONE 'Europe/London', (on_day + 1)::timestamp AT TIME ZONE 'Europe/London') r
    WHERE r.role = of_role AND r.organisation_id IS NOT DISTINCT FROM of_organisation AND r.withheld IS NULL)
  THEN RETURN false; END IF;
  INSERT INTO withheld_opening (person_id, id, day, organisation_id, role, reason, by, by_name, by_role, at, review_on)
    VALUES (person, new_id, on_day, of_organisation, of_role, because, confer_account(), name, as_role, at_time, review)
    ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- Ends what stands for the same opening under every linked record; both may have been withheld before a merge. Null: none.
CREATE FUNCTION confer_end_withholdings_of(asked uuid, at_time timestamptz, name text, said text) RETURNS withheld_opening
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before withheld_opening;
BEGIN
  UPDATE withheld_opening SET ended_at = at_time, ended_by = confer_account(), ended_by_name = name, ending = said
    WHERE id = asked AND ended_at IS NULL AND confer_reviews_access() AND NOT confer_is_own_record(person_id) RETURNING * INTO before;
  IF before.id IS NOT NULL THEN
    UPDATE withheld_opening SET ended_at = at_time, ended_by = confer_account(), ended_by_name = name, ending = said
      WHERE person_id = ANY (confer_linked_people(before.person_id)) AND ended_at IS NULL AND day = before.day AND role = before.role
        AND organisation_id IS NOT DISTINCT FROM before.organisation_id;
  END IF;
  RETURN before;
END $$;

CREATE OR REPLACE FUNCTION confer_end_withholding(asked uuid, at_time timestamptz, name text, said text) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (confer_end_withholdings_of(asked, at_time, name, said)).person_id
$$;

CREATE OR REPLACE FUNCTION confer_keep_withheld(asked uuid, new_id uuid, because text, name text, as_role text, at_time timestamptz, review date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before withheld_opening;
BEGIN
  before := confer_end_withholdings_of(asked, at_time, name, 'looked at again, and still withheld');
  IF before.id IS NULL THEN RETURN NULL; END IF;
  INSERT INTO withheld_opening (person_id, id, day, organisation_id, role, reason, by, by_name, by_role, at, review_on)
    VALUES (before.person_id, new_id, before.day, before.organisation_id, before.role, because, confer_account(), name, as_role, at_time, review);
  RETURN before.person_id;
END $$;

REVOKE ALL ON FUNCTION confer_told_records, confer_is_own_record, confer_standing_withholding, confer_openings_between,
  confer_openings_to_review, confer_end_withholdings_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_openings_to_review TO confer_app;

-- ── A death ────────────────────────────────────────────────────────────────────────────────────────────────
-- Of all records that stand for one person: the day that the remaining one gives, else the earliest; died wherever that
-- was recorded. The one rule, for the page of crews and for every text. With the rights of whoever asks.
CREATE FUNCTION confer_death_of(records uuid[], OUT died_on date, OUT deceased boolean) LANGUAGE sql STABLE AS $$
  SELECT (array_agg(p.died_on ORDER BY p.merged_into IS NOT NULL, p.died_on) FILTER (WHERE p.died_on IS NOT NULL))[1],
    bool_or(p.deceased) FROM public.person p WHERE p.id = ANY (records) $$;
REVOKE ALL ON FUNCTION confer_death_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_death_of TO confer_app;

-- The function of 20261122150000_linked_records_and_reopened_tasks, with that rule.
CREATE OR REPLACE FUNCTION confer_crisis_page(session_key text, person_asked uuid, access_id uuid, request text,
  OUT kind text, OUT audience text, OUT body text, OUT version int, OUT rendition int, OUT facts jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  viewer record;
  someone record;
  opened text;
  attending boolean;
  records uuid[] := ARRAY[person_asked];
  safe jsonb;
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
  -- Or without a look-up, by the care home of somebody who lives there.
  ELSIF opened IS NULL AND NOT (viewer.role = 'care_home_nurse' AND EXISTS (SELECT 1 FROM relationship r
      WHERE r.person_id = person_asked AND r.holder_id = viewer.organisation_id AND r.source = 'care_home'
        AND r.starts_at <= now() AND (r.ends_at IS NULL OR r.ends_at > now()))) AND NOT EXISTS (SELECT 1 FROM look_up l WHERE l.account_id = viewer.account_id
      AND l.at > now() - confer_look_up_lasts() AND l.assignment_id = viewer.assignment_id AND l.answer IN ('plan', 'no_plan')
      AND l.reason = 'NHS number and date of birth' AND l.shown = ARRAY[person_asked])
  THEN kind := 'no relationship';
  ELSE
    SELECT p.born_on, p.died_on, p.deceased, p.restriction, p.merged_into, l.person_id AS plan_of, l.status, l.elsewhere, t.text, t.version, t.rendition,
           EXISTS (SELECT 1 FROM person q WHERE q.merged_into = person_asked) AS has_merged,
           (SELECT min(k.created_at) FROM task k WHERE k.person_id = person_asked AND k.kind = 'plan_reported_wrong' AND k.done_at IS NULL) AS reported_wrong_at,
           (SELECT max(e.starts_at) FROM encounter e WHERE e.person_id = person_asked AND e.kind IN ('emergency_admission', 'elective_admission')
             AND e.starts_at > now() - interval '60 days' AND e.starts_at <= now() AND (e.ends_at IS NULL OR e.ends_at > now()) AND e.removed_at IS NULL) AS admitted_on
      INTO someone
      FROM person p
      LEFT JOIN plan l ON l.person_id = p.id
      LEFT JOIN published_text t ON t.person_id = l.person_id AND t.audience = confer_crisis_page.audience
     WHERE p.id = person_asked;

    -- What was said of the person may lie under any of the records.
    IF someone.has_merged THEN
      records := confer_linked_people(person_asked);
      SELECT d.died_on, d.deceased INTO someone.died_on, someone.deceased FROM confer_death_of(records) d;
      someone.admitted_on := (SELECT max(e.starts_at) FROM encounter e WHERE e.person_id = ANY (records) AND e.kind IN ('emergency_admission', 'elective_admission')
        AND e.starts_at > now() - interval '60 days' AND e.starts_at <= now() AND (e.ends_at IS NULL OR e.ends_at > now()) AND e.removed_at IS NULL);
      someone.reported_wrong_at := (SELECT min(k.created_at) FROM task k WHERE k.person_id = ANY (records) AND k.kind = 'plan_reported_wrong' AND k.done_at IS NULL);
      someone.elsewhere := coalesce(someone.elsewhere, (SELECT l.elsewhere FROM plan l WHERE l.person_id = ANY (records) AND l.elsewhere IS NOT NULL
        ORDER BY (l.status = 'live') DESC, l.current_version DESC LIMIT 1));
    END IF;

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
      facts := facts || jsonb_build_object('contact', opened, 'mayRecord', 'record contact' = ANY (viewer.may), 'diedOn', someone.died_on, 'deceased', someone.deceased, 'elsewhere', someone.elsewhere,
        'reportedWrongAt', someone.reported_wrong_at, 'admittedOn', someone.admitted_on);
    END IF;
    -- Which numbers were found dead, and which were checked since and answer: the words are matched, never shown.
    IF kind = 'page' THEN
      facts := facts || jsonb_build_object('numberReports', (SELECT jsonb_agg(jsonb_build_object('at', k.created_at, 'words', k.headline,
          'answeredAt', k.done_at)) FROM task k WHERE k.person_id = ANY (records) AND k.kind = 'number_did_not_answer'
          AND (k.done_at IS NULL OR k.outcome = 'checked')));
    END IF;
    -- Who it is, for the pages whose text does not say so.
    IF kind <> 'cannot tell' AND (kind <> 'page' OR audience = 'handler') THEN
      facts := facts || jsonb_build_object('bornOn', someone.born_on, 'name', (SELECT jsonb_build_object('prefix', n.prefix, 'given', n.given,
          'family', n.family, 'preferred', n.preferred) FROM person_name n WHERE n.person_id = person_asked AND n.use <> 'former'
          AND (n.ends_at IS NULL OR n.ends_at > now()) ORDER BY (n.use = 'usual') DESC, n.starts_at DESC NULLS LAST LIMIT 1),
        'withdrawnAt', CASE WHEN kind <> 'elsewhere' OR someone.status = 'withdrawn'
          THEN (SELECT max(e.at) FROM plan_event e WHERE e.person_id = ANY (records) AND e.kind = 'withdrawn') END);
    END IF;
    -- How to get in, still sealed: for a crew on its way, in a contact that is open. Handing it out is a deed of its own.
    IF audience = 'crew' AND kind <> 'cannot tell' AND opened IS NOT NULL THEN
      SELECT c.attending INTO attending FROM contact c WHERE c.person_id = ANY (records)
        AND c.id = opened::uuid AND c.closed_at IS NULL;
      IF attending THEN
        SELECT jsonb_build_object('person', k.person_id, 'sealed', encode(k.sealed, 'base64'), 'checkedOn', k.checked_on,
            'moved', EXISTS (SELECT 1 FROM person_address a WHERE a.person_id = k.person_id AND a.starts_at > k.set_at
              AND (a.ends_at IS NULL OR a.ends_at > now())))
          INTO safe FROM key_safe k WHERE k.person_id = ANY (records) ORDER BY k.set_at DESC LIMIT 1;
      END IF;
      facts := facts || jsonb_build_object('attending', coalesce(attending, false), 'keySafe', safe);
    END IF;
  END IF;

  INSERT INTO access_record (at, id, account_id, assignment_id, organisation_id, role, purpose, request_id, did, outcome, person_id, shown, detail)
    VALUES (now(), access_id, viewer.account_id, viewer.assignment_id, viewer.organisation_id, viewer.role, 'direct care', request,
      CASE WHEN audience = 'handler' THEN 'read handler lines' ELSE 'read crisis page' END,
      CASE WHEN kind IN ('no relationship', 'not your role') THEN 'refused' ELSE 'allowed' END, person_asked, '{}',
      jsonb_build_object('kind', kind, 'version', version, 'rendition', rendition));
  IF safe IS NOT NULL THEN
    INSERT INTO access_record (at, id, account_id, assignment_id, organisation_id, role, purpose, request_id, did, outcome, person_id, shown, detail)
      VALUES (now(), gen_random_uuid(), viewer.account_id, viewer.assignment_id, viewer.organisation_id, viewer.role, 'direct care', request,
        'open key safe', 'allowed', person_asked, '{}', jsonb_build_object('contact', opened));
  END IF;
END $$;
