-- AlterTable
ALTER TABLE "plan_event" ADD COLUMN     "pointer" TEXT;

-- CreateTable
CREATE TABLE "sensitive_line_shown" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "code_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "by" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_role" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "taken_back_at" TIMESTAMPTZ(3),
    "taken_back_by" UUID,
    "taken_back_by_name" TEXT,

    CONSTRAINT "sensitive_line_shown_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "withheld_opening" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "organisation_id" UUID,
    "role" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_role" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "review_on" DATE NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,
    "ended_by_name" TEXT,
    "ending" TEXT,

    CONSTRAINT "withheld_opening_pkey" PRIMARY KEY ("person_id","id")
);

ALTER TABLE plan_event ADD CONSTRAINT plan_event_pointer CHECK (pointer IN ('stays','goes'));
ALTER TABLE withheld_opening ADD CONSTRAINT withheld_opening_reason CHECK (btrim(reason) <> '' AND review_on >= day);
-- One of them stands for a day, organisation and role; one line stands put back once.
CREATE UNIQUE INDEX withheld_opening_standing ON withheld_opening (person_id, day, role, coalesce(organisation_id, '00000000-0000-0000-0000-000000000000')) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX sensitive_line_shown_standing ON sensitive_line_shown (person_id, kind, code_id) WHERE taken_back_at IS NULL;

ALTER TABLE sensitive_line_shown ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_relationship ON sensitive_line_shown USING ((select confer_is_system()) or exists (select 1 from relationship r
    where r.person_id = sensitive_line_shown.person_id and r.holder_id = any ((select confer_holders())::uuid[])
      and r.starts_at <= now() and (r.ends_at is null or r.ends_at > now())));
REVOKE UPDATE, DELETE ON sensitive_line_shown FROM confer_app;
GRANT UPDATE ("taken_back_at", "taken_back_by", "taken_back_by_name") ON sensitive_line_shown TO confer_app;

-- Nobody reads or writes it but by the functions below: who is kept from the person is no business of those who care.
ALTER TABLE withheld_opening ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_alone ON withheld_opening USING ((select confer_is_system()));
REVOKE INSERT, UPDATE, DELETE ON withheld_opening FROM confer_app;

-- Who opened the record, as the person is told: without what is withheld for serious harm, and without the withholding.
-- Each deed of a role and organisation once a day, with its last moment, so that nothing has to be cut.
CREATE OR REPLACE FUNCTION confer_who_opened(since timestamptz) RETURNS TABLE (at timestamptz, organisation text, role text, did text, purpose text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT max(a.at), o.name, a.role, a.did, a.purpose FROM access_record a LEFT JOIN organisation o ON o.id = a.organisation_id
  WHERE a.person_id = confer_person() AND a.at >= since AND a.outcome = 'allowed'
    AND (a.account_id IS NOT NULL OR a.role LIKE 'person: %')
    AND a.did NOT LIKE '%opening of record%'
    AND NOT EXISTS (SELECT FROM withheld_opening w WHERE w.person_id = a.person_id AND w.ended_at IS NULL AND w.role = a.role
      AND w.organisation_id IS NOT DISTINCT FROM a.organisation_id AND w.day = (a.at AT TIME ZONE 'Europe/London')::date)
  GROUP BY (a.at AT TIME ZONE 'Europe/London')::date, o.id, o.name, a.role, a.did, a.purpose ORDER BY 1 DESC, 2, 3, 4
$$;

-- Whoever reviews access: the permission is the role's, or granted with the sign-in's assignment.
CREATE FUNCTION confer_reviews_access() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM assignment g JOIN account a ON a.id = g.account_id AND a.disabled_at IS NULL
    WHERE g.account_id = confer_account() AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now())
      AND (g.role = 'governance_officer' OR 'review access' = ANY (g.permissions)))
$$;

