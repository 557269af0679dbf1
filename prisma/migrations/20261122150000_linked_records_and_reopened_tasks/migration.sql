-- AlterTable
ALTER TABLE "published_text" ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'live';

-- CreateTable
CREATE TABLE "task_before" (
    "person_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "organisation_id" UUID NOT NULL,
    "headline" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "opened_by_name" TEXT,

    CONSTRAINT "task_before_pkey" PRIMARY KEY ("person_id","task_id","ended_at")
);

-- ── What a text was made of ──────────────────────────────────────────────────────────────────────────────────
ALTER TABLE published_text ADD CONSTRAINT published_text_status CHECK (status IN ('live','withdrawn'));
UPDATE published_text t SET status = 'withdrawn' FROM plan p WHERE p.person_id = t.person_id AND p.status <> 'live';

-- ── One person, however many records were merged ───────────────────────────────────────────────────────────
-- Every record that a chain of merges links with these, in either direction and over however many steps; a circle ends
-- where it began. Ids and nothing else, for whoever asks: what lies under them is for row-level security to open.
CREATE FUNCTION confer_linked_records(people uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH RECURSIVE linked(id) AS (
    SELECT unnest(people)
    UNION
    SELECT next.id FROM linked CROSS JOIN LATERAL (
      SELECT p.merged_into AS id FROM person p WHERE p.id = linked.id AND p.merged_into IS NOT NULL
      UNION ALL SELECT p.id FROM person p WHERE p.merged_into = linked.id) next)
  SELECT id FROM linked $$;
REVOKE EXECUTE ON FUNCTION confer_linked_records FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_linked_records TO confer_app;

CREATE OR REPLACE FUNCTION confer_linked_people(person uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT array_agg(id) FROM confer_linked_records(ARRAY[person]) id $$;

-- ── Tasks ──────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE task_before ENABLE ROW LEVEL SECURITY;
CREATE POLICY with_its_task ON task_before FOR SELECT
  USING (EXISTS (SELECT FROM task t WHERE t.person_id = task_before.person_id AND t.id = task_before.task_id));
REVOKE INSERT, UPDATE, DELETE ON task_before FROM confer_app;

-- As in 20261122000200_meetings, and: one that ended by itself opens again when what it asks for comes back. What its
-- row said until then is kept beside it. One that somebody ended stays as they left it.
CREATE OR REPLACE FUNCTION raise_task(of_person uuid, new_id uuid, of_kind text, of_cause text, organisation uuid, words text,
  at timestamptz, due timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT confer_stands_in_relationship(of_person) AND NOT EXISTS (SELECT FROM action_event e
      WHERE e.person_id = of_person AND e.id::text = of_cause AND e.by = confer_account()) THEN
    RAISE EXCEPTION 'A task is raised by whoever stands in a relationship with the person.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- Two at once: the second waits on the row and then finds it open.
  PERFORM FROM task t WHERE t.person_id = of_person AND t.kind = of_kind AND t.cause = of_cause AND t.outcome = 'overtaken' FOR UPDATE;
  IF FOUND THEN
    INSERT INTO task_before (person_id, task_id, ended_at, organisation_id, headline, created_at, due_at, opened_at, opened_by_name)
      SELECT t.person_id, t.id, t.done_at, t.organisation_id, t.headline, t.created_at, t.due_at, t.opened_at, t.opened_by_name
      FROM task t WHERE t.person_id = of_person AND t.kind = of_kind AND t.cause = of_cause AND t.outcome = 'overtaken'
      ON CONFLICT DO NOTHING;
  END IF;
  INSERT INTO task (person_id, id, kind, cause, organisation_id, headline, created_at, due_at)
  VALUES (of_person, new_id, of_kind, of_cause, organisation, words, at, due)
  ON CONFLICT (person_id, kind, cause) DO UPDATE SET organisation_id = excluded.organisation_id, headline = excluded.headline,
    created_at = excluded.created_at, due_at = excluded.due_at, opened_at = NULL, opened_by_name = NULL,
    done_at = NULL, done_by = NULL, done_by_name = NULL, outcome = NULL
  WHERE task.outcome = 'overtaken';
END $$;

-- Holds an action until the transaction ends, for whoever may step it (see step_action): its row before its tasks.
CREATE FUNCTION hold_action(of_person uuid, of_action uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT FROM action WHERE person_id = of_person AND id = of_action
    AND (owner_account_id = confer_account() OR owner_organisation_id = ANY (confer_holders())
      OR created_by = confer_account() OR mdg_id = ANY (confer_holders()) OR confer_stands_in_relationship(of_person))
  FOR UPDATE $$;
REVOKE EXECUTE ON FUNCTION hold_action FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_action TO confer_app;

-- ── The crisis page ─────────────────────────────────────────────────────────────────────────────────────────
-- The function of 20261122120000_crisis_page_after_withdrawal. What is told beside the text is told of all linked
-- records, and a discharge that is planned for another day leaves the person in hospital until then.
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
      SELECT max(p.died_on), bool_or(p.deceased) INTO someone.died_on, someone.deceased FROM person p WHERE p.id = ANY (records);
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
