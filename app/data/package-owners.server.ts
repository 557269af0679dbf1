/** To which organisation a proposal's action goes: the practice's own people to the practice, others to whom employs them. */
import type { CareOwner } from "../domain/care-gap";
import type { GoesTo } from "../domain/care-packages/answering";
import type { Role } from "../domain/permissions";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";

/** Known by their kind, or by employing people in that role. Whoever is not here works at the practice. */
const ELSEWHERE: Partial<Record<CareOwner, { kind?: string; role?: Role }>> = {
  SW: { kind: "council", role: "social_worker" },
  CN: { role: "community_clinician" },
  TH: { role: "community_clinician" },
  DSN: { role: "community_clinician" },
  POD: { role: "community_clinician" },
  GER: { role: "consultant" },
  VS: { kind: "charity" },
  // Confer knows no role of mental health teams, and a trust does not say what it is for.
  MH: {},
  PT: {},
};

type Organisation = { id: string; name: string; kind: string; roles: string[] };

/**
 * Where several organisations would do, the one that holds a relationship with the person; where none or several are
 * left, the practice, to arrange it. Whoever is on duty there owns it, as the plan's form offers.
 */
export async function findOwners(db: Db, viewer: StaffViewer, personId: string): Promise<(owner: CareOwner) => GoesTo> {
  const { practiceId } = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { practiceId: true } });
  const homeId = practiceId ?? viewer.organisationId;
  const organisations = await readOrganisations(db, viewer, homeId);
  const holders = await db.relationship.findMany({ where: { personId }, select: { holderId: true } });
  const near = new Set(holders.map(({ holderId }) => holderId));
  const home = organisations.find(({ id }) => id === homeId);
  return (owner) => {
    const wanted = ELSEWHERE[owner];
    if (!wanted) return choice(home, false);
    const fitting = organisations.filter(
      ({ kind, roles }) => kind === wanted.kind || (wanted.role !== undefined && roles.includes(wanted.role)),
    );
    const [one, ...others] = fitting.length > 1 ? fitting.filter(({ id }) => near.has(id)) : fitting;
    return one && !others.length ? choice(one, false) : choice(home, true);
  };
}

const choice = (organisation: Organisation | undefined, arrange: boolean): GoesTo => ({
  owner: organisation ? `/${organisation.id}` : "",
  ownerName: organisation?.name ?? "",
  ownerOrganisation: organisation?.name ?? "",
  arrange,
});

const readOrganisations = (db: Db, { requestedAt }: StaffViewer, homeId: string) => db.$queryRaw<Organisation[]>`
  select o.id, o.name, o.kind, coalesce(array_agg(distinct a.role) filter (where a.role is not null), '{}') as roles
  from organisation o
  left join assignment a on a.organisation_id = o.id and (a.ends_at is null or a.ends_at > ${requestedAt})
    and exists (select 1 from account c where c.id = a.account_id and c.disabled_at is null)
  where o.kind in ('council', 'charity', 'trust', 'hospice') or o.id = ${homeId}::uuid
  group by o.id, o.name, o.kind order by o.name`;
