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
import { Saved, SigningRefused } from "../components/setting-outcome";
import { SettingPage } from "../components/setting-page";
import { keyOf } from "../data/form-keys.server";
import { openSetting, type Refused, signSetting } from "../data/settings.server";

export const meta: MetaFunction = () => [{ title: "Setting – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
/** Also after a refusal: what somebody else signed meanwhile is what the page then shows. */
export const shouldRevalidate = () => true;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "sign settings");
  const found = await openSetting(viewer, params.name!);
  if (!found) throw new Response("Not found", { status: 404 });
  return { ...found, saved: new URL(request.url).searchParams.has("saved"), pageKey: randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "sign settings");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([field, value]) => [field, String(value)]));
  const name = params.name!;
  const version = Number(typed.version);
  const outcome = await signSetting(viewer, { name, version, typed, key: keyOf(request, form) });
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok) return data({ refused: outcome, typed }, { status: "newer" in outcome ? 409 : 400 });
  return redirect(`/settings/${name}?saved`, 303);
}

type Answered = { refused: Refused; typed: Record<string, string> };

export default function Setting() {
  const { saved, ...view } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const { refused, typed } = (useActionData<unknown>() as Answered | undefined) ?? {};
  const errors = refused && "errors" in refused ? refused.errors : undefined;
  return (
    <>
      {refused && <SigningRefused refused={refused} />}
      {saved && !refused && <Saved line={view.line} history={view.history} />}
      <SettingPage key={view.line.setting.version} {...view} errors={errors} typed={typed} />
    </>
  );
}
