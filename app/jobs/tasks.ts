/** What the job queue runs, by name, and when it runs by itself. */
import type { TaskList, TaskSpec } from "graphile-worker";
import { z } from "zod";
import { chaseActions } from "../data/action-chasing.server";
import { synchroniseCohorts } from "../data/cohort-members.server";
import { escalateFollowUp } from "../data/follow-ups.server";
import { deliverNews, undeliveredNews } from "../data/outbox.server";
import { foldOldEdits, raiseDraftTasks } from "../data/plan-draft-reminders.server";
import { raiseDueReviews, raiseReviews } from "../data/plan-reviews.server";
import { renderOutrun, rerenderPublishedTexts } from "../data/published-texts.server";
import { stratify, stratifyChanged } from "../data/stratifications.server";
import { systemViewer } from "../data/system-viewer.server";
import { closeUnrecordedContacts } from "../data/unrecorded-contacts.server";
import { londonDate } from "../domain/dates";
import { keepNotices, noticeOf } from "../outside/notices";
import { renderPublishedTexts } from "../rendering/published-texts";

const News = z.object({ id: z.uuid() });
const OfPerson = z.object({ personId: z.uuid() });
const OfContact = z.object({ personId: z.uuid(), contactId: z.uuid() });
const TEN_MINUTES = 600_000;
const sendNotice = keepNotices(".data/notices.ndjson");

/** Many refreshes make one synchronisation, which the next refresh does not put off. */
const COHORTS_SOON = (at: Date): TaskSpec => ({
  jobKey: "synchronise_cohorts_soon",
  jobKeyMode: "preserve_run_at",
  runAt: new Date(at.getTime() + 60_000),
});

export const tasks: TaskList = {
  /** News of a command goes out as a notice: what kind of thing waits, and for whom; never about whom. */
  async deliver_news(payload) {
    const viewer = systemViewer("outbox", "deliver news");
    await deliverNews(viewer, News.parse(payload).id, async (news) => sendNotice(noticeOf(news)));
  },

  /** Scores, segment and registry row of those whose record changed. */
  async refresh_changed_people(_payload, { addJob }) {
    const { done, waiting } = await stratifyChanged(systemViewer("stratify", "refresh after a change"));
    // A run of the whole population holds them back; they are tried again, not forgotten.
    const runAt = done === 0 && waiting > 0 ? new Date(Date.now() + 30_000) : new Date();
    if (waiting > 0) await addJob("refresh_changed_people", {}, { jobKey: "refresh_changed_people", runAt });
    if (done > 0) await addJob("synchronise_cohorts", {}, COHORTS_SOON(new Date()));
  },

  /** Who is in which cohort, after rows or rules changed. */
  async synchronise_cohorts() {
    await synchroniseCohorts(systemViewer("cohorts", "synchronise cohorts"));
  },

  /** Everybody as of today: what is due moves with the day, and settings that were signed reach the lists. */
  async stratify_population() {
    await stratify(systemViewer("stratify", "nightly stratification"), { asOf: londonDate(new Date()) });
  },

  /** What crews and call handlers read, made again from the record as it now stands; then who is asked about the plan. */
  async render_published_texts(payload) {
    const { personId } = OfPerson.parse(payload);
    const viewer = systemViewer("maintenance", "render published texts after a change");
    const at = viewer.requestedAt;
    const isLive = await rerenderPublishedTexts(viewer, { personId, render: renderPublishedTexts, at });
    if (isLive) await raiseReviews(viewer, personId, at);
  },

  /** Texts that the clock has made wrong: a restriction, a medicine or a stay in hospital that ended by its day. */
  async render_outrun_texts() {
    const viewer = systemViewer("maintenance", "render texts that the clock has outrun");
    await renderOutrun(viewer, { render: renderPublishedTexts, at: viewer.requestedAt });
  },

  /** Plans whose planned review is due, or whose lines nobody confirmed for months, become tasks. */
  async raise_plan_reviews() {
    const viewer = systemViewer("maintenance", "raise due reviews of plans");
    await raiseDueReviews(viewer, viewer.requestedAt);
  },

  /** Owners of actions are reminded; late ones go back to whoever made them. */
  async chase_actions() {
    const viewer = systemViewer("maintenance", "remind of actions and escalate late ones");
    await chaseActions(viewer, viewer.requestedAt);
  },

  /** Drafts that nobody touches: their authors are asked, later the authors' teams. */
  async remind_of_drafts() {
    const viewer = systemViewer("maintenance", "remind of drafts that nobody touches");
    await raiseDraftTasks(viewer, viewer.requestedAt);
  },

  /** Single edits of drafts that ended long ago are folded into one row, word for word. */
  async fold_draft_edits() {
    const viewer = systemViewer("maintenance", "fold old edits of drafts");
    await foldOldEdits(viewer, viewer.requestedAt);
  },

  /** A follow-up that nobody accepted in time goes on to the next desk. */
  async escalate_follow_up(payload) {
    await escalateFollowUp(systemViewer("maintenance", "escalate a follow-up"), OfContact.parse(payload));
  },

  /** What a crew opened and never recorded is closed by the clock, and the practice asked. */
  async close_unrecorded_contacts() {
    await closeUnrecordedContacts(systemViewer("maintenance", "close contacts that nobody recorded"));
  },

  /** What the queue gave up after its last attempt is tried again: news by the outbox, texts by the jobs themselves. */
  async sweep_outbox(_payload, { query }) {
    await undeliveredNews(systemViewer("outbox", "sweep the outbox"), new Date(Date.now() - TEN_MINUTES));
    await query(
      `select graphile_worker.reschedule_jobs(array_agg(id), now(), attempts => 0) from graphile_worker.jobs
        where task_identifier = 'render_published_texts' and attempts >= max_attempts and locked_at is null`,
    );
  },

  /** The record of access has a partition a month; three are kept ready ahead. */
  async make_access_partitions(_payload, { query }) {
    await query(
      `select create_access_partition((date_trunc('month', now()) + make_interval(months => ahead))::date)
        from generate_series(0, 3) ahead`,
    );
  },
};

/** Minute, hour, day of month, month, day of week (UTC), task; ?fill catches up after the worker was away. */
export const crontab = [
  "15 3 * * * make_access_partitions ?fill=2d",
  "40 1 * * * stratify_population ?fill=1d",
  // Just after midnight in London, in summer and in winter; a day ends there.
  "5 0,23 * * * render_outrun_texts ?fill=1d",
  "20 5 * * * raise_plan_reviews ?fill=1d",
  "40 5 * * * chase_actions ?fill=1d",
  "50 5 * * * remind_of_drafts ?fill=1d",
  "10 4 * * * fold_draft_edits ?fill=1d",
  "*/15 * * * * close_unrecorded_contacts",
  "*/10 * * * * sweep_outbox",
  // Plans grow older, and meetings pass, without a change of any record.
  "*/15 * * * * synchronise_cohorts",
].join("\n");
