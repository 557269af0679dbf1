/** The urgent look-up: found, graded, recorded and answered in one transaction. What was typed is kept nowhere. */
import type pg from "pg";
import { z } from "zod";
import { type Asked, comparable, type Grade, gradeMatch, longestWord } from "../domain/look-up";
import { answerLookUp, type Found, type UrgentAnswer } from "../domain/urgent-answer";
import { newId } from "./identity.server";
import { inUrgentTransaction, isOutage, type UrgentCaller } from "./point-of-contact.server";

const instant = z.iso
  .datetime({ offset: true })
  .nullable()
  .transform((text) => (text ? new Date(text) : null));

const FoundRow = z.object({
  personId: z.string(),
  names: z.array(
    z.object({
      prefix: z.string().nullable(),
      given: z.string(),
      family: z.string(),
      preferred: z.string().nullable(),
      use: z.string(),
      startsAt: instant,
      endsAt: instant,
    }),
  ),
  bornOn: z.string().nullable(),
  diedOn: z.string().nullable(),
  deceased: z.boolean(),
  postcodes: z.array(z.string()),
  number: z.enum(["verified", "claimed", "not asked"]),
  line: z.enum(["own", "of somebody to ring"]).nullable(),
  careHome: z.boolean().nullable(),
  restricted: z.boolean(),
  recordsDiffer: z.boolean(),
  own: z.boolean(),
  plan: z
    .object({
      status: z.string(),
      elsewhere: z
        .object({
          system: z.string(),
          reference: z.string().nullish(),
          link: z.string().nullish(),
          dated: z.string().nullish(),
          stands: z.string().nullish(),
        })
        .nullable(),
      since: z.string().nullable(),
      textsThere: z.boolean(),
    })
    .nullable(),
});

/**
 * Answers one look-up; "signed out" when the session has ended or its role may not look up. The row of the look-up and
 * the record of access are committed before this returns. A database that is down or slow is "cannot tell".
 */
export async function lookUpUrgently(
  caller: UrgentCaller,
  asked: Asked,
  at: Date,
): Promise<UrgentAnswer | "signed out"> {
  try {
    return await inUrgentTransaction(async (db) => {
      const scanned = asked.by === "card" ? await scanCard(db, caller, asked.card, at) : undefined;
      const { rows } = await db.query<{ found: unknown }>({
        name: "find urgently",
        text: "select confer_find_urgently($1, $2) as found",
        values: [caller.sessionKey, JSON.stringify(inDatabase(asked, scanned))],
      });
      const found: Found[] = rows.map((row) => FoundRow.parse(row.found));
      const grade = gradeMatch(asked, found);
      const lookUpId = newId(at);
      const answer = answerLookUp(grade, found, lookUpId, at);
      const { by } = asked;
      const recorded = await recordLookUp(db, caller, {
        lookUpId,
        by: by === "choice" ? "phone" : by,
        answer,
        grade,
        at,
      });
      return recorded ? answer : "signed out";
    });
  } catch (error) {
    if (isOutage(error)) return { answer: "cannot_tell", why: "outage" };
    throw error;
  }
}

type Recorded = { lookUpId: string; by: string; answer: UrgentAnswer; grade: Grade; at: Date };

async function recordLookUp(
  db: pg.PoolClient,
  caller: UrgentCaller,
  { lookUpId, by, answer, grade, at }: Recorded,
): Promise<boolean> {
  const { rows } = await db.query<{ recorded: boolean }>({
    name: "record look-up",
    text: "select confer_record_look_up($1, $2, $3, $4, $5, $6, $7, $8, $9) as recorded",
    values: [
      ...[caller.sessionKey, lookUpId, newId(at), caller.requestId, by],
      ...[stored(answer), reasonOf(answer, grade), shownIn(answer), gradeInWords(grade)],
    ],
  });
  return rows[0]!.recorded;
}

/**
 * A card that was read is a look-up of its own, of which the person behind the card is the one choice; the id of that
 * look-up, or of none when no card has this token. Nothing is shown before the date of birth fits.
 */
async function scanCard(db: pg.PoolClient, caller: UrgentCaller, card: string, at: Date): Promise<string> {
  const lookUpId = newId(at);
  // A token leads nobody anywhere who is not signed in: the function asks who it is.
  await db.query({
    name: "signed in to read a card",
    text: "select set_config('confer.account', coalesce((select user_id::text from session where id = $1 and expires_at > now()), ''), true)",
    values: [caller.sessionKey],
  });
  const { rows } = await db.query<{ person: string | null }>({
    name: "person of card",
    text: "select confer_person_of_card($1) as person",
    values: [card],
  });
  const person = rows[0]?.person;
  if (!person) return lookUpId;
  const answer = { answer: "chooser", lookUpId, people: [{ id: person }] } as UrgentAnswer;
  await recordLookUp(db, caller, { lookUpId, by: "card", answer, grade: { kind: "choose", personIds: [person] }, at });
  return lookUpId;
}

/** As the columns hold it. */
function inDatabase(asked: Asked, scanned?: string) {
  if (asked.by === "card") return { by: "choice", lookUp: scanned };
  if (asked.by !== "demographics") return asked;
  const { by, bornOn, postcode, family } = asked;
  return { by, bornOn, postcode, family: comparable(family), familyPart: longestWord(family) };
}

const stored = (answer: UrgentAnswer) =>
  answer.answer === "cannot_tell" && answer.why === "nobody" ? "nobody" : answer.answer;

const reasonOf = (answer: UrgentAnswer, grade: Grade) =>
  grade.kind === "safe" ? grade.matchedBy : answer.answer === "cannot_tell" ? answer.why : null;

function shownIn(answer: UrgentAnswer): string[] {
  if (answer.answer === "cannot_tell") return [];
  return answer.answer === "chooser" ? answer.people.map(({ id }) => id) : [answer.person.id];
}

const gradeInWords = (grade: Grade) => (grade.kind === "uncertain" ? `uncertain: ${grade.because}` : grade.kind);
