/** Who this is and what one must not miss, on every page about one person. Stays in sight. */
import { dateInWords, londonDate } from "../domain/dates";
import { formatNhsNumber } from "../domain/nhs-number";
import { RELATIONSHIP_WORDS, type RelationshipSource } from "../domain/permissions";
import { birthInWords, nameInBanner } from "../domain/person";
import type { Banner } from "../domain/person-record";
import { allergiesInWords } from "../domain/record";

type Props = {
  banner: Banner;
  now: Date;
  /** The exact words of a live plan's CPR slot; undefined when the plan is not shown to the viewer. */
  cpr?: string | null;
};

export function PersonBanner({ banner, now, cpr }: Props) {
  const { bornOn, diedOn, deceased, pronouns, address, allergies, alerts } = banner;
  return (
    <section className="person-banner" aria-label="Person">
      {(diedOn || deceased) && (
        <p className="person-banner__died">{diedOn ? `Died ${dateInWords(diedOn)}` : "Has died; date not recorded"}</p>
      )}
      <div className="person-banner__who">
        <h1>{nameInBanner(banner.name)}</h1>
        <span className="person-banner__dot"> · </span>
        {pronouns && <span>{pronouns} · </span>}
        <span className="person-banner__born">
          {birthInWords(bornOn, londonDate(now), { diedOn, deceased })}
          {" · "}
        </span>
        <span>{nhsNumberInBanner(banner)}</span>
        <span> · {address.length ? address.join(", ") : "address not known"}</span>
      </div>
      <div className="person-banner__alerts">
        {allergies && (
          <span className={allergies.known === "none" ? undefined : "person-banner__warn"}>
            <strong>Allergies:</strong> {allergiesInWords(allergies)}
          </span>
        )}
        <span>
          <strong>Alerts:</strong> {alerts.length ? alerts.join("; ") : "none recorded"}
        </span>
        {cpr !== undefined && <span>{cpr ? <strong>{cpr}</strong> : "No live plan: no recommendation held here"}</span>}
      </div>
    </section>
  );
}

function nhsNumberInBanner({ nhsNumber, nhsNumberVerified }: Banner): string {
  if (!nhsNumber) return "NHS number not known";
  return `NHS ${formatNhsNumber(nhsNumber)}${nhsNumberVerified ? "" : " (not verified)"}`;
}

export function YouSeeThisBecause({ sources }: { sources: readonly RelationshipSource[] }) {
  return (
    <p className="confer-small confer-muted person-because">
      You see this because: {sources.map((source) => RELATIONSHIP_WORDS[source]).join("; ")}.
    </p>
  );
}
