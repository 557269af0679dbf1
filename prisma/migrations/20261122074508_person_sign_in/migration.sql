-- AlterTable
ALTER TABLE "person_access" ADD COLUMN     "locked_until" TIMESTAMPTZ(3),
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- Counts a try with the person's own secret: five wrong ones in a row close the pages for a quarter of an hour.
CREATE FUNCTION confer_try_person_access(asked uuid, was_right boolean, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE person_access SET tries = CASE WHEN was_right THEN 0 ELSE tries + 1 END,
    locked_until = CASE WHEN was_right THEN NULL WHEN (tries + 1) % 5 = 0 THEN at + interval '15 minutes' ELSE locked_until END
  WHERE id = asked
$$;
REVOKE ALL ON FUNCTION confer_try_person_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_try_person_access TO confer_app;

-- Living or not, and how old: all that a sign-in compares besides the code.
CREATE FUNCTION confer_born_on(person uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.born_on FROM person p WHERE p.id = person AND NOT p.deceased AND p.restriction IS NULL
$$;
REVOKE ALL ON FUNCTION confer_born_on FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_born_on TO confer_app;

-- What a person writes waits for an answer at their practice: raised with the words, since a person may not write tasks.
CREATE FUNCTION confer_ask_for_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO task (person_id, id, kind, cause, organisation_id, headline, created_at)
    SELECT NEW.person_id, NEW.id, 'person_wrote', NEW.id::text, p.practice_id, NEW.by_name || ' wrote: read and answer it', NEW.at
    FROM person p WHERE p.id = NEW.person_id AND p.practice_id IS NOT NULL
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER ask_for_answer AFTER INSERT ON person_words FOR EACH ROW EXECUTE FUNCTION confer_ask_for_answer();
