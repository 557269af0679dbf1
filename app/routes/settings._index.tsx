import { randomUUID } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import styles from "../components/setting.css?url";
import { SettingList } from "../components/setting-list";
import { SignedTogether, SigningRefused } from "../components/setting-outcome";
import { SettingsTogether } from "../components/setting-together";
import { keyOf } from "../data/form-keys.server";
import { listSettings, type Refused, signAsTheyStand } from "../data/settings.server";
import { ticksTogether } from "../domain/setting-line";

export const meta: MetaFunction = () => [{ title: "Settings – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
/** Also after a refusal: what somebody else signed meanwhile is what the page then shows. */
export const shouldRevalidate = () => true;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "sign settings");
  const asked = new URL(request.url).searchParams;
  const lines = await listSettings(viewer);
  const section = asked.get("section") ?? "";
  const ticks = asked.getAll("tick");
  return {
    lines,
    search: { text: asked.get("q")?.trim() ?? "", waitingOnly: asked.has("waiting"), section },
    ticks,
    together: asked.has("look") ? ticksTogether(lines, section, ticks) : undefined,
    signed: Number(asked.get("signed") ?? 0),
    pageKey: randomUUID(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "sign settings");
  const form = await request.formData();
  const outcome = await signAsTheyStand(viewer, { ticked: tickedIn(form), key: keyOf(request, form) });
  if (!outcome.ok) return data(outcome, { status: 400 });
  const back = new URL(request.url).searchParams;
  back.delete("index");
  back.delete("tick");
  back.delete("look");
  back.set("signed", String(outcome.signed));
  return redirect(`/settings?${back}`, 303);
}

/** Each tick names the setting and the version that the page showed. */
const tickedIn = (form: FormData) =>
  form.getAll("tick").map((ticked) => {
    const [name = "", version] = String(ticked).split(" ");
    return { name, version: Number(version) };
  });

const NOTHING_TICKED = { errors: { tick: "Tick what you want to sign" } };

export default function Settings() {
  const { signed, together, ticks, ...shown } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  const nothing = together && !together.ticked.length && !refused ? NOTHING_TICKED : undefined;
  const said = refused ?? nothing;
  return (
    <>
      {said ? <SigningRefused refused={said} /> : <SignedTogether signed={signed} />}
      {together?.ticked.length ? (
        <SettingsTogether {...shown} together={together} />
      ) : (
        <SettingList {...shown} ticks={ticks} />
      )}
    </>
  );
}
