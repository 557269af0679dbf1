/** Lists of drafts: in this browser, waiting, and thrown away. */
import { Form, Link } from "@remix-run/react";
import { useEffect, useState } from "react";
import { agoInWords, dateInWords, momentInWords } from "../domain/dates";
import { OFFERED_BACK_DAYS } from "../domain/plan-limits";
import { type SectionId, sectionOf } from "../domain/plan-sections";
import { draftQueue } from "./plan-draft-open";
import { useKeptWords } from "./plan-unsaved";

const sectionsInWords = (sections: readonly SectionId[]) => sections.map((id) => sectionOf(id).title).join(", ");

/** Words that this browser keeps for the viewer: sent at once, and listed until they are. */
export function DraftsHere({ author }: { author: string }) {
  const words = useKeptWords(author);
  const people = [...new Set((words ?? []).map(({ personId }) => personId))].join(" ");
  const [left, setLeft] = useState<string[]>();
  useEffect(() => {
    if (!people) return;
    const queues = people.split(" ").map((personId) => ({ personId, queue: draftQueue(author, personId) }));
    const look = () =>
      setLeft(queues.flatMap(({ personId, queue }) => (Object.keys(queue.state.units).length ? [personId] : [])));
    const stops = queues.map(({ queue }) => queue.subscribe(look));
    return () => {
      for (const stop of stops) stop();
    };
  }, [author, people]);
  const waiting = left ?? (people ? people.split(" ") : []);
  if (!people) return null;
  return (
    <div className="nhsuk-inset-text" role="status">
      {waiting.length === 0 ? (
        <p>Words that waited in this browser are in your drafts now.</p>
      ) : (
        <>
          <p>
            Words that you typed in this browser have not reached Confer yet. They are being sent; what others changed
            meanwhile needs your choice:
          </p>
          <ul>
            {waiting.map((personId, n) => (
              <li key={personId}>
                <Link to={firstSectionOf(words ?? [], personId)}>
                  Look at the words ({n + 1} of {waiting.length})
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const firstSectionOf = (words: readonly { personId: string; queued: { unit: string } }[], personId: string) => {
  const unit = words.find((one) => one.personId === personId)?.queued.unit ?? "";
  return `/people/${personId}/plan/edit/${/^\w+/.exec(unit)?.[0] ?? ""}`;
};

type Waiting = {
  personId: string;
  name: string | undefined;
  startedAt: Date;
  updatedAt: Date;
  isOld: boolean;
  sections: SectionId[];
  conflicts: number;
};

export function DraftsWaiting({ waiting, now }: { waiting: readonly Waiting[]; now: Date }) {
  return (
    <section aria-labelledby="waiting" className="nhsuk-u-margin-bottom-5">
      <h2 className="nhsuk-heading-m" id="waiting">
        Waiting
      </h2>
      {waiting.length === 0 && <p>You have no draft.</p>}
      <ul className="confer-plain-list">
        {waiting.map((draft) => (
          <li key={draft.personId} className="plan-change">
            {draft.name ? (
              <Link to={`/people/${draft.personId}/plan`}>{draft.name}</Link>
            ) : (
              <strong>A person whom you no longer look after</strong>
            )}
            <div>
              Begun {dateInWords(draft.startedAt)}, last written {agoInWords(draft.updatedAt, now)}
              {draft.isOld && (
                <strong> · waiting for long: {draft.name ? "publish it or throw it away" : "hand it over"}</strong>
              )}
            </div>
            {draft.name && <div>{sectionsInWords(draft.sections) || "Nothing changed yet"}</div>}
            {!draft.name && (
              <div>
                The plan is not shown to you now; your own words are kept.{" "}
                <Link to={`/drafts/${draft.personId}`}>Read your words, or hand them over</Link>
              </div>
            )}
            {draft.conflicts > 0 && (
              <div>
                <Link to={`/people/${draft.personId}/plan/settle`}>
                  Others changed {draft.conflicts} of the same lines: choose
                </Link>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type ThrownAway = { personId: string; id: string; name: string; endedAt: Date; sections: SectionId[] };

export function DraftsThrownAway({ thrownAway }: { thrownAway: readonly ThrownAway[] }) {
  if (thrownAway.length === 0) return null;
  return (
    <section aria-labelledby="thrown">
      <h2 className="nhsuk-heading-m" id="thrown">
        Thrown away in the last {OFFERED_BACK_DAYS} days
      </h2>
      <ul className="confer-plain-list">
        {thrownAway.map(({ personId, id, name, endedAt, sections }) => (
          <li key={id} className="plan-change">
            <Link to={`/people/${personId}/plan`}>{name}</Link>
            <div>
              Thrown away {momentInWords(endedAt)}: {sectionsInWords(sections) || "nothing was changed"}
            </div>
            <Form method="post">
              <input type="hidden" name="person" value={personId} />
              <input type="hidden" name="draft" value={id} />
              <button type="submit" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small">
                Bring back <span className="nhsuk-u-visually-hidden">the draft for {name}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
