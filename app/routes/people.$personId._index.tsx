import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner, YouSeeThisBecause } from "../components/person-banner";
import styles from "../components/record.css?url";
import { FourAnswers } from "../components/record-answers";
import { RecordParts } from "../components/record-parts";
import { findRecord } from "../data/people.server";
import { may } from "../domain/permissions";
import type { PersonRecord } from "../domain/person-record";

export const meta: MetaFunction = () => [{ title: "Record – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

type RecordView = {
  record: PersonRecord;
  now: Date;
  mayRefer: boolean;
  mayRecord: boolean;
  /** The page that crews read is open to the viewer by residence. */
  crisisPage: boolean;
};

export async function loader({ request, params }: LoaderFunctionArgs): Promise<RecordView> {
  const viewer = await requireViewer(request, "read record");
  const record = await findRecord(viewer, params.personId!);
  if (!record) throw new Response(null, { status: 404 });
  const crisisPage = record.sources.includes("care_home") && may(viewer, "read crisis page");
  const [mayRefer, mayRecord] = [may(viewer, "refer to MDG"), may(viewer, "add to record")];
  return { record, now: viewer.requestedAt, mayRefer, mayRecord, crisisPage };
}

export default function RecordPage() {
  const { record, now, mayRefer, mayRecord, crisisPage } = useLoaderData<unknown>() as RecordView;
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
      <FourAnswers record={record} mayRecord={mayRecord} now={now} />
      <RecordParts record={record} />
    </>
  );
}
