-- AlterTable
ALTER TABLE "plan_draft_ended" ADD COLUMN     "edits" JSONB;

-- AlterTable
ALTER TABLE "action" DROP COLUMN "outcome",
ADD COLUMN     "kept_at" TIMESTAMPTZ(3),
ADD COLUMN     "plan_withdrawn_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "account_id" UUID;

-- CreateTable
CREATE TABLE "plan_marked_item" (
    "person_id" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "restriction" TEXT NOT NULL,

    CONSTRAINT "plan_marked_item_pkey" PRIMARY KEY ("person_id","section","item")
);

-- ── What the newest version says of each item ──────────────────────────────────────────────────────────────
-- Read wherever the plan is; written by nothing but the trigger, so that no way of writing a version leaves it behind.
ALTER TABLE plan_marked_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_relationship ON plan_marked_item FOR SELECT USING ((select confer_is_system()) or exists (
  select 1 from relationship r where r.person_id = plan_marked_item.person_id and r.holder_id = any ((select confer_holders())::uuid[])
    and r.starts_at <= now() and (r.ends_at is null or r.ends_at > now())));
REVOKE INSERT, UPDATE, DELETE ON plan_marked_item FROM confer_app;

CREATE FUNCTION confer_items_of(document jsonb) RETURNS TABLE (section text, item text, restriction text)
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT s.key, i ->> 'id', i ->> 'restriction' FROM jsonb_each(document -> 'sections') s,
    jsonb_array_elements(CASE jsonb_typeof(s.value -> 'items') WHEN 'array' THEN s.value -> 'items' ELSE '[]' END) i
  WHERE i ->> 'id' IS NOT NULL
$$;
CREATE FUNCTION confer_mark_items() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM plan_version v WHERE v.person_id = NEW.person_id AND v.version > NEW.version) THEN
    -- Out of turn, as a restore from elsewhere may be: every version is read again, once.
    DELETE FROM plan_marked_item m WHERE m.person_id = NEW.person_id;
    INSERT INTO plan_marked_item (person_id, section, item, restriction)
      SELECT NEW.person_id, n.section, n.item, n.restriction FROM (
        SELECT DISTINCT ON (i.section, i.item) i.* FROM plan_version v, confer_items_of(v.document) i
        WHERE v.person_id = NEW.person_id ORDER BY i.section, i.item, v.version DESC) n WHERE n.restriction IS NOT NULL;
  ELSE
    -- Items that this version leaves out keep what was said of them last.
    DELETE FROM plan_marked_item m USING confer_items_of(NEW.document) i
      WHERE m.person_id = NEW.person_id AND m.section = i.section AND m.item = i.item;
    INSERT INTO plan_marked_item (person_id, section, item, restriction)
      SELECT NEW.person_id, i.section, i.item, i.restriction FROM confer_items_of(NEW.document) i WHERE i.restriction IS NOT NULL
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER mark_items AFTER INSERT ON plan_version FOR EACH ROW EXECUTE FUNCTION confer_mark_items();
INSERT INTO plan_marked_item (person_id, section, item, restriction)
  SELECT n.person_id, n.section, n.item, n.restriction FROM (
    SELECT DISTINCT ON (v.person_id, i.section, i.item) v.person_id, i.* FROM plan_version v, confer_items_of(v.document) i
    ORDER BY v.person_id, i.section, i.item, v.version DESC) n WHERE n.restriction IS NOT NULL;

-- ── Actions of plans that are withdrawn already ──────────────────────────────────────────────────────────────
UPDATE action a SET plan_withdrawn_at = e.at FROM plan p, LATERAL (SELECT max(v.at) AS at FROM plan_event v
  WHERE v.person_id = p.person_id AND v.kind = 'withdrawn') e
WHERE a.person_id = p.person_id AND p.status = 'withdrawn' AND a.origin = 'plan' AND a.status IN ('offered','accepted','declined');

