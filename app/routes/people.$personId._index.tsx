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
import type { EvidenceOf, PersonRecord } from "../domain/person-record";
import { withoutValues } from "../domain/record";

export const meta: MetaFunction = () => [{ title: "Record – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

type RecordView = {
  record: PersonRecord;
  evidence: EvidenceOf[];
  now: Date;
  mayRefer: boolean;
};

export async function loader({ request, params }: LoaderFunctionArgs): Promise<RecordView> {
  const viewer = await requireViewer(request, "read record");
  const record = await findRecord(viewer, params.personId!);
  if (!record) throw new Response(null, { status: 404 });
  const found = record.why ? await findEvidence(viewer, record.personId, londonDate(record.why.asOf)) : [];
  const evidence = record.results ? found : withoutValues(found);
  return { record, evidence, now: viewer.requestedAt, mayRefer: may(viewer, "refer to MDG") };
}

export default function RecordPage() {
  const { record, evidence, now, mayRefer } = useLoaderData<unknown>() as RecordView;
  const { personId, banner, sources, plan } = record;
  return (
    <>
      <PersonBanner banner={banner} now={now} cpr={plan?.cpr} />
      <YouSeeThisBecause sources={sources} />
      <div className="record-acts confer-no-print">
        {mayRefer && record.meetings && !banner.diedOn && (
          <Link className="nhsuk-button nhsuk-button--small" to={`/people/${personId}/refer`}>
            Put on an MDG
          </Link>
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
