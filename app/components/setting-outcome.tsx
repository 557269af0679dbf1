/** What came of signing: done and since when it holds, or why nothing was saved. */
import { Link } from "@remix-run/react";
import { CATALOGUE, effectInWords, type Signed } from "../domain/setting-catalogue";
import { type SettingLine, type SettingVersion, signatureInWords } from "../domain/setting-line";
import { valueInWords } from "../domain/setting-value";
import { ErrorSummary } from "./error-summary";

export type SigningOutcome =
  | { refused: string }
  | { errors: Readonly<Record<string, string>> }
  | { newer: readonly { name: string; setting: Signed }[] };

export function SigningRefused({ refused }: { refused: SigningOutcome }) {
  if ("errors" in refused) return <ErrorSummary errors={refused.errors} />;
  if ("refused" in refused) return <ErrorSummary errors={{ main: refused.refused }} />;
  return (
    <div className="nhsuk-error-summary" role="alert" aria-labelledby="newer-title">
      <h2 className="nhsuk-error-summary__title" id="newer-title">
        Signed meanwhile: nothing of yours was saved
      </h2>
      <ul className="nhsuk-list">
        {refused.newer.map(({ name, setting }) => (
          <li key={name}>
            <Link to={`/settings/${name}`}>{CATALOGUE[name]!.words}</Link>: {valueInWords(name, setting.value)},{" "}
            {signatureInWords({ kind: CATALOGUE[name]!.kind, setting })}
          </li>
        ))}
      </ul>
      <p>The page now shows what is in force. Look again, then sign.</p>
    </div>
  );
}

export function SignedTogether({ signed }: { signed: number }) {
  if (!(signed > 0)) return null;
  return (
    <output className="nhsuk-inset-text setting-done">
      {signed === 1 ? "1 signed" : `${signed} signed`} as {signed === 1 ? "it stands" : "they stand"}, under your name.
      No answer changes by it.
    </output>
  );
}

/** `history`: its versions, the newest first. What was only signed changes no answer, and waits for no run. */
export function Saved({ line, history }: { line: SettingLine; history: readonly SettingVersion[] }) {
  const { name, kind, setting } = line;
  const before = history[1]?.value ?? CATALOGUE[name]!.value;
  const signed = signatureInWords(line);
  return (
    <output className="nhsuk-inset-text setting-done">
      {kind === "value"
        ? `${valueInWords(name, setting.value)}, ${signed}`
        : signed[0]!.toUpperCase() + signed.slice(1)}
      . {setting.value === before ? "No answer changes by it." : effectInWords(name)}
    </output>
  );
}