-- It still holds: said once of each withdrawal, by whoever may step the action (see step_action). False: said already.
CREATE FUNCTION keep_action(of_person uuid, of_action uuid, at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE action SET kept_at = at
  WHERE person_id = of_person AND id = of_action AND plan_withdrawn_at IS NOT NULL AND kept_at IS NULL
    AND (owner_account_id = confer_account() OR owner_organisation_id = ANY (confer_holders())
      OR created_by = confer_account() OR mdg_id = ANY (confer_holders()) OR confer_stands_in_relationship(of_person));
  RETURN FOUND;
END $$;
REVOKE EXECUTE ON FUNCTION keep_action FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keep_action TO confer_app;

-- ── Tasks for one member of staff ──────────────────────────────────────────────────────────────────────────
CREATE POLICY for_one ON task AS RESTRICTIVE
  USING (account_id IS NULL OR account_id = (select confer_account()) OR (select confer_is_system()));

-- ── Old drafts ─────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE plan_draft_ended DROP CONSTRAINT plan_draft_ended_as;
ALTER TABLE plan_draft_ended ADD CONSTRAINT plan_draft_ended_as CHECK (ended_as IN ('published','thrown_away','handed_over'));

-- For the job that reminds: that a draft waits, whose it is and for whom they wrote it; never a word of it. The
-- organisation is that of the role in which it was begun, else of the author's newest one; works_there: still.
CREATE FUNCTION confer_waiting_drafts(untouched_since timestamptz)
RETURNS TABLE (person_id uuid, account_id uuid, name text, updated_at timestamptz, organisation_id uuid, works_there boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.person_id, d.account_id, a.name, d.updated_at, s.organisation_id,
    a.disabled_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > now())
  FROM plan_draft d JOIN account a ON a.id = d.account_id
  JOIN LATERAL (SELECT w.organisation_id, w.ends_at FROM assignment w WHERE w.account_id = d.account_id
    ORDER BY w.id = d.assignment_id DESC NULLS LAST, w.starts_at DESC LIMIT 1) s ON true
  WHERE confer_is_system() AND d.updated_at < untouched_since AND jsonb_array_length(d.operations) > 0
$$;

-- An author's own words, also when the relationship has ended: nothing that anybody else wrote.
CREATE FUNCTION confer_my_draft_words(person uuid) RETURNS TABLE (operations jsonb, revision int, updated_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.operations, d.revision, d.updated_at FROM plan_draft d WHERE d.person_id = person AND d.account_id = confer_account()
$$;

-- Gives the viewer's own draft to whoever looks after the person now, as proposals ([{id, sections, units}], which take
-- every unit), and answers with that organisation. Null, and nothing is done: the draft is another by now, or nobody
-- here looks after the person. The author is not told who does.
CREATE FUNCTION confer_hand_over_draft(person uuid, seen_revision int, ended uuid, proposals jsonb, words text,
  author text, author_role text, organisation uuid, at timestamptz)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE d plan_draft; team uuid;
BEGIN
  SELECT * INTO d FROM plan_draft x WHERE x.person_id = person AND x.account_id = confer_account() AND x.revision = seen_revision FOR UPDATE;
  IF d.person_id IS NULL THEN RETURN NULL; END IF;
  SELECT r.holder_id INTO team FROM relationship r JOIN organisation o ON o.id = r.holder_id
    LEFT JOIN person p ON p.id = r.person_id LEFT JOIN plan l ON l.person_id = r.person_id
    WHERE r.person_id = person AND r.starts_at <= now() AND (r.ends_at IS NULL OR r.ends_at > now()) AND o.kind NOT IN ('ambulance','nhs111')
    ORDER BY r.holder_id = p.practice_id DESC NULLS LAST, r.holder_id = l.owner_organisation_id DESC NULLS LAST, r.starts_at, r.holder_id LIMIT 1;
  IF team IS NULL THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM jsonb_array_elements(d.operations) o WHERE NOT EXISTS (
      SELECT FROM jsonb_array_elements(proposals) p WHERE p -> 'units' ? (o ->> 'unit'))) THEN
    RAISE EXCEPTION 'A draft is handed over whole.';
  END IF;
  INSERT INTO plan_proposal (person_id, id, base_version, operations, sections, note, from_account, from_name, from_role, organisation_id, at)
    SELECT person, (p ->> 'id')::uuid, d.base_version,
      (SELECT jsonb_agg(o) FROM jsonb_array_elements(d.operations) o WHERE p -> 'units' ? (o ->> 'unit')),
      ARRAY(SELECT jsonb_array_elements_text(p -> 'sections')), words, d.account_id, author, author_role, organisation, confer_hand_over_draft.at
    FROM jsonb_array_elements(proposals) p;
  INSERT INTO task (person_id, id, kind, cause, organisation_id, headline, created_at)
    SELECT person, gen_random_uuid(), 'plan_proposed', p ->> 'id', team, author || ' proposes a change for signing', confer_hand_over_draft.at
    FROM jsonb_array_elements(proposals) p;
  INSERT INTO plan_draft_ended (person_id, account_id, id, base_version, operations, ended_at, ended_as)
    VALUES (person, d.account_id, ended, d.base_version, d.operations, confer_hand_over_draft.at, 'handed_over');
  DELETE FROM plan_draft x WHERE x.person_id = person AND x.account_id = d.account_id;
  UPDATE task t SET done_at = confer_hand_over_draft.at, done_by = d.account_id, done_by_name = author, outcome = 'dealt_with'
    WHERE t.person_id = person AND t.done_at IS NULL
      AND ((t.kind IN ('draft_waits','team_draft_waits') AND starts_with(t.cause, d.account_id::text))
        -- Others' words that the author had taken into the draft go on with it.
        OR (t.kind = 'plan_proposed' AND EXISTS (SELECT FROM plan_proposal p WHERE p.person_id = person AND p.id::text = t.cause
          AND p.state = 'taken' AND p.answered_by = d.account_id)));
  RETURN team;
