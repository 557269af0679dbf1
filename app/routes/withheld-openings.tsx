/** What a person is not told of who opened the record: withholding one, and looking again whether it still must be. */

import { randomUUID } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { Button, Hidden, TextArea, TextField } from "../components/meeting-fields";
import { OpeningChoice, OpeningsFound, WithheldList } from "../components/withheld-openings";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import {
  findOpeningsOf,
  findWithheldOpenings,
  keepWithheld,
  tellOpeningAgain,
  withholdOpening,
} from "../data/withheld-openings.server";
import { addMonths, type CalendarDate } from "../domain/calendar";
import { dateInWords, londonDate } from "../domain/dates";
import { nhsNumberDigits } from "../domain/nhs-number";
import { MOST_MONTHS_WITHHELD, type OpeningToReview } from "../domain/openings";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";

export const meta: MetaFunction = () => [{ title: "Openings that are withheld – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

/** As far back as the person is told. */
const YEARS = 2;
/** Whole days until so many are on a page: more choices than that nobody reads. Ours. */
const MOST_ON_A_PAGE = 100;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "review access");
  return {
    withheld: await findWithheldOpenings(viewer),
    today: londonDate(viewer.requestedAt),
    pageKey: randomUUID(),
  };
}

type Typed = Record<string, string>;
type Found = { nhsNumber: string; personId: string; openings: OpeningToReview[]; older: CalendarDate | undefined };
type Answered = { errors?: FieldErrors; typed?: Typed; found?: Found };

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "review access");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value).trim()]));
  const key = keyOf(request, form);
  if (typed.act === "find") return find(viewer, typed);
  if (typed.act === "tell") return tellAgain(viewer, typed, key);
  if (typed.act === "keep") return keep(viewer, typed, key);
  if (typed.act === "withhold") return withhold(viewer, typed, key);
  throw new Response("Unknown form", { status: 400 });
}

const refuse = (errors: FieldErrors, typed: Typed, found?: Found) =>
  data<Answered>({ errors, typed, found }, { status: 400 });

async function find(viewer: StaffViewer, typed: Typed) {
  const found = await openingsOf(viewer, typed);
  if (!found) return refuse({ nhsNumber: "Nobody whose openings you review has this NHS number" }, typed);
  return data<Answered>({ found, typed });
}

/** The page of the days before `typed.before`, or the newest. */
async function openingsOf(viewer: StaffViewer, typed: Typed): Promise<Found | undefined> {
  const nhsNumber = nhsNumberDigits(typed.nhsNumber ?? "");
  const before = typed.before || undefined;
  if (before && !isDay(before)) throw new Response("Unknown day", { status: 400 });
  const since = new Date(viewer.requestedAt);
  since.setUTCFullYear(since.getUTCFullYear() - YEARS);
  const found = nhsNumber && (await findOpeningsOf(viewer, nhsNumber, since, { before, most: MOST_ON_A_PAGE }));
  return found ? { nhsNumber, ...found } : undefined;
}

async function withhold(viewer: StaffViewer, typed: Typed, key: string) {
  const found = await openingsOf(viewer, typed);
  if (!found) throw new Response("Not found", { status: 404 });
  const { opening = "", reason = "", reviewOn = "" } = typed;
  const chosen = found.openings.find((one) => `${one.day} ${one.organisationId ?? ""} ${one.role}` === opening);
  const today = londonDate(viewer.requestedAt);
  const errors: Record<string, string> = {};
  if (!chosen || chosen.withheld) errors.opening = "Choose what is to be withheld";
  if (!reason) errors.reason = "Say what harm would come of telling it";
  if (!isReviewDay(reviewOn, today)) errors.reviewOn = REVIEW_DAY;
  if (!chosen || Object.keys(errors).length) return refuse(errors, typed, found);
  const { day, organisationId, role } = chosen;
  const { personId } = found;
  const at = viewer.requestedAt;
  const { ok } = await withholdOpening(viewer, { personId, day, organisationId, role, reason, reviewOn, key, at });
  return ok ? redirect("/withheld-openings", 303) : refuse({ opening: "That is withheld already" }, typed, found);
}

const isDay = (day: string) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
const isReviewDay = (day: string, today: string) =>
  isDay(day) && day > today && day <= addMonths(today, MOST_MONTHS_WITHHELD);
const REVIEW_DAY = `Give a day within the next ${MOST_MONTHS_WITHHELD} months on which somebody looks again`;

async function keep(viewer: StaffViewer, typed: Typed, key: string) {
  const { id = "", reason = "", reviewOn = "" } = typed;
  if (!isUuid(id)) throw new Response("Not found", { status: 404 });
  const errors: Record<string, string> = {};
  if (!reason) errors[`reason-${id}`] = "Say why it must still be withheld";
  if (!isReviewDay(reviewOn, londonDate(viewer.requestedAt))) errors[`reviewOn-${id}`] = REVIEW_DAY;
  if (Object.keys(errors).length) return refuse(errors, {});
  const { ok } = await keepWithheld(viewer, { id, reason, reviewOn, key, at: viewer.requestedAt });
  return ok ? redirect("/withheld-openings", 303) : refuse({ [`reason-${id}`]: "It was told again already" }, {});
}

async function tellAgain(viewer: StaffViewer, typed: Typed, key: string) {
  const { id = "", because = "" } = typed;
  if (!isUuid(id)) throw new Response("Not found", { status: 404 });
  if (!because) return refuse({ [`because-${id}`]: "Say why the person is told again" }, {});
  const { ok } = await tellOpeningAgain(viewer, { id, because, key, at: viewer.requestedAt });
  return ok ? redirect("/withheld-openings", 303) : refuse({ [`because-${id}`]: "It was told again already" }, {});
}

export default function WithheldOpenings() {
  const { withheld, today, pageKey } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const { errors, typed, found } = (useActionData<unknown>() as Answered | undefined) ?? {};
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1 className="nhsuk-heading-l">Openings that people are not told of</h1>
      <p>
        People see which organisations opened their record. One of these is withheld only where telling it would do
        serious harm to them or to somebody else. They are not told that anything is withheld.
      </p>
      <Form method="post" className="meeting-form">
        <Hidden act="find" pageKey={pageKey} />
        <TextField
          name="nhsNumber"
          label="NHS number of the person"
          width={10}
          value={typed?.nhsNumber ?? found?.nhsNumber}
          errors={errors}
        />
        <Button secondary>Show who opened the record</Button>
      </Form>
      {found && (
        <OpeningsFound openings={found.openings}>
          <Form method="post" className="meeting-form">
            <Hidden act="withhold" pageKey={pageKey} nhsNumber={found.nhsNumber} before={typed?.before ?? ""} />
            <OpeningChoice openings={found.openings} typed={typed} errors={errors} />
            <TextArea name="reason" label="What harm would come of telling it?" value={typed?.reason} errors={errors} />
            <TextField
              name="reviewOn"
              type="date"
              width={10}
              label="Look again on"
              hint="It stays withheld until somebody has looked."
              min={today}
              value={typed?.reviewOn}
              errors={errors}
            />
            <Button>Withhold</Button>
          </Form>
        </OpeningsFound>
      )}
      {found?.older && (
        <Form method="post" className="meeting-form">
          <Hidden act="find" pageKey={pageKey} nhsNumber={found.nhsNumber} before={found.older} />
          <p>There are older ones: the record was also opened before {dateInWords(found.older)}.</p>
          <Button secondary>Show the older ones</Button>
        </Form>
      )}
      <WithheldList withheld={withheld} today={today} pageKey={pageKey} errors={errors} />
    </>
  );
}
