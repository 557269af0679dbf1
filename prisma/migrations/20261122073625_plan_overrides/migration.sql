-- CreateTable
CREATE TABLE "plan_override" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "restriction_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_role" TEXT NOT NULL,
    "organisation" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3),
    "reviewed_by_name" TEXT,
    "review" TEXT,

    CONSTRAINT "plan_override_pkey" PRIMARY KEY ("person_id","id")
);

ALTER TABLE plan_override ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_relationship ON plan_override USING ((select confer_is_system()) or exists (select 1 from relationship r
    where r.person_id = plan_override.person_id and r.holder_id = any ((select confer_holders())::uuid[])
      and r.starts_at <= now() and (r.ends_at is null or r.ends_at > now())));
REVOKE UPDATE, DELETE ON plan_override FROM confer_app;

-- Who reviews access stands in no relationship: they see the override and its reason, never the plan.
CREATE FUNCTION confer_overrides_to_review() RETURNS SETOF plan_override
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM plan_override WHERE confer_account() IS NOT NULL ORDER BY (reviewed_at IS NULL) DESC, at DESC LIMIT 500
$$;
CREATE FUNCTION confer_review_override(override_id uuid, reviewed timestamptz, reviewer text, said text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE plan_override SET reviewed_at = reviewed, reviewed_by_name = reviewer, review = said
    WHERE id = override_id AND reviewed_at IS NULL AND confer_account() IS NOT NULL AND account_id <> confer_account();
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION confer_overrides_to_review, confer_review_override FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confer_overrides_to_review, confer_review_override TO confer_app;