END $$;

-- Edits of drafts that ended before that moment go, word for word, into the ended draft's own row, where they lie
-- compressed; for the job alone. Of an author who has a draft of this person nothing is touched; nor are words that were
-- put aside and wait for their author, nor the row that settles them before they go themselves. Returns how many edits.
CREATE FUNCTION confer_fold_draft_edits(ended_before timestamptz, most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE e record; folded int := 0; rows int;
BEGIN
  IF NOT confer_is_system() THEN RAISE EXCEPTION 'Only a job folds edits.' USING ERRCODE = 'insufficient_privilege'; END IF;
  FOR e IN
    SELECT n.person_id, n.account_id, n.id, n.ended_at FROM plan_draft_ended n
    WHERE n.ended_at < ended_before
      AND NOT EXISTS (SELECT FROM plan_draft d WHERE d.person_id = n.person_id AND d.account_id = n.account_id)
      AND EXISTS (SELECT FROM plan_draft_edit x WHERE x.person_id = n.person_id AND x.account_id = n.account_id AND x.at <= n.ended_at
        AND (x.revision >= 0 OR EXISTS (SELECT FROM plan_draft_edit l WHERE l.person_id = x.person_id AND l.account_id = x.account_id
          AND l.unit = x.unit AND l.revision >= 0 AND l.at >= x.at)))
    ORDER BY n.ended_at LIMIT most
  LOOP
    WITH old AS (
      DELETE FROM plan_draft_edit x WHERE x.person_id = e.person_id AND x.account_id = e.account_id AND x.at <= e.ended_at
        AND (x.revision >= 0 OR EXISTS (SELECT FROM plan_draft_edit l WHERE l.person_id = x.person_id AND l.account_id = x.account_id
          AND l.unit = x.unit AND l.revision >= 0 AND l.at >= x.at))
      RETURNING x.*)
    UPDATE plan_draft_ended n SET edits = coalesce(n.edits, '[]') || (
      SELECT jsonb_agg(jsonb_build_object('id', o.id, 'unit', o.unit, 'values', o.values, 'at', o.at, 'revision', o.revision)
        ORDER BY o.at, o.revision, o.id) FROM old o)
    WHERE n.person_id = e.person_id AND n.id = e.id AND EXISTS (SELECT FROM old)
    RETURNING (SELECT count(*) FROM old) INTO rows;
    folded := folded + coalesce(rows, 0);
  END LOOP;
  RETURN folded;
END $$;

REVOKE ALL ON FUNCTION confer_mark_items, confer_items_of, confer_waiting_drafts, confer_my_draft_words, confer_hand_over_draft,
  confer_fold_draft_edits FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_waiting_drafts, confer_my_draft_words, confer_hand_over_draft, confer_fold_draft_edits TO confer_app;
