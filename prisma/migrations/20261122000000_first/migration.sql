-- The first schema. Tables and keys are what schema.prisma says; below them stands what Prisma cannot say.

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "ods_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parent_id" UUID,
    "phone" TEXT,
    "address" TEXT,
    "hours" JSONB,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "profession" TEXT,
    "password_hash" TEXT NOT NULL,
    "person_id" UUID,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failed_tries" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "permissions" TEXT[],
    "starts_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),
    "demo_order" INTEGER,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "assignment_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "merged_into" UUID,
    "born_on" DATE,
    "died_on" DATE,
    "sex" TEXT NOT NULL DEFAULT 'unknown',
    "pronouns" TEXT,
    "ethnicity" TEXT,
    "language" TEXT,
    "interpreter" BOOLEAN,
    "practice_id" UUID,
    "registered_at" DATE,
    "nhs_number" TEXT,
    "nhs_number_verified" BOOLEAN NOT NULL DEFAULT false,
    "lsoa" TEXT,
    "imd_decile" INTEGER,
    "care_home_id" UUID,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "restriction" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identifier" (
    "system" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL,

    CONSTRAINT "identifier_pkey" PRIMARY KEY ("system","value","person_id")
);

-- CreateTable
CREATE TABLE "person_name" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "use" TEXT NOT NULL DEFAULT 'official',
    "prefix" TEXT,
    "given" TEXT NOT NULL DEFAULT '',
    "family" TEXT NOT NULL DEFAULT '',
    "preferred" TEXT,
    "search" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_name_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "person_address" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lines" TEXT[],
    "town" TEXT,
    "postcode" TEXT,
    "postcode_key" TEXT,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_address_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "phone" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "value" TEXT NOT NULL,
    "use" TEXT,
    "ring_id" UUID,
    "last_answered" TIMESTAMPTZ(3),

    CONSTRAINT "phone_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "person_to_ring" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "relation" TEXT,
    "is_carer" BOOLEAN NOT NULL DEFAULT false,
    "lives_with" BOOLEAN NOT NULL DEFAULT false,
    "linked_person_id" UUID,
    "source" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_to_ring_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "code" (
    "id" SERIAL NOT NULL,
    "system" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "display" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "code_id" INTEGER NOT NULL,
    "on_date" TIMESTAMPTZ(3),
    "end_date" TIMESTAMPTZ(3),
    "status" TEXT,
    "value" DOUBLE PRECISION,
    "unit" TEXT,
    "value_code_id" INTEGER,
    "value_text" TEXT,
    "received_value" TEXT,
    "received_unit" TEXT,
    "implausible" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "source" TEXT NOT NULL,
    "source_id" TEXT,
    "encounter_id" UUID,
    "recorded_here" BOOLEAN NOT NULL DEFAULT false,
    "recorded_by" UUID,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "entry_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "encounter" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "code_id" INTEGER,
    "reason_code_id" INTEGER,
    "provider_name" TEXT,
    "source" TEXT NOT NULL,
    "source_id" TEXT,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "encounter_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "source_resource" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "resource_type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "source_resource_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "paths" TEXT[],
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "counts" JSONB NOT NULL,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_file" (
    "run_id" UUID NOT NULL,
    "file_key" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "lines_done" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_file_pkey" PRIMARY KEY ("run_id","file_key")
);

-- CreateTable
CREATE TABLE "import_reject" (
    "run_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "file" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "import_reject_pkey" PRIMARY KEY ("run_id","id")
);

-- CreateTable
CREATE TABLE "code_set" (
    "id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "code_set_pkey" PRIMARY KEY ("id","version")
);

-- CreateTable
CREATE TABLE "code_set_member" (
    "code_set_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "code_set_member_pkey" PRIMARY KEY ("code_set_id","version","system","code")
);

