import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner } from "../components/person-banner";
import styles from "../components/record.css?url";
import { ForThePerson, WhyInFull } from "../components/record-why-page";
import { findWhy } from "../data/person-answers.server";
import { wordsForThePerson } from "../domain/answer-in-words";
import { nameInSentence } from "../domain/person";

export const meta: MetaFunction = () => [{ title: "Why here – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const found = await findWhy(viewer, params.personId!);
  if (!found) throw new Response(null, { status: 404 });
  return { ...found, from: viewer.organisationName, now: viewer.requestedAt };
}

export default function WhyPage() {
  const { banner, why, others, from, now } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  return (
    <>
      <div className="confer-no-print">
        <PersonBanner banner={banner} now={now} />
        <p>
          <Link to={`/people/${banner.personId}`}>Back to the record</Link>
        </p>
        <h2 className="nhsuk-heading-l">Why here</h2>
        <p>
          <a href="#for-the-person">Words for the person, to print or to read out</a>
        </p>
      </div>
      {why ? (
        <>
          <WhyInFull personId={banner.personId} why={why} others={others} />
          <ForThePerson
            words={wordsForThePerson(why.index, why.asOf)}
            name={nameInSentence(banner.name)}
            from={from}
            now={now}
          />
          <p className="confer-muted confer-no-print">
            Printing this page prints these words alone. They are Confer's and have not been reviewed by a clinical
            lead. Read them before you hand them over: what they name comes from the record.
          </p>
        </>
      ) : (
        <p>The record says that this person has died: segments and scores are of the living.</p>
      )}
    </>
  );
}
