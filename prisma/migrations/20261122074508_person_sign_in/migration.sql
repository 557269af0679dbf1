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
