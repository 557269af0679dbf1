import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner } from "../components/person-banner";
import planStyle from "../components/plan.css?url";
import { CardsMade, NoCard, type PlanCard, PrintedCard } from "../components/plan-card";
import planCardStyle from "../components/plan-card.css?url";
import recordStyle from "../components/record.css?url";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { findCardsMade, makeCard, stopCards } from "../data/plan-tokens.server";
import { nameInSentence } from "../domain/person";
import { qrPath } from "../rendering/qr-code";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";

export const meta: MetaFunction = () => [{ title: "“I have a plan” card – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: planCardStyle },
];
/** The page that shows a card's code is kept by no browser. */
export const headers = () => ({ "Cache-Control": "no-store" });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const made = await findCardsMade(viewer, params.personId!);
  const banner = await findBanner(viewer, params.personId!);
  if (!made || !banner) throw new Response(null, { status: 404 });
  return { banner, ...made, now: viewer.requestedAt, key: newId() };
}

type Answered = { card?: PlanCard; error?: string };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = await request.formData();
  const personId = params.personId!;
  const command = { personId, key: String(form.get("key") || newId()), at: viewer.requestedAt };
  if (form.get("intent") === "stop") {
    const stopped = await stopCards(viewer, command);
    if (!stopped.ok) throw new Response(null, { status: 404 });
    return redirect(`/people/${personId}/plan/card`);
  }
  if (form.get("intent") !== "make") throw new Response("Unknown form", { status: 400 });
  const banner = await findBanner(viewer, personId);
  const made = await makeCard(viewer, command);
  if (!made.ok && made.why === "made before")
    return data<Answered>({ error: "This card was made already and its code is kept nowhere: make another" });
  if (!made.ok && made.why === "no live plan")
    return data<Answered>({ error: "No plan is in force any more: a card cannot be made" }, { status: 409 });
  if (!made.ok || !banner) throw new Response(null, { status: 404 });
  const address = `${new URL(request.url).origin}/c/${made.token}`;
  const name = form.get("named") === "yes" ? nameInSentence(banner.name) : null;
  return data<Answered>({ card: { address, name, ...qrPath(address) } });
}

export default function CardPage() {
  const { banner, cards, plan, now, key } = useLoaderData<typeof loader>();
  const { card, error } = (useActionData<unknown>() as Answered | undefined) ?? {};
  const path = `/people/${banner.personId}/plan`;
  const inUse = cards.some(({ revokedAt }) => revokedAt === null);
  return (
    <>
      {error && (
        <div className="nhsuk-error-summary" role="alert">
          <p className="nhsuk-error-summary__title">{error}</p>
        </div>
      )}
      <div className="confer-no-print">
        <PersonBanner banner={banner} now={now} />
        <h2 className="nhsuk-heading-l">“I have a plan” card</h2>
      </div>
      {card && <PrintedCard {...card} />}
      <div className="confer-no-print">
        {!plan.live && <NoCard withdrawnOn={plan.withdrawnOn} inUse={inUse} />}
        <p>
          The code leads health and care staff to this person only after they sign in and give the person’s date of
          birth; each reading is recorded. It holds no name and no number. A new card stops every older one.
        </p>
        {plan.live && <MakeCard formKey={key} inUse={inUse} />}
        <CardsMade cards={cards} inUse={inUse} live={plan.live} formKey={key} />
        <p>
          <Link to={`${path}/print`}>Copies of the care plan</Link>
        </p>
      </div>
    </>
  );
}

const MakeCard = ({ formKey, inUse }: { formKey: string; inUse: boolean }) => (
  <Form method="post">
    <input type="hidden" name="key" value={`${formKey} make`} />
    <div className="nhsuk-checkboxes nhsuk-form-group">
      <div className="nhsuk-checkboxes__item">
        <input className="nhsuk-checkboxes__input" id="named" name="named" type="checkbox" value="yes" />
        <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor="named">
          The person wants their name on it
        </label>
      </div>
    </div>
    <button className="nhsuk-button" type="submit" name="intent" value="make">
      {inUse ? "Make a new card and stop the old one" : "Make a card"}
    </button>
  </Form>
);
