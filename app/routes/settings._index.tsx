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
import { keyOf } from "../data/form-keys.server";
import { listSettings, type Refused, signAsTheyStand } from "../data/settings.server";

export const meta: MetaFunction = () => [{ title: "Settings – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
/** Also after a refusal: what somebody else signed meanwhile is what the page then shows. */
export const shouldRevalidate = () => true;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "sign settings");
  const asked = new URL(request.url).searchParams;
  return {
    lines: await listSettings(viewer),
    search: {
      text: asked.get("q")?.trim() ?? "",
      waitingOnly: asked.has("waiting"),
      section: asked.get("section") ?? "",
    },
    tickAll: asked.get("tick") === "all",
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
  back.set("signed", String(outcome.signed));
  return redirect(`/settings?${back}`, 303);
}

/** Each tick names the setting and the version that the page showed. */
const tickedIn = (form: FormData) =>
  form.getAll("tick").map((ticked) => {
    const [name = "", version] = String(ticked).split(" ");
    return { name, version: Number(version) };
  });

export default function Settings() {
  const { signed, ...list } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  return (
    <>
      {refused ? <SigningRefused refused={refused} /> : <SignedTogether signed={signed} />}
      <SettingList {...list} />
    </>
  );
}
