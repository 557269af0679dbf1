-- Who was at a meeting; what stands behind cases and actions when two people work at once.

-- AlterTable
ALTER TABLE "mdg_case" ADD COLUMN     "changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "changed_by_name" TEXT;

-- AlterTable
ALTER TABLE "action" ADD COLUMN     "created_by_organisation_id" UUID;

-- CreateTable
CREATE TABLE "meeting_attendance" (
    "meeting_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "organisation_name" TEXT NOT NULL,

    CONSTRAINT "meeting_attendance_pkey" PRIMARY KEY ("meeting_id","account_id")
);

-- CreateIndex
CREATE INDEX "action_id_idx" ON "action"("id");

-- CreateIndex
CREATE INDEX "task_id_idx" ON "task"("id");

-- AddForeignKey
ALTER TABLE "meeting_attendance" ADD CONSTRAINT "meeting_attendance_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── Cases ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Of two corrections of one decision the second is a conflict, not a second truth.
CREATE UNIQUE INDEX case_decision_replaced_once ON case_decision (person_id, replaces) WHERE replaces IS NOT NULL;

-- A case closes with an owned, dated action or with the reason for none. Checked at the commit.
CREATE FUNCTION case_closes_with_action() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM mdg_case c WHERE c.person_id = NEW.person_id AND c.id = NEW.id AND c.status = 'closed'
      AND btrim(coalesce(c.no_action_because, '')) = ''
      AND NOT EXISTS (SELECT FROM action a WHERE a.person_id = c.person_id AND a.case_id = c.id)) THEN
    RAISE EXCEPTION 'A case closes with an owned, dated action or with the reason for none.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER case_closes_with_action AFTER INSERT OR UPDATE ON mdg_case
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'closed') EXECUTE FUNCTION case_closes_with_action();

-- How full an agenda is, without saying with whom: row-level security hides the cases themselves from most.
CREATE FUNCTION meeting_counts(meetings uuid[]) RETURNS TABLE (meeting_id uuid, status text, cases int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT c.meeting_id, c.status, count(*)::int FROM mdg_case c WHERE c.meeting_id = ANY (meetings) GROUP BY 1, 2 $$;
REVOKE EXECUTE ON FUNCTION meeting_counts(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION meeting_counts(uuid[]) TO confer_app;

-- ── Actions ────────────────────────────────────────────────────────────────────────────────────────────────
-- An action shows to its owner, its maker and its group (the person's own rows stay behind the relationship).
-- It is made only by whoever stands in a relationship with the person: owning one opens a relationship.
DROP POLICY waits_for_viewer ON action;
CREATE POLICY waits_for_viewer ON action FOR SELECT USING (
  owner_account_id = (select confer_account()) OR owner_organisation_id = ANY ((select confer_holders())::uuid[])
  OR created_by = (select confer_account()) OR mdg_id = ANY ((select confer_holders())::uuid[])
  OR (select confer_is_system()) OR confer_stands_in_relationship(person_id));
CREATE POLICY made_in_relationship ON action FOR INSERT WITH CHECK (confer_stands_in_relationship(person_id));
CREATE POLICY changed_in_relationship ON action FOR UPDATE
  USING (confer_stands_in_relationship(person_id)) WITH CHECK (confer_stands_in_relationship(person_id));

-- The relationship follows the action, whoever changes it: accepted opens it for the owner, done ends it after seven
-- days, anything else ends it now. "Now" is the action's last event, which is written before the step.
CREATE FUNCTION relationship_follows_action() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  at timestamptz := coalesce((SELECT max(e.at) FROM action_event e WHERE e.person_id = NEW.person_id AND e.action_id = NEW.id), now());
  holder uuid := coalesce(NEW.owner_account_id, NEW.owner_organisation_id);
BEGIN
  UPDATE relationship SET ends_at = CASE WHEN NEW.status = 'done' THEN at + interval '7 days' ELSE at END
  WHERE person_id = NEW.person_id AND source = 'action' AND source_id = NEW.id::text AND ends_at IS NULL
    AND NOT (NEW.status = 'accepted' AND holder_id = holder);
  IF NEW.status = 'accepted' THEN
    INSERT INTO relationship (person_id, holder_kind, holder_id, source, source_id, starts_at)
    VALUES (NEW.person_id, CASE WHEN NEW.owner_account_id IS NULL THEN 'organisation' ELSE 'account' END, holder, 'action', NEW.id::text, at)
    ON CONFLICT (person_id, holder_id, source, source_id) DO UPDATE SET ends_at = NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER relationship_follows_action AFTER INSERT OR UPDATE OF status, owner_account_id, owner_organisation_id ON action
  FOR EACH ROW EXECUTE FUNCTION relationship_follows_action();

-- One step of an action. A function of the owner's, because a step may give the action to people whom the viewer does
-- not see. False when the action is not the viewer's or was changed meanwhile.
CREATE FUNCTION step_action(of_person uuid, of_action uuid, was_status text, was_account uuid, was_organisation uuid,
  now_status text, account uuid, organisation uuid, owner text, due date)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE action SET status = now_status, owner_account_id = account, owner_organisation_id = organisation,
    owner_name = owner, due_on = due
  WHERE person_id = of_person AND id = of_action AND status = was_status
    AND owner_account_id IS NOT DISTINCT FROM was_account AND owner_organisation_id = was_organisation
    AND (owner_account_id = confer_account() OR owner_organisation_id = ANY (confer_holders())
      OR created_by = confer_account() OR mdg_id = ANY (confer_holders()) OR confer_stands_in_relationship(of_person));
  RETURN FOUND;
END $$;
REVOKE EXECUTE ON FUNCTION step_action FROM PUBLIC;
GRANT EXECUTE ON FUNCTION step_action TO confer_app;

-- ── Tasks ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Raised once for a person, kind and cause, also for an organisation that the viewer does not belong to. The maker
-- stands in a relationship with the person, or with an action of the person that just went back.
CREATE FUNCTION raise_task(of_person uuid, new_id uuid, of_kind text, of_cause text, organisation uuid, words text,
  at timestamptz, due timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT confer_stands_in_relationship(of_person) AND NOT EXISTS (SELECT FROM action_event e
      WHERE e.person_id = of_person AND e.id::text = of_cause AND e.by = confer_account()) THEN
    RAISE EXCEPTION 'A task is raised by whoever stands in a relationship with the person.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO task (person_id, id, kind, cause, organisation_id, headline, created_at, due_at)
  VALUES (of_person, new_id, of_kind, of_cause, organisation, words, at, due) ON CONFLICT (person_id, kind, cause) DO NOTHING;
END $$;
REVOKE EXECUTE ON FUNCTION raise_task FROM PUBLIC;
GRANT EXECUTE ON FUNCTION raise_task TO confer_app;