-- CreateTable
CREATE TABLE "code_feature" (
    "code_id" INTEGER NOT NULL,
    "bits0" BIGINT NOT NULL DEFAULT 0,
    "bits1" BIGINT NOT NULL DEFAULT 0,
    "bits2" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "code_feature_pkey" PRIMARY KEY ("code_id")
);

-- CreateTable
CREATE TABLE "stratification_run" (
    "id" UUID NOT NULL,
    "as_of" DATE NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "current" BOOLEAN NOT NULL DEFAULT false,
    "started_by" TEXT NOT NULL,
    "versions" JSONB NOT NULL,
    "counts" JSONB,

    CONSTRAINT "stratification_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_row" (
    "run_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "practice_id" UUID,
    "born_on" DATE,
    "age" INTEGER,
    "sex" TEXT NOT NULL,
    "imd_decile" INTEGER,
    "ethnicity" TEXT,
    "segment" TEXT NOT NULL,
    "segment_rank" INTEGER NOT NULL,
    "segment_rule" TEXT NOT NULL,
    "because" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "missing" TEXT[],
    "efi_count" INTEGER,
    "efi_category" TEXT,
    "efi_known" BOOLEAN NOT NULL,
    "efi_because" JSONB NOT NULL,
    "long_term_conditions" INTEGER NOT NULL,
    "diabetes" BOOLEAN NOT NULL DEFAULT false,
    "medicines" INTEGER,
    "care_gaps" JSONB NOT NULL,
    "gaps_due" INTEGER NOT NULL,
    "emergency_year" INTEGER NOT NULL,
    "last_emergency_on" TIMESTAMPTZ(3),
    "plan_version" INTEGER,
    "plan_confirmed_on" TIMESTAMPTZ(3),
    "next_meeting_on" TIMESTAMPTZ(3),

    CONSTRAINT "registry_row_pkey" PRIMARY KEY ("person_id","run_id")
);

-- CreateTable
CREATE TABLE "changed_person" (
    "person_id" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL,

    CONSTRAINT "changed_person_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "relationship" (
    "person_id" UUID NOT NULL,
    "holder_kind" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "relationship_pkey" PRIMARY KEY ("person_id","holder_id","source","source_id")
);

-- CreateTable
CREATE TABLE "access_record" (
    "at" TIMESTAMPTZ(6) NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID,
    "assignment_id" UUID,
    "organisation_id" UUID,
    "role" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "person_id" UUID,
    "shown" UUID[],
    "detail" JSONB,

    CONSTRAINT "access_record_pkey" PRIMARY KEY ("at","id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "look_up" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT,
    "shown" UUID[],

    CONSTRAINT "look_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "opened_by" UUID NOT NULL,
    "opened_by_name" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "matched_by" TEXT NOT NULL,
    "identifiers_checked" BOOLEAN NOT NULL,
    "attending" BOOLEAN NOT NULL DEFAULT false,
    "plan_version" INTEGER,
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "note" TEXT,
    "plan_feedback" TEXT,
    "urgent_follow_up" BOOLEAN NOT NULL DEFAULT false,
    "accepted_by" TEXT,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "plan" (
    "person_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "current_version" INTEGER NOT NULL DEFAULT 0,
    "rendition" INTEGER NOT NULL DEFAULT 0,
    "elsewhere" JSONB,
    "review_on" DATE,
    "owner_organisation_id" UUID,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "plan_version" (
    "person_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID NOT NULL,
    "published_by_name" TEXT NOT NULL,
    "published_by_role" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "entered_in_error" TIMESTAMPTZ(3),

    CONSTRAINT "plan_version_pkey" PRIMARY KEY ("person_id","version")
);

-- CreateTable
CREATE TABLE "plan_draft" (
    "person_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "base_version" INTEGER NOT NULL,
    "operations" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_draft_pkey" PRIMARY KEY ("person_id","account_id")
);

-- CreateTable
CREATE TABLE "plan_confirmation" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "section_id" TEXT NOT NULL,
    "item_id" TEXT,
    "version" INTEGER NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" UUID NOT NULL,
    "confirmed_by_name" TEXT NOT NULL,

    CONSTRAINT "plan_confirmation_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "plan_event" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "plan_event_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "published_text" (
    "person_id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "rendition" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "published_text_pkey" PRIMARY KEY ("person_id","audience")
);

-- CreateTable
CREATE TABLE "mdg" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,

    CONSTRAINT "mdg_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdg_member" (
    "mdg_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "chair" BOOLEAN NOT NULL DEFAULT false,
    "scribe" BOOLEAN NOT NULL DEFAULT false,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "mdg_member_pkey" PRIMARY KEY ("mdg_id","account_id")
);

-- CreateTable
CREATE TABLE "meeting" (
    "id" UUID NOT NULL,
    "mdg_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "slots" INTEGER NOT NULL,
    "minutes_per_case" INTEGER NOT NULL DEFAULT 10,
    "agenda_published_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "minutes_approved_at" TIMESTAMPTZ(3),
    "minutes_approved_by" TEXT,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdg_case" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "referred_by" UUID NOT NULL,
    "referred_by_name" TEXT NOT NULL,
    "referred_at" TIMESTAMPTZ(3) NOT NULL,
    "person_told" TEXT,
    "person_told_detail" TEXT,
    "objection" TEXT,
    "objection_detail" TEXT,
    "capacity" TEXT,
    "capacity_detail" TEXT,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "no_action_because" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_name" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "mdg_case_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "case_decision" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "replaces" UUID,

    CONSTRAINT "case_decision_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "action" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "owner_account_id" UUID,
    "owner_name" TEXT NOT NULL,
    "owner_organisation_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "case_id" UUID,
    "mdg_id" UUID,
    "plan_item_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "created_by_name" TEXT NOT NULL,

    CONSTRAINT "action_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "action_event" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "action_event_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "task" (
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "headline" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "opened_by_name" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "done_by" UUID,
    "done_by_name" TEXT,
    "outcome" TEXT,

    CONSTRAINT "task_pkey" PRIMARY KEY ("person_id","id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "topic" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency" (
    "account_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("account_id","key")
);

-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "signed_by" TEXT,
    "signed_at" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("name","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_ods_code_key" ON "organisation"("ods_code");

-- CreateIndex
CREATE INDEX "organisation_parent_id_idx" ON "organisation"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE INDEX "assignment_account_id_idx" ON "assignment"("account_id");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "person_practice_id_idx" ON "person"("practice_id");

-- CreateIndex
CREATE INDEX "person_born_on_idx" ON "person"("born_on");

-- CreateIndex
CREATE INDEX "identifier_person_id_idx" ON "identifier"("person_id");

-- CreateIndex
CREATE INDEX "person_address_postcode_key_idx" ON "person_address"("postcode_key");

-- CreateIndex
CREATE INDEX "phone_value_idx" ON "phone"("value");

-- CreateIndex
CREATE UNIQUE INDEX "code_system_code_key" ON "code"("system", "code");

-- CreateIndex
CREATE INDEX "entry_person_id_kind_on_date_idx" ON "entry"("person_id", "kind", "on_date");

-- CreateIndex
CREATE INDEX "encounter_person_id_kind_starts_at_idx" ON "encounter"("person_id", "kind", "starts_at");

-- CreateIndex
CREATE INDEX "source_resource_resource_type_idx" ON "source_resource"("resource_type");

-- CreateIndex
CREATE INDEX "import_file_file_key_idx" ON "import_file"("file_key");

-- CreateIndex
CREATE INDEX "registry_row_run_id_practice_id_segment_rank_person_id_idx" ON "registry_row"("run_id", "practice_id", "segment_rank", "person_id");

-- CreateIndex
CREATE INDEX "registry_row_run_id_practice_id_efi_count_person_id_idx" ON "registry_row"("run_id", "practice_id", "efi_count", "person_id");

-- CreateIndex
CREATE INDEX "registry_row_run_id_practice_id_age_person_id_idx" ON "registry_row"("run_id", "practice_id", "age", "person_id");

-- CreateIndex
CREATE INDEX "relationship_holder_id_person_id_idx" ON "relationship"("holder_id", "person_id");

-- CreateIndex
CREATE INDEX "access_record_person_id_at_idx" ON "access_record"("person_id", "at");

-- CreateIndex
CREATE INDEX "access_record_account_id_at_idx" ON "access_record"("account_id", "at");

-- CreateIndex
CREATE INDEX "look_up_account_id_at_idx" ON "look_up"("account_id", "at");

-- CreateIndex
CREATE INDEX "contact_opened_by_opened_at_idx" ON "contact"("opened_by", "opened_at");

-- CreateIndex
CREATE INDEX "meeting_mdg_id_starts_at_idx" ON "meeting"("mdg_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "mdg_case_meeting_id_person_id_key" ON "mdg_case"("meeting_id", "person_id");

-- CreateIndex
CREATE INDEX "action_owner_organisation_id_status_idx" ON "action"("owner_organisation_id", "status");

-- CreateIndex
CREATE INDEX "action_owner_account_id_status_idx" ON "action"("owner_account_id", "status");

-- CreateIndex
CREATE INDEX "action_mdg_id_status_idx" ON "action"("mdg_id", "status");

-- CreateIndex
CREATE INDEX "task_organisation_id_done_at_created_at_idx" ON "task"("organisation_id", "done_at", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "task_person_id_kind_cause_key" ON "task"("person_id", "kind", "cause");

-- CreateIndex
CREATE INDEX "outbox_delivered_at_at_idx" ON "outbox"("delivered_at", "at");

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_name" ADD CONSTRAINT "person_name_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_address" ADD CONSTRAINT "person_address_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone" ADD CONSTRAINT "phone_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_to_ring" ADD CONSTRAINT "person_to_ring_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "import_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_reject" ADD CONSTRAINT "import_reject_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "import_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "code_set_member" ADD CONSTRAINT "code_set_member_code_set_id_version_fkey" FOREIGN KEY ("code_set_id", "version") REFERENCES "code_set"("id", "version") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_version" ADD CONSTRAINT "plan_version_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "plan"("person_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mdg" ADD CONSTRAINT "mdg_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mdg_member" ADD CONSTRAINT "mdg_member_mdg_id_fkey" FOREIGN KEY ("mdg_id") REFERENCES "mdg"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mdg_member" ADD CONSTRAINT "mdg_member_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_mdg_id_fkey" FOREIGN KEY ("mdg_id") REFERENCES "mdg"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mdg_case" ADD CONSTRAINT "mdg_case_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_decision" ADD CONSTRAINT "case_decision_person_id_case_id_fkey" FOREIGN KEY ("person_id", "case_id") REFERENCES "mdg_case"("person_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_owner_organisation_id_fkey" FOREIGN KEY ("owner_organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_event" ADD CONSTRAINT "action_event_person_id_action_id_fkey" FOREIGN KEY ("person_id", "action_id") REFERENCES "action"("person_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── Roles ──────────────────────────────────────────────────────────────────────────────────────────────────
-- The owner is whoever migrates. confer_app is what the application acts as, whatever login it uses
-- (it never bypasses row-level security); confer_reader may only read.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'confer_app') THEN CREATE ROLE confer_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'confer_reader') THEN CREATE ROLE confer_reader NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server is being migrated too
END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'confer_app', 'member') THEN EXECUTE format('GRANT confer_app TO %I', current_user); END IF;
END $$;

GRANT USAGE ON SCHEMA public TO confer_app, confer_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO confer_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO confer_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO confer_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO confer_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO confer_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO confer_reader;

-- Secrets are not for the reader.
REVOKE ALL ON "account", "session" FROM confer_reader;

-- History is new rows, never changed rows; nobody but the owner reads or changes the record of access.
REVOKE UPDATE, DELETE ON "plan_confirmation", "plan_event", "action_event", "case_decision", "setting" FROM confer_app;
REVOKE DELETE ON "plan_version", "plan", "contact", "task", "action", "mdg_case", "look_up" FROM confer_app;
REVOKE UPDATE ON "plan_version" FROM confer_app;
GRANT UPDATE ("entered_in_error") ON "plan_version" TO confer_app;
REVOKE ALL ON "access_record" FROM confer_app, confer_reader;
GRANT INSERT ON "access_record" TO confer_app;
-- A look-up is written by the point of contact's own function: whoever could write one could open anybody.
REVOKE INSERT, UPDATE ON "look_up" FROM confer_app;

-- ── Who asks: settings of the transaction, set by asViewer ─────────────────────────────────────────────────
CREATE FUNCTION confer_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('confer.account', true), '')::uuid $$;
CREATE FUNCTION confer_holders() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(string_to_array(nullif(current_setting('confer.holders', true), ''), ',')::uuid[], '{}') $$;
CREATE FUNCTION confer_is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('confer.system', true), '') IS NOT NULL $$;

-- ── Row-level security: a person's rows are there for whoever stands in a relationship, and for named jobs ──
-- The where of a data function is the first lock; this is the second, so that a forgotten where shows nothing.
DO $$
DECLARE
  t text;
  sees text := $e$ (select confer_is_system()) or exists (select 1 from relationship r where r.person_id = %s
    and r.holder_id = any ((select confer_holders())::uuid[]) and r.starts_at <= now() and (r.ends_at is null or r.ends_at > now())) $e$;
BEGIN
  FOREACH t IN ARRAY ARRAY['identifier','person_name','person_address','phone','person_to_ring','entry','encounter',
    'source_resource','registry_row','changed_person','contact','plan','plan_version','plan_confirmation','plan_event',
    'published_text','mdg_case','case_decision']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY in_relationship ON %I USING (%s) WITH CHECK (%2$s)', t, format(sees, format('%I.person_id', t)));
  END LOOP;

  ALTER TABLE person ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY in_relationship ON person USING (%s) WITH CHECK (%1$s)', format(sees, 'person.id'));

  -- A draft is its author's alone.
  ALTER TABLE plan_draft ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY own_draft ON plan_draft USING (account_id = (select confer_account()) and (%s)) WITH CHECK (account_id = (select confer_account()) and (%1$s))',
    format(sees, 'plan_draft.person_id'));

  -- Work is also seen by the organisation or the account that it waits for.
  ALTER TABLE task ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY waits_for_viewer ON task USING (organisation_id = any ((select confer_holders())::uuid[]) or (%s)) WITH CHECK (%s)',
    format(sees, 'task.person_id'), format(sees, 'task.person_id') || ' or organisation_id = any ((select confer_holders())::uuid[])');
  ALTER TABLE action ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY waits_for_viewer ON action USING (owner_account_id = (select confer_account()) or owner_organisation_id = any ((select confer_holders())::uuid[]) or (%s)) WITH CHECK (%s)',
    format(sees, 'action.person_id'), format(sees, 'action.person_id') || ' or owner_account_id = (select confer_account()) or owner_organisation_id = any ((select confer_holders())::uuid[])');
  ALTER TABLE action_event ENABLE ROW LEVEL SECURITY;
  CREATE POLICY with_its_action ON action_event
    USING ((select confer_is_system()) or exists (select 1 from action a where a.person_id = action_event.person_id and a.id = action_event.action_id));

  -- A relationship shows to its holder; it is made by whoever already stands in one, or by a job.
  ALTER TABLE relationship ENABLE ROW LEVEL SECURITY;
  CREATE POLICY held ON relationship FOR SELECT
    USING ((select confer_is_system()) or holder_id = any ((select confer_holders())::uuid[]));
  CREATE POLICY ended ON relationship FOR UPDATE USING (true);
  CREATE POLICY dropped ON relationship FOR DELETE USING ((select confer_is_system()));
END $$;

-- The policy of relationship may not look into relationship itself; this function, the owner's, may.
CREATE FUNCTION confer_stands_in_relationship(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$ SELECT confer_is_system() OR EXISTS (SELECT 1 FROM relationship r WHERE r.person_id = person
     AND r.holder_id = ANY (confer_holders()) AND r.starts_at <= now() AND (r.ends_at IS NULL OR r.ends_at > now())) $$;
CREATE POLICY made ON relationship FOR INSERT WITH CHECK (confer_stands_in_relationship(person_id));
DROP POLICY ended ON relationship;
CREATE POLICY ended ON relationship FOR UPDATE USING (confer_stands_in_relationship(person_id)) WITH CHECK (confer_stands_in_relationship(person_id));

-- Look-ups are their maker's, and so is what a command answered; news is read by the job that delivers it.
ALTER TABLE look_up ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_look_up ON look_up USING (account_id = (select confer_account()) or (select confer_is_system()));
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_command ON idempotency USING (account_id = (select confer_account()) or (select confer_is_system()));
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY posted ON outbox FOR INSERT WITH CHECK (true);
CREATE POLICY delivered ON outbox USING ((select confer_is_system()));

-- ── The record of access: one partition a month; what falls outside lands in the default, never nowhere ────
CREATE TABLE access_record_default PARTITION OF access_record DEFAULT;
CREATE FUNCTION create_access_partition(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  name text := 'access_record_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NULL THEN
    -- Filled before it is attached: what already lies in the default partition would stand in its way.
    EXECUTE format('CREATE TABLE %I (LIKE access_record INCLUDING ALL)', name);
    EXECUTE format('REVOKE ALL ON %I FROM confer_app, confer_reader', name);
    EXECUTE format('WITH moved AS (DELETE FROM access_record_default WHERE at >= %L AND at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
      first, (first + interval '1 month')::date, name);
    EXECUTE format('ALTER TABLE access_record ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, first, (first + interval '1 month')::date);
  END IF;
END $$;
REVOKE ALL ON FUNCTION create_access_partition FROM PUBLIC;
REVOKE ALL ON access_record_default FROM confer_app, confer_reader;
SELECT create_access_partition((date '2026-11-01' + make_interval(months => n))::date) FROM generate_series(0, 13) n;

-- ── Uniqueness and search ──────────────────────────────────────────────────────────────────────────────────
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- A verified number or a source id names one person; an unverified claim may be shared.
CREATE UNIQUE INDEX identifier_verified ON identifier (system, value) WHERE verified;
CREATE UNIQUE INDEX person_nhs_number ON person (nhs_number) WHERE nhs_number_verified;
CREATE UNIQUE INDEX person_source ON person (source, source_id);
CREATE INDEX person_name_search ON person_name USING gin (search gin_trgm_ops);
CREATE UNIQUE INDEX stratification_run_current ON stratification_run (current) WHERE current;

-- ── Words that a column may hold ───────────────────────────────────────────────────────────────────────────
ALTER TABLE entry ADD CONSTRAINT entry_kind CHECK (kind IN ('problem','medicine','result','finding','allergy','procedure','immunisation'));
ALTER TABLE encounter ADD CONSTRAINT encounter_kind CHECK (kind IN
  ('gp','community','outpatient','ae','emergency_admission','elective_admission','ambulance','nhs111','other'));
ALTER TABLE registry_row ADD CONSTRAINT registry_row_segment CHECK (segment IN
  ('end_of_life','frailty_dementia','complex','long_term','healthy'));
ALTER TABLE plan ADD CONSTRAINT plan_status CHECK (status IN ('none_published','live','withdrawn','closed'));
ALTER TABLE action ADD CONSTRAINT action_status CHECK (status IN ('offered','accepted','declined','done','cancelled'));
ALTER TABLE mdg_case ADD CONSTRAINT mdg_case_status CHECK (status IN ('waiting','closed','carried_over','withdrawn'));
