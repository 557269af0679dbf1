/** A filled field cut into what stands by itself and what waits for a signature, for a page to mark. */
export type Part = { words: string; waits: boolean /** Place in the text. */; at: number };

/** `unsigned`: lines as they stand in the text; one that does not stand there marks nothing. */
export function splitUnsigned(text: string, unsigned: readonly string[]): Part[] {
  const places = unsigned
    .map((words) => ({ at: text.indexOf(words), words }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  const parts: Part[] = [];
  let from = 0;
  for (const { at, words } of places) {
    if (at < from) continue;
    if (at > from) parts.push({ words: text.slice(from, at), waits: false, at: from });
    parts.push({ words, waits: true, at });
    from = at + words.length;
  }
  if (from < text.length) parts.push({ words: text.slice(from), waits: false, at: from });
  return parts;
}
