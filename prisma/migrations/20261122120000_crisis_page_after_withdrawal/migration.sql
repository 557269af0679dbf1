-- A plan that was withdrawn says so also where it pointed to another system; and who is on the way is handed the sealed
-- way in. The function is that of 20261122000800_care_homes with these two changes.
CREATE OR REPLACE FUNCTION confer_crisis_page(session_key text, person_asked uuid, access_id uuid, request text,
  OUT kind text, OUT audience text, OUT body text, OUT version int, OUT rendition int, OUT facts jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  viewer record;
  someone record;
  opened text;
  attending boolean;
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
      facts := facts || jsonb_build_object('contact', opened, 'mayRecord', 'record contact' = ANY (viewer.may), 'diedOn', someone.died_on, 'deceased', someone.deceased, 'elsewhere', someone.elsewhere,
        'reportedWrongAt', someone.reported_wrong_at, 'admittedOn', someone.admitted_on);
    END IF;
    -- Which numbers were found dead, and which were checked since and answer: the words are matched, never shown.
    IF kind = 'page' THEN
      facts := facts || jsonb_build_object('numberReports', (SELECT jsonb_agg(jsonb_build_object('at', k.created_at, 'words', k.headline,
          'answeredAt', k.done_at)) FROM task k WHERE k.person_id = person_asked AND k.kind = 'number_did_not_answer'
          AND (k.done_at IS NULL OR k.outcome = 'checked')));
    END IF;
    -- Who it is, for the pages whose text does not say so.
    IF kind <> 'cannot tell' AND (kind <> 'page' OR audience = 'handler') THEN
      facts := facts || jsonb_build_object('bornOn', someone.born_on, 'name', (SELECT jsonb_build_object('prefix', n.prefix, 'given', n.given,
          'family', n.family, 'preferred', n.preferred) FROM person_name n WHERE n.person_id = person_asked AND n.use <> 'former'
          AND (n.ends_at IS NULL OR n.ends_at > now()) ORDER BY (n.use = 'usual') DESC, n.starts_at DESC NULLS LAST LIMIT 1),
        'withdrawnAt', CASE WHEN kind <> 'elsewhere' OR someone.status = 'withdrawn'
          THEN (SELECT max(e.at) FROM plan_event e WHERE e.person_id = person_asked AND e.kind = 'withdrawn') END);
    END IF;
    -- How to get in, still sealed: for a crew on its way, in a contact that is open. Handing it out is a deed of its own.
    IF audience = 'crew' AND kind <> 'cannot tell' AND opened IS NOT NULL THEN
      SELECT c.attending INTO attending FROM contact c WHERE c.person_id = ANY (confer_linked_people(person_asked))
        AND c.id = opened::uuid AND c.closed_at IS NULL;
      IF attending THEN
        SELECT jsonb_build_object('person', k.person_id, 'sealed', encode(k.sealed, 'base64'), 'checkedOn', k.checked_on,
            'moved', EXISTS (SELECT 1 FROM person_address a WHERE a.person_id = k.person_id AND a.starts_at > k.set_at
              AND (a.ends_at IS NULL OR a.ends_at > now())))
          INTO safe FROM key_safe k WHERE k.person_id = ANY (confer_linked_people(person_asked)) ORDER BY k.set_at DESC LIMIT 1;
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
