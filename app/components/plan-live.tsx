/**
 * Who else has the plan open and which section they write, and what was published meanwhile; by server-sent events.
 * Only while the page is looked at: a browser has few connections to one server. Nothing without JavaScript.
 */
import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { momentInWords } from "../domain/dates";
import { type SectionId, sectionOf } from "../domain/plan-sections";
import { followStream } from "./follow-stream";

type Now = {
  version: number;
  status: string;
  last: { kind: string; at: string; byName: string; version: number | null; own: boolean } | null;
  here: { name: string; role: string; section?: SectionId }[];
};

type Props = {
  personId: string;
  /** The section that is being written here; absent on a page that reads. */
  section?: SectionId;
  /** What the page does with news; by default it reads itself again. */
  onNews?: () => void;
};

export function PlanLive({ personId, section, onNews }: Props) {
  const { now, changed, isLost } = usePlanNow({ personId, section, onNews });
  if (!isLost && (!now || (now.here.length === 0 && !changed))) return null;
  return (
    <div className="nhsuk-hint confer-no-print" role="status">
      {isLost && <p>Cannot tell who else is here, nor whether the plan changed: asking again.</p>}
      {!isLost && now && now.here.length > 0 && <p>Also here: {now.here.map(inWords).join("; ")}</p>}
      {changed && now?.last && <p>{eventInWords(now.last)}</p>}
    </div>
  );
}

const inWords = ({ name, role, section }: Now["here"][number]) =>
  `${name} (${role}), ${section ? `writing ${sectionOf(section).title}` : "reading"}`;

export function eventInWords({ kind, at, byName, version }: NonNullable<Now["last"]>): string {
  const when = momentInWords(new Date(at));
  if (kind === "published") return `Version ${version} was published by ${byName}, ${when}.`;
  if (kind === "withdrawn") return `The plan was withdrawn by ${byName}, ${when}.`;
  if (kind === "confirmed") return `${byName} confirmed a line, ${when}.`;
  if (kind === "entered in error") return `${byName} marked version ${version} as entered in error, ${when}.`;
  return `The plan was changed by ${byName}, ${when}.`;
}

function usePlanNow({ personId, section, onNews }: Props) {
  const { revalidate } = useRevalidator();
  const [now, setNow] = useState<Now>();
  const [changed, setChanged] = useState(false);
  const [isLost, setLost] = useState(false);
  const read = useRef<() => void>();
  read.current = onNews ?? revalidate;
  useEffect(() => {
    setChanged(false);
    let known: string | undefined;
    const hear = (next: Now) => {
      setLost(false);
      setNow(next);
      const newest = `${next.version} ${next.status} ${next.last?.at ?? ""}`;
      if (known !== undefined && newest !== known) {
        setChanged(next.last !== null && !next.last.own);
        read.current?.();
      }
      known = newest;
    };
    const address = `/people/${personId}/plan/live${section ? `?section=${section}` : ""}`;
    const stream = followStream<Now>(address, { hear, lose: () => setLost(true) });
    const turn = () => (document.hidden ? stream.rest() : stream.go());
    turn();
    document.addEventListener("visibilitychange", turn);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      stream.rest();
    };
  }, [personId, section]);
  return { now, changed, isLost };
}
