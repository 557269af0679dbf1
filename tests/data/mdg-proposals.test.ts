import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { findProposal, takeUpProposal } from "../../app/data/mdg-proposals.server";
import { nominate, prepareNomination, withdrawNomination } from "../../app/data/nominations.server";
import { testDatabase } from "../support/database";
import { again, mdgScene } from "../support/mdg-scene";

let scene: Awaited<ReturnType<typeof mdgScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
const runId = newId();
beforeAll(async () => {
  const database = await testDatabase();
  ({ sql } = database);
  scene = await mdgScene(database);
  await sql(
    `insert into stratification_run (id, as_of, started_at, finished_at, current, started_by, versions)
     values ($1, current_date, now() - interval '1 hour', now(), true, 'test', '{}')`,
    [runId],
  );
});

type ALine = {
  need?: number;
  practice?: string;
  emergencies?: number;
  segment?: string;
  frailty?: string;
  conditions?: number;
};
/** Registered and stratified. */
async function listed(family: string, line: ALine = {}) {
  const personId = await scene.person(family, line.practice ?? scene.organisations.practice);
  await sql(
    `insert into registry_row (run_id, person_id, practice_id, age, sex, segment, segment_rank, segment_rule, reason, missing,
       efi_known, index_terms, need, long_term_conditions, sets, gaps, gaps_due, emergency_year, frailty)
     select $1, id, practice_id, 84, 'female', $3, 4, 'test', 'Falls', '{}', true, '{}', $4, $5, '{}', '{}', 0, $6, $7
     from person where id = $2`,
    [
      runId,
      personId,
      line.segment ?? "long_term",
      line.need ?? 0,
      line.conditions ?? 1,
      line.emergencies ?? 0,
      line.frailty ?? null,
    ],
  );
  return personId;
}
const emergency = (personId: string, daysAgo: number, kind = "emergency_admission") =>
  sql(
    "insert into encounter (person_id, id, kind, starts_at, source) values ($1, $2, $3, now() - make_interval(days => $4), 'test')",
    [personId, newId(), kind, daysAgo],
  );
const put = (viewer = scene.gp, change = {}) => findProposal(again(viewer), { mdgId: scene.group, ...change });
const ids = (people: readonly { personId: string }[] = []) => people.map(({ personId }) => personId);
const nominated = (personId: string, viewer = scene.gp, reason = "Not coping since her fall") =>
  nominate(again(viewer), { personId, mdgId: scene.group, reason, key: newId() });

