import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { refuseOtherSites } from "../access/require-viewer.server";
import { endSession } from "../access/sessions.server";

export async function action({ request }: ActionFunctionArgs) {
  refuseOtherSites(request);
  return redirect("/sign-in", { headers: { "Set-Cookie": await endSession(request) } });
}

/** Somebody typed the address: signing out takes a press of the button. */
export const loader = () => redirect("/");
