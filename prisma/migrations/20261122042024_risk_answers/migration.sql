-- AlterTable
ALTER TABLE "code_set" ADD COLUMN     "file_name" TEXT,
ADD COLUMN     "imported_at" TIMESTAMPTZ(3),
ADD COLUMN     "imported_by" TEXT;

-- AlterTable
ALTER TABLE "code_feature" DROP COLUMN "bits0",
DROP COLUMN "bits1",
DROP COLUMN "bits2",
ADD COLUMN     "sets" TEXT[];

-- AlterTable
ALTER TABLE "stratification_run" ADD COLUMN     "distributions" JSONB,
ADD COLUMN     "done" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "done_until" UUID,
ADD COLUMN     "movement" JSONB,
ADD COLUMN     "tiers" JSONB,
ADD COLUMN     "total" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "registry_row" DROP COLUMN "because",
DROP COLUMN "care_gaps",
DROP COLUMN "efi_because",
ADD COLUMN     "acr" DOUBLE PRECISION,
ADD COLUMN     "attendances_year" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "bmi" DOUBLE PRECISION,
ADD COLUMN     "cambridge" DOUBLE PRECISION,
ADD COLUMN     "care_home" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "cfs" INTEGER,
ADD COLUMN     "cholesterol" DOUBLE PRECISION,
ADD COLUMN     "diastolic" DOUBLE PRECISION,
ADD COLUMN     "efi2_category" TEXT,
ADD COLUMN     "efi2_known" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "efi2_score" DOUBLE PRECISION,
ADD COLUMN     "index_terms" TEXT[],
ADD COLUMN     "egfr" DOUBLE PRECISION,
ADD COLUMN     "frailty" TEXT,
ADD COLUMN     "gaps" TEXT[],
ADD COLUMN     "has_carer" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "hba1c" DOUBLE PRECISION,
ADD COLUMN     "index_category" TEXT,
ADD COLUMN     "index_known" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "index_name" TEXT NOT NULL DEFAULT 'eFI',
ADD COLUMN     "index_value" DOUBLE PRECISION,
ADD COLUMN     "need" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "sets" TEXT[],
ADD COLUMN     "systolic" DOUBLE PRECISION;

-- Lists are sorted by the index that is shown.
DROP INDEX "registry_row_run_id_practice_id_efi_count_person_id_idx";
CREATE INDEX "registry_row_run_id_practice_id_index_value_person_id_idx" ON "registry_row"("run_id", "practice_id", "index_value", "person_id");

-- CreateTable
CREATE TABLE "band_change" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" DATE NOT NULL,
    "band" TEXT NOT NULL,
    "was" TEXT,
    "became" TEXT NOT NULL,
    "was_value" DOUBLE PRECISION,
    "value" DOUBLE PRECISION,
    "cause" TEXT NOT NULL,

    CONSTRAINT "band_change_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "care_excuse" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "process" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "on_date" DATE NOT NULL,
    "until" DATE,
    "account_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "care_excuse_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "package_answer" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "package" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "became" TEXT,
    "account_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "package_answer_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "cohort" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "organisation_id" UUID,
    "built_in" BOOLEAN NOT NULL DEFAULT false,
    "current_version" INTEGER NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "cohort_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cohort_version" (
    "cohort_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "rule" JSONB NOT NULL,
    "words" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" UUID,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cohort_version_pkey" PRIMARY KEY ("cohort_id","version")
);

-- CreateTable
CREATE TABLE "cohort_member" (
    "person_id" UUID NOT NULL,
    "cohort_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "cohort_member_pkey" PRIMARY KEY ("person_id","cohort_id","starts_at")
);

-- CreateTable
CREATE TABLE "nomination" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "mdg_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "nomination_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "mdg_proposal" (
    "id" UUID NOT NULL,
    "mdg_id" UUID NOT NULL,
    "meeting_id" UUID,
    "run_id" UUID NOT NULL,
    "slots" INTEGER NOT NULL,
    "made" JSONB NOT NULL,
    "account_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mdg_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdg_listing" (
    "person_id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "mdg_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "route" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "need" DOUBLE PRECISION NOT NULL,
    "segment" TEXT NOT NULL,

    CONSTRAINT "mdg_listing_pkey" PRIMARY KEY ("person_id","proposal_id")
);

-- CreateIndex
CREATE INDEX "band_change_at_idx" ON "band_change"("at");

-- CreateIndex
CREATE INDEX "cohort_member_cohort_id_ends_at_idx" ON "cohort_member"("cohort_id", "ends_at");

-- CreateIndex
CREATE INDEX "nomination_mdg_id_idx" ON "nomination"("mdg_id");

-- CreateIndex
CREATE INDEX "mdg_proposal_mdg_id_at_idx" ON "mdg_proposal"("mdg_id", "at");

-- CreateIndex
CREATE INDEX "mdg_listing_mdg_id_at_idx" ON "mdg_listing"("mdg_id", "at");

-- AddForeignKey
ALTER TABLE "cohort_version" ADD CONSTRAINT "cohort_version_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rows of the former shape cannot answer for themselves any more: people count as not stratified until the next run.
DELETE FROM registry_row;
UPDATE stratification_run SET current = false WHERE current;
DELETE FROM code_feature;

-- ── Row-level security and grants of the new tables, as in the first migration ─────────────────────────────
DO $$
DECLARE
  t text;
  sees text := $e$ (select confer_is_system()) or exists (select 1 from relationship r where r.person_id = %s
    and r.holder_id = any ((select confer_holders())::uuid[]) and r.starts_at <= now() and (r.ends_at is null or r.ends_at > now())) $e$;
BEGIN
  FOREACH t IN ARRAY ARRAY['band_change','care_excuse','package_answer','cohort_member','nomination','mdg_listing']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY in_relationship ON %I USING (%s) WITH CHECK (%2$s)', t, format(sees, format('%I.person_id', t)));
  END LOOP;
END $$;

-- History is new rows, never changed rows.
REVOKE UPDATE, DELETE ON "band_change", "package_answer", "cohort_version", "mdg_proposal", "mdg_listing" FROM confer_app;
REVOKE DELETE ON "care_excuse", "nomination", "cohort", "cohort_member" FROM confer_app;

-- Words that a column may hold.
ALTER TABLE registry_row ADD CONSTRAINT registry_row_frailty CHECK (frailty IN ('none','mild','moderate','severe'));
ALTER TABLE care_excuse ADD CONSTRAINT care_excuse_kind CHECK (kind IN ('declined','unsuitable','dissent','unavailable','no_reply'));
ALTER TABLE package_answer ADD CONSTRAINT package_answer_answer CHECK (answer IN ('taken','changed','declined','reopened'));
ALTER TABLE mdg_listing ADD CONSTRAINT mdg_listing_route CHECK (route IN ('need','change','nomination','random','left_out'));
