-- AlterTable
ALTER TABLE "plan" ADD COLUMN     "conflicts" JSONB,
ADD COLUMN     "emergency_only" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "plan_version" ADD COLUMN     "entered_in_error_because" TEXT,
ADD COLUMN     "entered_in_error_by" TEXT;

-- AlterTable
ALTER TABLE "plan_draft" ADD COLUMN     "assignment_id" UUID,
ADD COLUMN     "started_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "plan_confirmation" ADD COLUMN     "field" TEXT;

-- AlterTable
ALTER TABLE "action" ADD COLUMN     "escalated_at" TIMESTAMPTZ(3),
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "reminded_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "plan_draft_edit" (
    "person_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "values" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "plan_draft_edit_pkey" PRIMARY KEY ("person_id","account_id","id")
);

-- CreateTable
CREATE TABLE "plan_draft_ended" (
    "person_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "base_version" INTEGER NOT NULL,
    "operations" JSONB NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_as" TEXT NOT NULL,
    "version" INTEGER,
    "brought_back_at" TIMESTAMPTZ(3),

    CONSTRAINT "plan_draft_ended_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "plan_proposal" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "base_version" INTEGER NOT NULL,
    "operations" JSONB NOT NULL,
    "sections" TEXT[],
    "note" TEXT NOT NULL DEFAULT '',
    "from_account" UUID NOT NULL,
    "from_name" TEXT NOT NULL,
    "from_role" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" UUID,
    "answered_by_name" TEXT,
    "answer" TEXT,

    CONSTRAINT "plan_proposal_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "plan_signature" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "section" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_role" TEXT NOT NULL,
    "organisation" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "plan_signature_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "plan_copy" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "to_whom" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "form" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT '',
    "given_on" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" UUID NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "plan_copy_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "plan_restriction" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "readers" TEXT[],
    "category" TEXT NOT NULL,
    "by" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" DATE,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" UUID,
    "lifted_by_name" TEXT,

    CONSTRAINT "plan_restriction_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "plan_presence" (
    "person_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_presence_pkey" PRIMARY KEY ("person_id","account_id")
);

-- CreateTable
CREATE TABLE "plan_facts" (
    "person_id" UUID NOT NULL,
    "facts" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_facts_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "plan_filing" (
    "person_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "organisation_id" UUID NOT NULL,
    "block" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "filed_by" UUID NOT NULL,
    "filed_by_name" TEXT NOT NULL,

    CONSTRAINT "plan_filing_pkey" PRIMARY KEY ("person_id","version","organisation_id","block")
);

-- CreateTable
CREATE TABLE "plan_card" (
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "made_by" UUID NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "plan_card_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "key_safe" (
    "person_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "set_by" UUID NOT NULL,
    "set_by_name" TEXT NOT NULL,
    "checked_on" DATE NOT NULL,

    CONSTRAINT "key_safe_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "relation" TEXT NOT NULL DEFAULT '',
    "grants" TEXT[],
    "proof" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "made_by" UUID NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "person_access" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "relation" TEXT NOT NULL DEFAULT '',
    "grants" TEXT[],
    "secret_hash" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_because" TEXT,

    CONSTRAINT "person_access_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "person_session" (
    "hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "access_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_session_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "person_words" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "about" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_kind" TEXT NOT NULL,
    "access_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answered" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by_name" TEXT,
    "answer" TEXT,

    CONSTRAINT "person_words_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateIndex
CREATE INDEX "plan_draft_ended_account_id_ended_at_idx" ON "plan_draft_ended"("account_id", "ended_at");

-- CreateIndex
CREATE INDEX "plan_card_person_id_idx" ON "plan_card"("person_id");

-- CreateIndex
CREATE INDEX "invitation_id_idx" ON "invitation"("id");

-- CreateIndex
CREATE INDEX "person_access_id_idx" ON "person_access"("id");

-- CreateIndex
CREATE INDEX "person_session_person_id_idx" ON "person_session"("person_id");

-- ── Row-level security and grants of the new tables, as in the first migration ─────────────────────────────

-- The person, or who acts for them, after sign-in with their own secret: set by asPerson and by nothing else.
CREATE FUNCTION confer_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('confer.person', true), '')::uuid $$;

DO $$
DECLARE
  t text;
  sees text := $e$ (select confer_is_system()) or exists (select 1 from relationship r where r.person_id = %s
    and r.holder_id = any ((select confer_holders())::uuid[]) and r.starts_at <= now() and (r.ends_at is null or r.ends_at > now())) $e$;
BEGIN
  FOREACH t IN ARRAY ARRAY['plan_proposal','plan_signature','plan_copy','plan_restriction','plan_presence','plan_facts',
    'plan_filing','plan_card','key_safe','invitation','person_access','person_words']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY in_relationship ON %I USING (%s) WITH CHECK (%2$s)', t, format(sees, format('%I.person_id', t)));
  END LOOP;

  -- What became of a draft is its author's alone, as the draft is.
  FOREACH t IN ARRAY ARRAY['plan_draft_edit','plan_draft_ended']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_draft ON %I USING (account_id = (select confer_account()) and (%s)) WITH CHECK (account_id = (select confer_account()) and (%2$s))',
      t, format(sees, format('%I.person_id', t)));
  END LOOP;
