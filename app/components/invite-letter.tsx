/**
 * The letter of an invitation, in plain words: for the person, for somebody who acts for them, and for a carer. It holds
 * the code only where the inviter chose so; otherwise letter and code go two ways, and one alone opens nothing.
 */
import type { ReactNode } from "react";
import { dateInWords, londonDate } from "../domain/dates";
import { type AccessKind, numberInWords } from "../domain/person-access";
import { phoneInWords } from "../domain/phone-number";

export type Letter = {
  kind: AccessKind;
  /** To whom it goes. */
  name: string;
  /** Whose plan it is. */
  person: string;
  number: string;
  expiresAt: Date;
  /** The day of the letter. */
  on: Date;
  organisation: { name: string; phone: string | null };
  /** "confer.example/join". */
  address: string;
  /** Of the whole address, without the code; null where a code of this size does not hold it. */
  qr: { size: number; path: string } | null;
  code: string | null;
};

export function InviteLetter(letter: Letter) {
  const { name, on, organisation } = letter;
  const phone = organisation.phone && phoneInWords(organisation.phone);
  return (
    <article className="invite-letter" aria-label="Letter">
      <p className="invite-letter__from">
        {organisation.name}
        {phone && `, ${phone}`}
        <br />
        {dateInWords(londonDate(on))}
      </p>
      <h1 className="nhsuk-heading-m">
        {letter.kind === "self"
          ? "Your care plan: how to open it"
          : `The care plan of ${letter.person}: how to open it`}
      </h1>
      <p>Dear {name},</p>
      <WhatFor {...letter} />
      <h2 className="nhsuk-heading-s">How to open it the first time</h2>
      <Steps {...letter} />
      <p>
        The first time must be by <strong>{dateInWords(londonDate(letter.expiresAt))}</strong>. After that day, or after
        five wrong tries, ask us for a new code.
      </p>
      <h2 className="nhsuk-heading-s">After the first time</h2>
      <p>Use the same address and number, with your own passphrase. You need no code any more. Keep this letter.</p>
      <h2 className="nhsuk-heading-s">Who else can see it</h2>
      <p>
        {WHO_ELSE[letter.kind]}{" "}
        {letter.code
          ? "Keep this letter safe: with the date of birth it opens the plan."
          : "This letter alone opens nothing."}{" "}
        Give the code and the passphrase to nobody.
      </p>
      <h2 className="nhsuk-heading-s">Whom to ring</h2>
      <p>
        {phone ? (
          <>
            Questions, a lost letter, or you did not expect this: ring {organisation.name} on <strong>{phone}</strong>.
          </>
        ) : (
          <>Questions, a lost letter, or you did not expect this: ask {organisation.name}.</>
        )}{" "}
        We never ask for your code or passphrase.
      </p>
      <p>
        <strong>Nobody reads these pages at once. If it is urgent ring 111, or 999 in an emergency.</strong>
      </p>
    </article>
  );
}

/** The openings of the plan are told to the person alone, and each sees their own words. */
const WHO_ELSE: Record<AccessKind, string> = {
  self: "The people who look after you see your plan. On your pages you see who else has been given them.",
  proxy: "The person can see that you have these pages, and may ask us to end that. You see what we opened for you.",
  carer: "The person can see that you have these pages, and may ask us to end that. You see what we opened for you.",
};

function WhatFor({ kind, person }: Letter) {
  if (kind === "self")
    return (
      <p>
        You have a care plan with us, or we are writing one with you. It says what matters to you and what to do if you
        become ill. You can read it on a computer or phone, tell us what is not right, and write what we should know.
      </p>
    );
  if (kind === "proxy")
    return (
      <p>
        You may act for <strong>{person}</strong>. We look after a care plan for {person}. It says what matters to them
        and what to do if they become ill. You can open it on a computer or phone, on their behalf, and tell us what is
        not right. Write what they would want, not only what you think.
      </p>
    );
  return (
    <p>
      You help to care for <strong>{person}</strong>. We look after a care plan for {person}, and opened pages about it
      for you. You can use them on a computer or phone to see what we opened for you, and to ask us a question.
    </p>
  );
}

function Steps({ kind, address, number, code, qr, person }: Letter) {
  return (
    <div className="invite-letter__steps">
      <ol>
        <li>
          On a computer or phone go to <strong className="invite-letter__address">{address}</strong>
          {qr && " (or point the camera of a phone at the square)"}
        </li>
        <li>
          Write the number <Said>{numberInWords(number)}</Said>
        </li>
        <li>
          {code ? (
            <>
              Write the code <Said>{code}</Said>. It works once.
            </>
          ) : (
            <>Write the code. We tell you the code ourselves, face to face or on the phone: it is not in this letter.</>
          )}
        </li>
        <li>Write {kind === "self" ? "your date of birth" : `the date of birth of ${person}`}.</li>
        <li>Choose a passphrase of your own: three or four words that nobody guesses.</li>
      </ol>
      {qr && (
        <svg
          className="invite-letter__qr"
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          role="img"
          aria-label="QR code of the address"
        >
          <rect width={qr.size} height={qr.size} fill="#fff" />
          <path d={qr.path} fill="#000" shapeRendering="crispEdges" />
        </svg>
      )}
    </div>
  );
}

const Said = ({ children }: { children: ReactNode }) => <strong className="invite-code">{children}</strong>;
