/** Care packages of one person: why each is entered, then what they propose, owner by owner, and what was said to it. */
import { Link } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import { CARE_OWNERS, type CareOwner } from "../domain/care-gap";
import type { EnteredPackage } from "../domain/care-packages/proposals";
import { dateInWords } from "../domain/dates";
import { UNSIGNED } from "./care-due";
import { type Answering, anchorOf, ProposalItem, type ProposalShown } from "./package-proposal";
import { Settled } from "./package-settled";

export type PackageShown = EnteredPackage & { unsigned: boolean };

type Props = Omit<Answering, "onAnswer"> & {
  packages: readonly PackageShown[];
  proposals: readonly ProposalShown[];
  hasDraft: boolean;
  /** What the viewer's last press took. */
  took: ProposalShown | undefined;
};

export function PackagePage({ packages, proposals, hasDraft, took, ...rest }: Props) {
  const open = proposals.filter(({ state }) => state === "open");
  const goals = open.filter(({ kind }) => kind === "goal");
  const actions = soonestFirst(open.filter(({ kind }) => kind === "action"));
  const inOrder = [...goals, ...ownersOf(actions).flatMap((owner) => actions.filter((one) => one.owner === owner))];
  const answering = { ...rest, onAnswer: useGoingOn(inOrder) };
  const { personId } = answering;
  return (
    <>
      <p>
        {packages.length === 1 ? "One care package is entered" : `${packages.length} care packages are entered`}.
        Nothing stands in the plan before you take it; what you take waits in your draft until you publish it.
      </p>
      <div className="package-cards">
        {packages.map((one) => (
          <PackageCard key={one.id} one={one} />
        ))}
      </div>
      {goals.length > 0 && (
        <Group
          id="goals"
          title="Goals"
          hint="Not yet the person’s words: taken, a goal stands as “Proposed” until they agree."
        >
          {goals.map((proposal) => (
            <ProposalItem key={proposal.id} proposal={proposal} {...answering} />
          ))}
        </Group>
      )}
      {ownersOf(actions).map((owner) => (
        <Group key={owner} id={`owner-${owner}`} title={capital(CARE_OWNERS[owner])}>
          {actions
            .filter((proposal) => proposal.owner === owner)
            .map((proposal) => (
              <ProposalItem key={proposal.id} proposal={proposal} {...answering} />
            ))}
        </Group>
      ))}
      <Settled proposals={proposals} {...answering} />
      <p className="confer-muted confer-small">† The time limit is a {UNSIGNED}.</p>
      <Took took={took} personId={personId} hasDraft={hasDraft} />
    </>
  );
}

const soonestFirst = (actions: readonly ProposalShown[]) =>
  [...actions].sort((a, b) => (a.dueOn ?? "").localeCompare(b.dueOn ?? ""));

/** An answered proposal leaves the list with its buttons: whoever works by keyboard goes on at the one after it. */
function useGoingOn(open: readonly ProposalShown[]) {
  const answered = useRef<{ id: string; next: string | undefined }>();
  useEffect(() => {
    const { id: gone, next } = answered.current ?? {};
    if (!gone || open.some(({ id }) => id === gone)) return;
    answered.current = undefined;
    const one = open.find(({ id }) => id === next);
    const act = one && document.getElementById(anchorOf(one))?.querySelector<HTMLElement>("button, a");
    act?.focus({ preventScroll: true });
  }, [open]);
  return (id: string) => {
    answered.current = { id, next: open[open.findIndex((one) => one.id === id) + 1]?.id };
  };
}

/** In the order of the professions, so that a group keeps its place. */
const ownersOf = (actions: readonly ProposalShown[]) =>
  (Object.keys(CARE_OWNERS) as CareOwner[]).filter((owner) => actions.some((action) => action.owner === owner));

const capital = (words: string) => `${words[0]!.toUpperCase()}${words.slice(1)}`;

function Group({ id, title, hint, children }: { id: string; title: string; hint?: string; children: ReactNode[] }) {
  return (
    <section aria-labelledby={id} className="package-group">
      <h3 className="nhsuk-heading-s" id={id}>
        {title}: {children.length}
      </h3>
      {hint && <p className="confer-small confer-muted">{hint}</p>}
      <ul className="confer-plain-list">{children}</ul>
    </section>
  );
}

/** At the foot of the screen: whoever takes several in a row stays where they are. */
function Took({ took, personId, hasDraft }: Pick<Props, "took" | "personId" | "hasDraft">) {
  return (
    <div role="status" className={took ? "package-took" : undefined}>
      {took && (
        <p>
          <strong>In your draft:</strong> {took.words}. Nobody else sees it until you publish it.{" "}
          {hasDraft && <Link to={`/people/${personId}/plan/publish`}>Review and publish</Link>}
        </p>
      )}
    </div>
  );
}

function PackageCard({ one }: { one: PackageShown }) {
  const { id, name, because, goals, waiting, exit, reviewOn, source, unsigned, who } = one;
  return (
    <section className="package-card" aria-labelledby={`package-${id}`}>
      <h3 className="nhsuk-heading-s" id={`package-${id}`}>
        {name}
      </h3>
      <p>{because}.</p>
      <details className="record-details">
        <summary>
          Goals, ending and source<span className="confer-visually-hidden"> of {name}</span>
        </summary>
        <dl className="plan-terms">
          <Term label="For">{who}</Term>
          <Term label="Goals">{goals.join("; ")}</Term>
          <Term label="Review">{dateInWords(reviewOn)}, if it is taken today</Term>
          <Term label="Ends when">{exit}</Term>
          <Term label="Source">{source}</Term>
          {waiting.length > 0 && (
            <Term label="Waits for a clinical lead’s signature">
              {waiting.join("; ")}. Nobody has looked whether these would fit this person.
            </Term>
          )}
        </dl>
      </details>
      {unsigned && <p className="confer-muted confer-small">{capital(UNSIGNED)}</p>}
    </section>
  );
}

const Term = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