END $$;

-- A person reads the text made for them, their own access and their own words, and writes words.
CREATE POLICY own_text ON published_text FOR SELECT USING (person_id = (select confer_person()) and audience = 'person');
CREATE POLICY own_access ON person_access FOR SELECT USING (person_id = (select confer_person()));
CREATE POLICY own_words ON person_words FOR SELECT USING (person_id = (select confer_person()));
CREATE POLICY writes_words ON person_words FOR INSERT WITH CHECK (person_id = (select confer_person()));

-- Before anybody is known, a session is found by its hash alone, as staff sessions are.
REVOKE ALL ON "person_session" FROM confer_reader;
REVOKE SELECT ON "key_safe", "invitation", "person_access" FROM confer_reader;

-- History is new rows, never changed rows.
REVOKE UPDATE, DELETE ON "plan_draft_edit", "plan_signature", "plan_copy", "plan_filing" FROM confer_app;
REVOKE DELETE ON "plan_draft_ended", "plan_proposal", "plan_restriction", "plan_card", "invitation", "person_access", "person_words" FROM confer_app;
REVOKE UPDATE ON "plan_draft_ended", "plan_proposal", "plan_restriction", "plan_card", "invitation", "person_access", "person_words" FROM confer_app;
GRANT UPDATE ("brought_back_at") ON "plan_draft_ended" TO confer_app;
GRANT UPDATE ("state", "answered_at", "answered_by", "answered_by_name", "answer") ON "plan_proposal" TO confer_app;
GRANT UPDATE ("lifted_at", "lifted_by", "lifted_by_name") ON "plan_restriction" TO confer_app;
GRANT UPDATE ("revoked_at") ON "plan_card" TO confer_app;
GRANT UPDATE ("ended_at") ON "invitation" TO confer_app;
GRANT UPDATE ("ended_at", "ended_because") ON "person_access" TO confer_app;
GRANT UPDATE ("answered", "answered_at", "answered_by_name", "answer") ON "person_words" TO confer_app;
GRANT UPDATE ("entered_in_error_by", "entered_in_error_because") ON "plan_version" TO confer_app;

-- Words that a column may hold.
ALTER TABLE plan_draft_ended ADD CONSTRAINT plan_draft_ended_as CHECK (ended_as IN ('published','thrown_away'));
ALTER TABLE plan_proposal ADD CONSTRAINT plan_proposal_state CHECK (state IN ('open','taken','returned','withdrawn'));
ALTER TABLE plan_signature ADD CONSTRAINT plan_signature_kind CHECK (kind IN ('sign','endorse'));
ALTER TABLE plan_restriction ADD CONSTRAINT plan_restriction_kind CHECK (kind IN ('closed','hidden'));
ALTER TABLE invitation ADD CONSTRAINT invitation_kind CHECK (kind IN ('self','proxy','carer'));
ALTER TABLE person_access ADD CONSTRAINT person_access_kind CHECK (kind IN ('self','proxy','carer'));

-- ── News of a plan for those who have it open: told at commit ──────────────────────────────────────────────
CREATE FUNCTION confer_tell_of_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('confer_plan', json_build_object('person', NEW.person_id, 'kind', TG_ARGV[0])::text);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_of_event AFTER INSERT ON plan_event FOR EACH ROW EXECUTE FUNCTION confer_tell_of_plan('plan');
CREATE TRIGGER tell_of_presence AFTER INSERT OR UPDATE OF section ON plan_presence FOR EACH ROW EXECUTE FUNCTION confer_tell_of_plan('presence');
CREATE TRIGGER tell_of_proposal AFTER INSERT OR UPDATE OF state ON plan_proposal FOR EACH ROW EXECUTE FUNCTION confer_tell_of_plan('proposal');

