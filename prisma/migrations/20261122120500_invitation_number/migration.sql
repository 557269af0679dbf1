-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "number" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "invitation_number_key" ON "invitation"("number");

-- Figures that are not mistaken for letters; nine of them, so that few guesses meet an invitation at all.
ALTER TABLE invitation ADD CONSTRAINT invitation_number_form CHECK (number ~ '^[2-9]{9}$');

-- The invitation of a number, its try counted in the same statement: tries at once are counted one by one, and the sixth
-- finds nothing. Nothing too for one that ended, was used, or is of somebody who has died or is sealed.
CREATE FUNCTION confer_claim_invitation(asked text) RETURNS TABLE (id uuid, code_hash text)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE invitation i SET tries = i.tries + 1
  WHERE i.number = asked AND i.ended_at IS NULL AND i.used_at IS NULL AND i.tries < 5 AND i.expires_at > now()
    AND confer_born_on(i.person_id) IS NOT NULL
  RETURNING i.id, i.code_hash
$$;
-- The try of a right code is given back: the page that follows counts its own, and whoever guesses is never right.
CREATE FUNCTION confer_right_invitation(asked uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE invitation SET tries = greatest(tries - 1, 0) WHERE id = asked AND used_at IS NULL
$$;
-- An access has the id of its invitation: whoever comes back gives the same number, with the passphrase.
CREATE FUNCTION confer_access_of_number(asked text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM invitation WHERE number = asked AND used_at IS NOT NULL
$$;

-- Who reviews what was opened is told whose plan it was and which part, by its heading: never what stands in it. Nobody is
-- named whose record is sealed, by any row that stands for the person. A part that its own line marks has no row here.
CREATE FUNCTION confer_override_parts() RETURNS TABLE (id uuid, person_id uuid, unit text, nhs_number text, names jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.person_id, r.unit, p.nhs_number,
    (SELECT jsonb_agg(jsonb_build_object('use', n.use, 'prefix', n.prefix, 'given', n.given, 'family', n.family,
      'preferred', n.preferred, 'startsAt', n.starts_at, 'endsAt', n.ends_at)) FROM person_name n WHERE n.person_id = p.id)
  FROM confer_overrides_to_review() o
  LEFT JOIN person p ON p.id = o.person_id AND NOT EXISTS (
    SELECT FROM person s WHERE s.restriction IS NOT NULL
      AND s.id = ANY (confer_linked_people(coalesce(confer_merged_person(o.person_id), o.person_id))))
  LEFT JOIN plan_restriction r ON r.person_id = o.person_id AND r.id = o.restriction_id AND r.kind = 'closed'
$$;
REVOKE ALL ON FUNCTION confer_claim_invitation, confer_right_invitation, confer_access_of_number, confer_override_parts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_claim_invitation, confer_right_invitation, confer_access_of_number, confer_override_parts TO confer_app;
