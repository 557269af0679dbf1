import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner, YouSeeThisBecause } from "../components/person-banner";
import styles from "../components/record.css?url";
import { FourAnswers } from "../components/record-answers";
import { RecordParts } from "../components/record-parts";
import { findEvidence } from "../data/evidence.server";
import { findRecord } from "../data/people.server";
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import type { EvidenceOf, PersonRecord, Why } from "../domain/person-record";

export const meta: MetaFunction = () => [{ title: "Record – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

type RecordView = {
  record: PersonRecord;
  evidence: EvidenceOf[];
  now: Date;
  mayRefer: boolean;
  /** The page that crews read is open to the viewer by residence. */
  crisisPage: boolean;
};

export async function loader({ request, params }: LoaderFunctionArgs): Promise<RecordView> {
  const viewer = await requireViewer(request, "read record");
  const record = await findRecord(viewer, params.personId!);
  if (!record) throw new Response(null, { status: 404 });
  const evidence = record.why ? await findEvidence(viewer, record.personId, whatShows(record.why)) : [];
  const crisisPage = record.sources.includes("care_home") && may(viewer, "read crisis page");
  return { record, evidence, now: viewer.requestedAt, mayRefer: may(viewer, "refer to MDG"), crisisPage };
}

const whatShows = ({ because, efi, asOf }: Why) => ({
  asOf: londonDate(asOf),
  terms: [...because, ...efi.because].map(({ term }) => term),
});

export default function RecordPage() {
  const { record, evidence, now, mayRefer, crisisPage } = useLoaderData<unknown>() as RecordView;
  const { personId, banner, sources, plan } = record;
  return (
    <>
      <PersonBanner banner={banner} now={now} cpr={plan?.cpr} />
      <YouSeeThisBecause sources={sources} />
      <div className="record-acts confer-no-print">
        {mayRefer && record.meetings && !banner.diedOn && !banner.deceased && (
          <Link className="nhsuk-button nhsuk-button--small" to={`/people/${personId}/refer`}>
            Put on an MDG
          </Link>
        )}
        {crisisPage && (
          // A page of its own, made for the point of contact: not one of the application's.
          <a className="nhsuk-button nhsuk-button--small" href={`/urgent/people/${personId}`}>
            Crisis page
          </a>
        )}
        {plan && (
          <Link className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" to={`/people/${personId}/plan`}>
            Plan
          </Link>
        )}
      </div>
      <FourAnswers record={record} evidence={evidence} now={now} />
      <RecordParts record={record} />
    </>
  );
}
