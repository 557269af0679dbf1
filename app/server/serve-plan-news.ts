/** The news of one plan for one open page: told at once, and asked again on a beat whether the viewer still may hear. */
import { findSignedIn } from "../access/require-viewer.server";
import { hearOfPlan } from "../data/plan-news.server";
import { type PlanNow, readPlanNow, stayIn, stepIn, stepOut } from "../data/plan-presence.server";
import type { SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { eventStream, type Send } from "./serve-streams";

/** How often it is asked whether the viewer is still signed in and still in a relationship, in ms. */
const BEAT = 30_000;
/** Several news in a moment are read once, in ms. */
const MOMENT = 150;

type Page = { request: Request; personId: string; section: SectionId | undefined };

/** Undefined: no such person, or not the viewer's. */
export async function planNews(viewer: StaffViewer, page: Page): Promise<Response | undefined> {
  const first = await stepIn(viewer, page);
  if (!first) return undefined;
  const { request } = page;
  return eventStream({ account: viewer.accountId, signal: request.signal }, (send, end) => {
    send("now", first);
    return follow(viewer, page, send, end);
  });
}

function follow(viewer: StaffViewer, { request, ...place }: Page, send: Send, end: () => void) {
  let who = viewer;
  let due: NodeJS.Timeout | undefined;
  let ended = false;
  const look = async (read: () => Promise<PlanNow | undefined>) => {
    // The database is away: what stands on the page stays, and the next beat asks again.
    const now = await read().catch(() => "away" as const);
    if (ended || now === "away") return;
    if (now) send("now", now);
    else end();
  };
  const soon = () => {
    due ??= setTimeout(() => {
      due = undefined;
      void look(() => readPlanNow(who, place.personId));
    }, MOMENT);
  };
  const stopHearing = hearOfPlan(place.personId, soon);
  soon(); // what came between the first look and now
  const beat = setInterval(async () => {
    const still = await stillSignedIn(request).catch(() => "away" as const);
    if (still === "away" || ended) return;
    if (still?.accountId !== viewer.accountId) return end();
    who = still;
    await look(() => stayIn(who, place));
  }, BEAT);
  return async () => {
    ended = true;
    clearTimeout(due);
    clearInterval(beat);
    stopHearing();
    await stepOut(who, place).catch(() => {});
  };
}

/** Asked with the cookie alone, as of now: the request that opened the stream is old. */
async function stillSignedIn(request: Request): Promise<StaffViewer | undefined> {
  const headers = { Cookie: request.headers.get("Cookie") ?? "" };
  const viewer = await findSignedIn(new Request(request.url, { headers }));
  return typeof viewer === "string" ? undefined : viewer;
}