describe("a nomination", () => {
  test("comes first on the list, with whose word it is and the reason", async () => {
    const personId = await listed("Nominated");
    expect(await nominated(personId)).toEqual({ ok: true });
    const proposal = (await put())?.proposal;
    expect(proposal?.listed[0]).toMatchObject({ personId, route: "nomination", name: "NOMINATED, Adaeze" });
    expect(proposal?.listed[0]?.because[0]?.words).toBe("Nominated by Dr Khan: Not coping since her fall");
  });
  test("can be withdrawn by whoever made it, and then it is gone", async () => {
    const personId = await listed("Withdrawn");
    await nominated(personId);
    const id = (await prepareNomination(again(scene.gp), personId))!.nominations[0]!.id;
    expect(await withdrawNomination(again(scene.gp), { personId, id })).toEqual({ ok: true });
    expect(ids((await put())?.proposal?.listed)).not.toContain(personId);
  });
  test("needs a reason, a group of one's own, and is made once", async () => {
    const personId = await listed("Once");
    expect(await nominated(personId, scene.gp, " ")).toMatchObject({
      ok: false,
      errors: { reason: expect.any(String) },
    });
    expect(
      await nominate(again(scene.gp), { personId, mdgId: scene.otherGroup, reason: "x", key: newId() }),
    ).toMatchObject({ ok: false, errors: { mdgId: expect.any(String) } });
    expect(await nominated(personId)).toEqual({ ok: true });
    expect(await nominated(personId)).toMatchObject({ ok: false });
  });
  test("of somebody else's person is refused as if there were no such person", async () => {
    const personId = await listed("Elsewhere", { practice: scene.organisations.otherPractice });
    expect(await nominated(personId)).toBeUndefined();
    expect(await nominated(newId())).toBeUndefined();
  });
  test("of a child or of somebody who died is refused before the form is filled, and when it is sent", async () => {
    const [child, died] = [await listed("Child"), await listed("Dead")];
    await sql("update person set born_on = current_date - interval '17 years' where id = $1", [child]);
    await sql("update person set deceased = true, died_on = current_date where id = $1", [died]);
    for (const [personId, because] of [
      [child, "This person is under 18, and groups here discuss adults only: nobody can put them forward"],
      [died, "This person is recorded as having died: nobody can put them forward"],
    ] as const) {
      expect((await prepareNomination(again(scene.gp), personId))?.refusal).toBe(because);
      expect(await nominated(personId)).toEqual({ ok: false, errors: { reason: because } });
    }
    await sql("update person set born_on = current_date - interval '18 years' where id = $1", [child]);
    expect((await prepareNomination(again(scene.gp), child))?.refusal).toBeUndefined();
  });
  test("of a person who may not be listed is answered, with why", async () => {
    const personId = await listed("Objects");
    await nominated(personId);
    const meetingId = await scene.meeting(scene.otherGroup, -9);
    await sql(
      `insert into mdg_case (person_id, id, meeting_id, position, question, referred_by, referred_by_name, referred_at, status, objection)
       values ($1, $2, $3, 1, 'x', $2, 'x', now(), 'withdrawn', 'honoured')`,
      [personId, newId(), meetingId],
    );
    const proposal = (await put())?.proposal;
    expect(ids(proposal?.listed)).not.toContain(personId);
    expect(proposal?.setAside.find((one) => one.personId === personId)?.because).toBe("objected to being discussed");
  });
});

