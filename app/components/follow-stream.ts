/**
 * News of one address by server-sent events, for a page that must know when it hears nothing. A browser opens a dropped
 * stream again by itself; one that was refused (signed out, a fault, too many) it gives up for good: then we try again.
 */

/** Between tries, in ms: growing, so that a server in trouble is not kept in it. */
export const PAUSES = [2_000, 5_000, 15_000, 30_000, 60_000];

type Follows<News> = {
  hear: (news: News) => void;
  /** From now on nothing is heard, until `hear` is called again. */
  lose: () => void;
};

/** Silent until `go`; `rest` closes it, as while the page is not looked at. */
export function followStream<News>(address: string, { hear, lose }: Follows<News>) {
  let source: EventSource | undefined;
  let due: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  const rest = () => {
    clearTimeout(due);
    due = undefined;
    source?.close();
    source = undefined;
  };
  const go = () => {
    if (source) return;
    clearTimeout(due);
    due = undefined;
    const opened = new EventSource(address);
    source = opened;
    opened.addEventListener("now", (event) => {
      tries = 0;
      hear(JSON.parse((event as MessageEvent<string>).data) as News);
    });
    opened.addEventListener("error", () => {
      if (source !== opened) return;
      lose();
      if (opened.readyState !== EventSource.CLOSED) return;
      rest();
      due = setTimeout(go, PAUSES[Math.min(tries++, PAUSES.length - 1)]);
    });
  };
  return { go, rest };
}
