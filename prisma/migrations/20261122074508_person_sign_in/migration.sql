-- AlterTable
ALTER TABLE "person_access" ADD COLUMN     "locked_until" TIMESTAMPTZ(3),
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- Claims a try with the person's own secret before it is compared, so that tries at once are counted one by one. Five in
-- a row without a right one close the pages for a quarter of an hour; false while they are closed.
CREATE FUNCTION confer_try_person_access(asked uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE person_access SET tries = tries + 1,
    locked_until = CASE WHEN (tries + 1) % 5 = 0 THEN at + interval '15 minutes' ELSE locked_until END
  WHERE id = asked AND (locked_until IS NULL OR locked_until <= at);
  RETURN FOUND;
END $$;
CREATE FUNCTION confer_right_person_access(asked uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE person_access SET tries = 0, locked_until = NULL WHERE id = asked
$$;
REVOKE ALL ON FUNCTION confer_try_person_access, confer_right_person_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_try_person_access, confer_right_person_access TO confer_app;

-- Living or not, and how old: all that a sign-in compares besides the code.
CREATE FUNCTION confer_born_on(person uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.born_on FROM person p WHERE p.id = person AND NOT p.deceased AND p.restriction IS NULL
$$;
REVOKE ALL ON FUNCTION confer_born_on FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_born_on TO confer_app;

-- What a person writes waits for an answer at their practice, or with whoever owns the plan: raised with the words, since a person may not write tasks.
CREATE FUNCTION confer_ask_for_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO task (person_id, id, kind, cause, organisation_id, headline, created_at)
    SELECT NEW.person_id, NEW.id, 'person_wrote', NEW.id::text, coalesce(p.practice_id, l.owner_organisation_id),
      NEW.by_name || ' wrote: read and answer it', NEW.at
    FROM person p LEFT JOIN plan l ON l.person_id = p.id
    WHERE p.id = NEW.person_id AND coalesce(p.practice_id, l.owner_organisation_id) IS NOT NULL
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER ask_for_answer AFTER INSERT ON person_words FOR EACH ROW EXECUTE FUNCTION confer_ask_for_answer();
