/** Nominating one person to a group, and what stands already. */
import { Form, Link } from "@remix-run/react";
import { dateInWords, londonDate } from "../domain/dates";
import type { FieldErrors } from "./error-summary";
import { Button, Hidden, Select, TextArea } from "./meeting-fields";

type Props = {
  groups: readonly { id: string; name: string }[];
  nominations: readonly { id: string; mdgId: string; reason: string; byName: string; at: Date; mine: boolean }[];
  /** Why this person cannot be nominated to any group: then there is no form. */
  refusal: string | undefined;
  pageKey: string;
  action: string;
  errors?: FieldErrors;
  typed?: Readonly<Record<string, string>>;
};

export function ProposalNominate(props: Props) {
  const { groups, nominations, refusal, pageKey, action, errors, typed } = props;
  if (refusal) return <Refused {...props} />;
  if (!groups.length)
    return (
      <p>
        You belong to no group. <Link to="/mdgs">Look at the groups, or ask to join one</Link>.
      </p>
    );
  return (
    <>
      <p>
        A nomination puts the person first on the list of whom to discuss, whatever the scores say, and takes no slot
        yet. It lasts until the group has discussed the person or it is withdrawn.
      </p>
      {nominations.length > 0 && <Standing {...props} />}
      <Form method="post" action={action} className="meeting-form" key={nominations.length}>
        <Hidden act="nominate" pageKey={pageKey} />
        <Select
          name="mdgId"
          label="Group"
          value={typed?.mdgId ?? (groups.length === 1 ? groups[0]!.id : undefined)}
          errors={errors}
          choices={groups.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextArea
          name="reason"
          label="Why should this person be discussed?"
          hint="What worries you, and what no one service can do alone. The group's members who may see this person read it."
          value={typed?.reason}
          errors={errors}
        />
        <Button>Nominate</Button>
      </Form>
    </>
  );
}

/** What stands can still be withdrawn. */
function Refused(props: Props) {
  return (
    <>
      <p>
        <strong>{props.refusal}.</strong>
      </p>
      {props.nominations.length > 0 && <Standing {...props} />}
    </>
  );
}

function Standing({ groups, nominations, pageKey, action }: Props) {
  return (
    <ul className="confer-plain-list work-lines">
      {nominations.map(({ id, mdgId, reason, byName, at, mine }) => (
        <li key={id} className="work-line">
          <div className="work-line__words">
            Nominated to <Link to={`/mdgs/${mdgId}/propose`}>{groups.find((group) => group.id === mdgId)?.name}</Link>:{" "}
            {reason}
            <div className="confer-muted">
              {byName}, {dateInWords(londonDate(at))}
            </div>
          </div>
          {mine && (
            <Form method="post" action={action}>
              <Hidden act="withdraw" pageKey={pageKey} nominationId={id} />
              <button type="submit" className="confer-link-button">
                Withdraw
              </button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
