/**
 * The character U+0000, which no database text holds. It comes with words that were pasted from a broken file, so it is
 * no reason to refuse them: wherever a request brings one, its reader sees U+FFFD in its place, as HTML's own parser
 * does it, and can take it out. Nothing is joined or lost unseen.
 */
import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";

/** Bytes of U+FFFD in UTF-8, one letter each, as the body is read. */
const SHOWN = Buffer.from("\uFFFD").toString("latin1");
const SHOWN_ENCODED = encodeURIComponent("\uFFFD");
const TEXT = /^(?:application\/x-www-form-urlencoded|application\/json|multipart\/form-data|text\/plain)\b/i;

/** Stands after `limitBody`: the body has a length, and a small one. */
export const showNullCharacters: RequestHandler = (request, _response, next) => {
  request.url = withoutEncoded(request.url);
  request.originalUrl = withoutEncoded(request.originalUrl);
  const length = Number(request.headers["content-length"] ?? 0);
  if (!length || !TEXT.test(request.headers["content-type"] ?? "")) return next();
  readWhole(request, length, (body) => {
    const shown = inBody(body, request.headers["content-type"]!);
    // Whoever reads next finds the whole body as if nobody had read it.
    request.unshift(shown);
    request.headers["content-length"] = String(shown.length);
    next();
  });
};

const withoutEncoded = (text: string) => text.replaceAll("%00", SHOWN_ENCODED);

/** One that leaves half-way is answered by nobody. */
function readWhole(request: IncomingMessage, length: number, use: (body: Buffer) => void) {
  const chunks: Buffer[] = [];
  let read = 0;
  const take = () => {
    for (let chunk: Buffer | null = request.read(); chunk; chunk = request.read()) {
      chunks.push(chunk);
      read += chunk.length;
    }
    if (read < length) return;
    request.off("readable", take);
    use(Buffer.concat(chunks));
  };
  request.on("readable", take);
}

function inBody(body: Buffer, type: string): Buffer {
  // A letter is a byte: what is no text of ours comes through as it was.
  const text = body.toString("latin1");
  const shown = text.replaceAll("\0", SHOWN);
  if (/^application\/x-www-form-urlencoded/i.test(type)) return Buffer.from(withoutEncoded(shown), "latin1");
  // An escaped backslash before u0000 is itself text.
  if (/^application\/json/i.test(type)) return Buffer.from(shown.replace(/\\(?:u0000|[\s\S])/g, shownEscape), "latin1");
  return Buffer.from(shown, "latin1");
}

const shownEscape = (escaped: string) => (escaped === "\\u0000" ? "\\ufffd" : escaped);