describe("change and need", () => {
  test("a new emergency since the last meeting lists a person, an old one does not", async () => {
    const [fresh, old] = [await listed("Fresh"), await listed("Old")];
    await emergency(fresh, 2);
    await emergency(fresh, 2);
    await emergency(old, 200);
    const people = (await put())!.proposal!.listed;
    const found = people.find(({ personId }) => personId === fresh);
    expect(found?.route).toBe("change");
    expect(found?.because.filter(({ words }) => words === "Emergency admission")).toHaveLength(1);
    expect(ids(people)).not.toContain(old);
  });
  test("a band that became worse does, one that became better does not", async () => {
    const [worse, better] = [await listed("Worse"), await listed("Better")];
    const band = (personId: string, was: string, became: string) =>
      sql(
        `insert into band_change (person_id, id, at, as_of, band, was, became, cause)
         values ($1, $2, now(), current_date, 'efi', $3, $4, 'fall recorded 12 March 2026')`,
        [personId, newId(), was, became],
      );
    await band(worse, "mild", "moderate");
    await band(better, "moderate", "mild");
    const people = (await put(scene.gp, { slots: 20 }))!.proposal!.listed;
    expect(people.find(({ personId }) => personId === worse)?.because[0]?.words).toBe(
      "Electronic frailty index rose from mild to moderate: fall recorded 12 March 2026",
    );
    expect(ids(people)).not.toContain(better);
  });
  test("high use lists a person by need; nobody of another practice, no restricted, nobody on an agenda", async () => {
    const high = await listed("High", { emergencies: 3, need: 9 });
    const elsewhere = await listed("Far", { emergencies: 9, need: 9, practice: scene.organisations.otherPractice });
    const sealed = await listed("Sealed", { emergencies: 9, need: 9 });
    const dissented = await listed("Dissented", { emergencies: 9, need: 9 });
    await sql("update person set restriction = 'sealed' where id = $1", [sealed]);
    await sql("update person set restriction = 'dissented' where id = $1", [dissented]);
    const proposal = (await put(scene.gp, { slots: 20 }))!.proposal!;
    expect(ids(proposal.listed)).toContain(high);
    for (const personId of [elsewhere, sealed, dissented]) expect(ids(proposal.listed)).not.toContain(personId);
    expect(ids(proposal.setAside)).toContain(dissented);
    expect(ids(proposal.setAside)).not.toContain(sealed);
  });
  test("whom the group discussed is not put forward by need again, and comes back by a change", async () => {
    const personId = await listed("Known", { emergencies: 5, need: 99 });
    const meetingId = await scene.meeting(scene.group, -50 - Math.random());
    await sql(
      `insert into mdg_case (person_id, id, meeting_id, position, question, referred_by, referred_by_name, referred_at, status, no_action_because)
       values ($1, $2, $3, 1, 'x', $2, 'x', now(), 'closed', 'nothing to do')`,
      [personId, newId(), meetingId],
    );
    const routeOf = async () =>
      (await put(scene.gp, { slots: 20 }))!.proposal!.listed.find((one) => one.personId === personId)?.route;
    expect(await routeOf()).toBeUndefined();
    await emergency(personId, 1);
    expect(await routeOf()).toBe("change");
  });
  test("whom the group knows changed since it discussed the person, also when it met without the person since", async () => {
    const [known, held] = [
      await listed("Since", { emergencies: 9, need: 97, segment: "end_of_life" }),
      await listed("Held", { emergencies: 9, need: 96, segment: "end_of_life" }),
    ];
    const meetingId = await scene.meeting(scene.group, -12);
    for (const personId of [known, held])
      await sql(
        `insert into mdg_case (person_id, id, meeting_id, position, question, referred_by, referred_by_name, referred_at, status, no_action_because)
         values ($1, $2, $3, (select count(*) + 1 from mdg_case where meeting_id = $3), 'x', $2, 'x', now(), 'closed', 'nothing to do')`,
        [personId, newId(), meetingId],
      );
    const without = await scene.meeting(scene.group, -2);
    await sql("update meeting set closed_at = starts_at where id = any ($1::uuid[])", [[meetingId, without]]);
    await emergency(known, 5);
    await emergency(held, 20);
    const proposal = (await put(scene.gp, { slots: 20 }))!.proposal!;
    await sql("update meeting set closed_at = null where id = any ($1::uuid[])", [[meetingId, without]]);
    expect(proposal.listed.find(({ personId }) => personId === known)?.route).toBe("change");
    expect(ids([...proposal.listed, ...proposal.leftOut])).not.toContain(held);
    expect(proposal.heldBack.find(({ personId }) => personId === held)).toMatchObject({
      name: "HELD, Adaeze",
      notListed: expect.stringMatching(/^discussed on .* and still on the list; comes back by change or nomination$/),
    });
  });
  test("a number of new cases that cannot be lists nobody", async () => {
    const view = await put(scene.gp, { slotsRefused: "New cases must be 1 to 20" });
    expect(view).toMatchObject({ slotsRefused: "New cases must be 1 to 20", nominations: [] });
    expect(view?.proposal).toBeUndefined();
  });
  test("who died since the stratification is set aside, and so is who has a restricted record merged in", async () => {
    const [died, merged] = [
      await listed("Died", { emergencies: 5 }),
      await listed("Merged", { emergencies: 5, need: 98 }),
    ];
    await sql("update person set deceased = true, died_on = current_date where id = $1", [died]);
    const other = await scene.person("Merged", scene.organisations.otherPractice);
    await sql("update person set merged_into = $2, restriction = 'sealed' where id = $1", [other, merged]);
    const proposal = (await put(scene.gp, { slots: 20 }))!.proposal!;
    const because = (id: string) => proposal.setAside.find(({ personId }) => personId === id)?.because;
    expect(because(died)).toBe("has died");
    expect(because(merged)).toBe("sharing beyond the practice is restricted");
    expect(ids(proposal.listed)).not.toContain(merged);
  });
  test("is nothing for who has no business with these people, and no page for who is not a member", async () => {
    expect((await put(scene.nurse))?.proposal?.considered).toBe(0);
    expect(await put(scene.stranger)).toBeUndefined();
    expect(await findProposal(again(scene.gp), { mdgId: "nonsense" })).toBeUndefined();
  });
});

