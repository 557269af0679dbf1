import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { CareCounted } from "../components/care-counted";
import { CarePage } from "../components/care-page";
import { PersonBanner } from "../components/person-banner";
import styles from "../components/record.css?url";
import { NotShown } from "../components/record-table";
import { findCare } from "../data/person-answers.server";
import { isOpen } from "../domain/care-gap";
import { dateInWords } from "../domain/dates";
import { may } from "../domain/permissions";

export const meta: MetaFunction = () => [{ title: "What is due – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const found = await findCare(viewer, params.personId!);
  if (!found) throw new Response(null, { status: 404 });
  return { ...found, mayRecord: may(viewer, "add to record"), now: viewer.requestedAt };
}

export default function Care() {
  const { banner, care, diabetes, asOf, mayRecord, now } = useLoaderData<unknown>() as Awaited<
    ReturnType<typeof loader>
  >;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <p className="confer-no-print">
        <Link to={`/people/${banner.personId}`}>Back to the record</Link>
      </p>
      <h2 className="nhsuk-heading-l">What is due{care?.length ? `: ${care.filter(isOpen).length} open` : ""}</h2>
      {care === null && <p>The record says that this person has died: no care is due any more.</p>}
      {care?.length === 0 && <p>On no register that Confer keeps, so no care process is counted.</p>}
      {care && care.length > 0 && (
        <>
          <p className="confer-muted">As of {dateInWords(asOf)}.</p>
          <CarePage personId={banner.personId} care={care} mayRecord={mayRecord} />
          {diabetes && <CareCounted counted={diabetes} />}
          {diabetes === null && <NotShown what="How payers and the audit count diabetes" />}
        </>
      )}
    </>
  );
}
