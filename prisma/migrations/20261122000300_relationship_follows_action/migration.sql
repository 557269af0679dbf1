-- A plan's actions change without step_action: what an action opens is kept by a trigger instead.
DROP FUNCTION step_action(uuid, uuid, text, uuid, uuid, text, uuid, uuid, text, date, timestamptz);

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
