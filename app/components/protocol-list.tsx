/** Every care protocol: for whom, how many rules, and what in it nobody has signed. */
import { Link } from "@remix-run/react";
import { PROTOCOLS } from "../domain/care-protocols/all";
import { countSettings, type SettingLine } from "../domain/setting-line";
import { whoInWords } from "./protocol-page";
import { SourceWords } from "./setting-source";

export function ProtocolList({ lines }: { lines: readonly SettingLine[] }) {
  const rules = PROTOCOLS.flatMap(({ processes }) => processes).length;
  const { waiting } = countSettings(lines.filter(({ section }) => PROTOCOLS.some(({ id }) => id === section)));
  return (
    <>
      <h1 className="nhsuk-heading-l setting-title">Care rules</h1>
      <p className="setting-lead">
        {rules} rules in {PROTOCOLS.length} protocols say what care is due.{" "}
        {waiting > 0 && `${waiting} of their rules and numbers wait for a clinical lead to sign them. `}
        Rules that drive one person's treatment are off until a clinical lead switches each on.
      </p>
      <table className="setting-table">
        <caption className="confer-visually-hidden">Care protocols</caption>
        <thead>
          <tr>
            {["Protocol", "For whom", "Rules", "Wait for a clinical lead", "Treatment rules", "Sources"].map(
              (heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {PROTOCOLS.map((protocol) => (
            <tr key={protocol.id}>
              <th scope="row">
                <Link to={`/protocols/${protocol.id}`}>{protocol.name}</Link>
              </th>
              <td data-heading="For whom">{whoInWords(protocol.who)}</td>
              <td data-heading="Rules">{protocol.processes.length}</td>
              <Counts lines={lines.filter(({ section }) => section === protocol.id)} />
              <td data-heading="Sources">
                <SourceWords source={protocol.source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Counts({ lines }: { lines: readonly SettingLine[] }) {
  const { waiting, switches, on } = countSettings(lines);
  return (
    <>
      <td data-heading="Wait for a clinical lead">{waiting ? <strong>{waiting}</strong> : "none"}</td>
      <td data-heading="Treatment rules">{switches ? `${on} of ${switches} on` : "none"}</td>
    </>
  );
}