-- ── What an author or a signed-in member of staff may know beyond relationships ─────────────────────────────
-- An author knows that a draft of theirs waits even when the relationship has ended: never what it says.
CREATE FUNCTION confer_my_drafts() RETURNS TABLE (person_id uuid, started_at timestamptz, updated_at timestamptz, units text[], in_relationship boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.person_id, d.started_at, d.updated_at,
    CASE WHEN confer_stands_in_relationship(d.person_id)
      THEN ARRAY(SELECT o ->> 'unit' FROM jsonb_array_elements(d.operations) o) ELSE '{}' END,
    confer_stands_in_relationship(d.person_id)
  FROM plan_draft d WHERE d.account_id = confer_account()
$$;

-- Accounts and organisations that read this person's plan lately: whom a withdrawal must reach.
CREATE FUNCTION confer_who_relied(person uuid, since timestamptz) RETURNS TABLE (account_id uuid, organisation_id uuid, last_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.account_id, a.organisation_id, max(a.at) FROM access_record a
  WHERE a.person_id = person AND a.at >= since AND a.outcome = 'allowed' AND a.account_id IS NOT NULL
    AND confer_stands_in_relationship(person)
    AND (a.did LIKE '%plan%' OR a.did LIKE '%crisis page%' OR a.did LIKE '%handler%')
  GROUP BY 1, 2
$$;

-- Who opened the person's record, for the person: the organisation and the role, never a name.
CREATE FUNCTION confer_who_opened(since timestamptz) RETURNS TABLE (at timestamptz, organisation text, role text, did text, purpose text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.at, o.name, a.role, a.did, a.purpose FROM access_record a LEFT JOIN organisation o ON o.id = a.organisation_id
  WHERE a.person_id = confer_person() AND a.at >= since AND a.outcome = 'allowed'
    AND (a.account_id IS NOT NULL OR a.role LIKE 'person: %')
  ORDER BY a.at DESC LIMIT 500
$$;

-- The person of a card, for whoever is signed in; a token that is unknown or revoked gives nothing.
CREATE FUNCTION confer_person_of_card(token text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.person_id FROM plan_card c WHERE c.token_hash = token AND c.revoked_at IS NULL AND confer_account() IS NOT NULL
$$;

-- Signing in with a code or a secret: before anybody is known, so by the id and the hash alone.
CREATE FUNCTION confer_invitation(invitation_id uuid) RETURNS SETOF invitation
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM invitation i WHERE i.id = invitation_id AND i.ended_at IS NULL AND i.used_at IS NULL AND i.tries < 5 AND i.expires_at > now()
$$;
CREATE FUNCTION confer_try_invitation(invitation_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE invitation SET tries = tries + 1 WHERE id = invitation_id
$$;
-- Takes up an invitation whose code was checked: once, whoever asks twice.
CREATE FUNCTION confer_take_invitation(invitation_id uuid, access_id uuid, secret text, at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE i invitation;
BEGIN
  UPDATE invitation SET used_at = at WHERE id = invitation_id AND used_at IS NULL AND ended_at IS NULL AND tries <= 5 AND expires_at > now()
    RETURNING * INTO i;
  IF i.id IS NULL THEN RETURN NULL; END IF;
  INSERT INTO person_access (person_id, id, kind, name, relation, grants, secret_hash, since)
    VALUES (i.person_id, access_id, i.kind, i.name, i.relation, i.grants, secret, at);
  RETURN i.person_id;
END $$;
CREATE FUNCTION confer_person_access(asked uuid) RETURNS SETOF person_access
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM person_access a WHERE a.id = asked AND a.ended_at IS NULL AND (a.until IS NULL OR a.until > now())
$$;

REVOKE ALL ON FUNCTION confer_my_drafts, confer_who_relied, confer_who_opened, confer_person_of_card, confer_invitation,
  confer_try_invitation, confer_take_invitation, confer_person_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_my_drafts, confer_who_relied, confer_who_opened, confer_person_of_card, confer_invitation,
  confer_try_invitation, confer_take_invitation, confer_person_access TO confer_app;