describe("taking the proposal up", () => {
  const told = { personTold: "told", personToldDetail: "By phone" } as const;
  async function aProposal() {
    const meetingId = await scene.meeting(scene.group, 3 + Math.random(), 3);
    const people = [];
    for (const family of ["One", "Two", "Three", "Four"])
      people.push(await listed(family, { emergencies: 4, need: 50 }));
    const view = (await put(scene.gp, { meetingId, slots: 2 }))!;
    const take = (chosen: { personId: string; question: string }[], change = {}) =>
      takeUpProposal(again(scene.gp), {
        ...{ mdgId: scene.group, meetingId, slots: 2, runId: view.run!.id, chosen, key: newId() },
        ...told,
        ...change,
      });
    return { meetingId, view, take };
  }
  test("puts each chosen on the agenda with the own question, and keeps whom it listed and whom it left out", async () => {
    const { meetingId, view, take } = await aProposal();
    const [first, second] = view.proposal!.listed;
    const next = view.proposal!.leftOut[0]!;
    const chosen = [first!, next].map(({ personId, name }) => ({ personId, question: `What for ${name}?` }));
    expect(await take(chosen)).toEqual({ ok: true });
    const cases = await sql("select person_id, question from mdg_case where meeting_id = $1 order by position", [
      meetingId,
    ]);
    expect(cases).toEqual(chosen.map(({ personId, question }) => ({ person_id: personId, question })));
    const kept = await sql<{ person_id: string; route: string }>(
      "select person_id, route from mdg_listing where mdg_id = $1",
      [scene.group],
    );
    const routeOf = (id: string) => kept.find(({ person_id }) => person_id === id)?.route;
    expect(routeOf(first!.personId)).not.toBe("left_out");
    expect(routeOf(second!.personId)).not.toBe("left_out");
    expect(routeOf(next.personId)).not.toBe("left_out");
    expect(routeOf(view.proposal!.leftOut[1]!.personId)).toBe("left_out");
    expect(ids((await put(scene.gp, { slots: 20 }))!.proposal!.listed)).not.toContain(first!.personId);
  });
  test("needs somebody, a question for each, whether they were told, and the list that was shown", async () => {
    const { view, take } = await aProposal();
    const { personId } = view.proposal!.listed[0]!;
    expect(await take([])).toMatchObject({ errors: { list: expect.any(String) } });
    expect(await take([{ personId, question: " " }])).toMatchObject({
      errors: { [`question-${personId}`]: expect.any(String) },
    });
    const asked = [{ personId, question: "What?" }];
    expect(await take(asked, { personTold: null })).toMatchObject({ errors: { personTold: expect.any(String) } });
    expect(await take(asked, { runId: newId() })).toMatchObject({ errors: { list: expect.stringContaining("anew") } });
    expect(await sql("select 1 from mdg_case where person_id = $1", [personId])).toEqual([]);
  });
  test("is refused for who is not a member, and for a person out of reach", async () => {
    const { meetingId, view, take } = await aProposal();
    const elsewhere = await listed("Far", { practice: scene.organisations.otherPractice });
    expect(await take([{ personId: elsewhere, question: "What?" }])).toBeUndefined();
    const asked = { mdgId: scene.group, meetingId, slots: 2, runId: view.run!.id, chosen: [], key: newId(), ...told };
    expect(await takeUpProposal(again(scene.stranger), asked)).toBeUndefined();
  });
  test("takes no more than the agenda holds", async () => {
    const { view, take } = await aProposal();
    const all = [...view.proposal!.listed, ...view.proposal!.leftOut].slice(0, 4);
    expect(await take(all.map(({ personId }) => ({ personId, question: "What?" })))).toMatchObject({
      ok: false,
      errors: { meetingId: expect.stringContaining("room for 3 of these 4") },
    });
  });
});