-- A person by the whole NHS number; one's own record is for somebody else to look at.
CREATE FUNCTION confer_person_to_review(number text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(p.merged_into, p.id) FROM person p WHERE p.nhs_number = number AND confer_reviews_access()
    AND NOT EXISTS (SELECT FROM account a WHERE a.id = confer_account() AND a.person_id IN (p.id, p.merged_into))
  ORDER BY p.merged_into NULLS FIRST LIMIT 1
$$;

-- What the person would be told, and what of it is withheld: by day, organisation and role. No clinical content.
CREATE FUNCTION confer_openings_to_review(person uuid, since timestamptz) RETURNS TABLE
  (day date, organisation_id uuid, organisation text, role text, did text[], withheld uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (a.at AT TIME ZONE 'Europe/London')::date, a.organisation_id, o.name, a.role, array_agg(DISTINCT a.did ORDER BY a.did), w.id
  FROM access_record a LEFT JOIN organisation o ON o.id = a.organisation_id
  LEFT JOIN withheld_opening w ON w.person_id = a.person_id AND w.ended_at IS NULL AND w.role = a.role
    AND w.organisation_id IS NOT DISTINCT FROM a.organisation_id AND w.day = (a.at AT TIME ZONE 'Europe/London')::date
  WHERE confer_reviews_access() AND a.person_id = person AND a.at >= since AND a.outcome = 'allowed'
    AND a.account_id IS NOT NULL AND a.did NOT LIKE '%opening of record%'
  GROUP BY 1, 2, 3, 4, 6 ORDER BY 1 DESC, 3, 4 LIMIT 500
$$;

CREATE FUNCTION confer_withheld_openings() RETURNS TABLE (id uuid, person_id uuid, nhs_number text, day date, organisation text, role text,
  reason text, by_name text, by_role text, at timestamptz, review_on date, ended_at timestamptz, ended_by_name text, ending text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.person_id, p.nhs_number, w.day, o.name, w.role, w.reason, w.by_name, w.by_role, w.at, w.review_on, w.ended_at, w.ended_by_name, w.ending
  FROM withheld_opening w JOIN person p ON p.id = w.person_id LEFT JOIN organisation o ON o.id = w.organisation_id
  WHERE confer_reviews_access() ORDER BY (w.ended_at IS NULL) DESC, w.review_on, w.at DESC LIMIT 500
$$;

-- False: it is withheld already, nothing was opened so, or it is not the caller's to withhold.
CREATE FUNCTION confer_withhold_opening(new_id uuid, person uuid, on_day date, of_organisation uuid, of_role text, because text,
  name text, as_role text, at_time timestamptz, review date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM account a WHERE a.id = confer_account() AND a.person_id = person) OR NOT EXISTS (SELECT FROM confer_openings_to_review(person, (on_day - 1)::timestamptz) r
    WHERE r.day = on_day AND r.role = of_role AND r.organisation_id IS NOT DISTINCT FROM of_organisation AND r.withheld IS NULL)
  THEN RETURN false; END IF;
  INSERT INTO withheld_opening (person_id, id, day, organisation_id, role, reason, by, by_name, by_role, at, review_on)
    VALUES (person, new_id, on_day, of_organisation, of_role, because, confer_account(), name, as_role, at_time, review)
    ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- Told again from now on.
CREATE FUNCTION confer_end_withholding(asked uuid, at_time timestamptz, name text, said text) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE withheld_opening SET ended_at = at_time, ended_by = confer_account(), ended_by_name = name, ending = said
  WHERE id = asked AND ended_at IS NULL AND confer_reviews_access() RETURNING person_id
$$;

-- Reviewed, and withheld until another day: the first ends, and another takes its place in the same moment.
CREATE FUNCTION confer_keep_withheld(asked uuid, new_id uuid, because text, name text, as_role text, at_time timestamptz, review date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before withheld_opening;
BEGIN
  UPDATE withheld_opening SET ended_at = at_time, ended_by = confer_account(), ended_by_name = name, ending = 'looked at again, and still withheld'
    WHERE id = asked AND ended_at IS NULL AND confer_reviews_access() RETURNING * INTO before;
  IF before.id IS NULL THEN RETURN NULL; END IF;
  INSERT INTO withheld_opening (person_id, id, day, organisation_id, role, reason, by, by_name, by_role, at, review_on)
    VALUES (before.person_id, new_id, before.day, before.organisation_id, before.role, because, confer_account(), name, as_role, at_time, review);
  RETURN before.person_id;
END $$;

-- A card that led nowhere is recorded as refused, with whose card it was; a card that is only read is no look-up yet.
CREATE OR REPLACE FUNCTION confer_record_look_up(session_key text, look_up_id uuid, access_id uuid, request text, asked_by text, the_answer text,
  the_reason text, shown_people uuid[], how_sure text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  viewer record;
  led_nowhere boolean := asked_by = 'card' AND the_answer IN ('nobody', 'cannot_tell');
  of_card uuid;
BEGIN
  SELECT * INTO viewer FROM confer_urgent_viewer(session_key);
  IF viewer.account_id IS NULL OR NOT 'look up urgently' = ANY (viewer.may) THEN RETURN false; END IF;
  IF led_nowhere THEN
    SELECT l.shown[1] INTO of_card FROM look_up l
     WHERE l.account_id = viewer.account_id AND l.by = 'card' AND l.answer = 'chooser' AND l.at = now()::timestamptz(3);
  END IF;
  INSERT INTO look_up (id, at, account_id, assignment_id, by, answer, reason, shown)
    VALUES (look_up_id, now(), viewer.account_id, viewer.assignment_id, asked_by, the_answer, the_reason, shown_people);
  IF asked_by = 'card' AND the_answer = 'chooser' THEN RETURN true; END IF;
  INSERT INTO access_record (at, id, account_id, assignment_id, organisation_id, role, purpose, request_id, did, outcome, person_id, shown, detail)
    VALUES (now(), access_id, viewer.account_id, viewer.assignment_id, viewer.organisation_id, viewer.role, 'direct care', request,
      'look up urgently', CASE WHEN led_nowhere THEN 'refused' ELSE 'allowed' END,
      CASE WHEN cardinality(shown_people) = 1 THEN shown_people[1] ELSE of_card END, shown_people,
      jsonb_build_object('by', asked_by, 'answer', the_answer, 'grade', how_sure));
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION confer_reviews_access, confer_person_to_review, confer_openings_to_review, confer_withheld_openings,
  confer_withhold_opening, confer_end_withholding, confer_keep_withheld FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_reviews_access, confer_person_to_review, confer_openings_to_review, confer_withheld_openings,
  confer_withhold_opening, confer_end_withholding, confer_keep_withheld TO confer_app;
