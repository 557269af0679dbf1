import type { ActionFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { stopPersonSession } from "../access/person-sessions.server";
import { refuseOtherSites } from "../access/require-viewer.server";

export const meta: MetaFunction = () => [{ title: "Signed out – Confer" }, { name: "robots", content: "noindex" }];

/** Signs out. */
export async function action({ request }: ActionFunctionArgs) {
  refuseOtherSites(request);
  return redirect("/mine/signed-out", { headers: { "Set-Cookie": await stopPersonSession(request) } });
}

export default function SignedOut() {
  return (
    <div className="mine">
      <h1 className="nhsuk-heading-l">You are signed out</h1>
      <p>
        To sign in again you need the number of your invitation and your passphrase:{" "}
        <Link to="/join?again=yes">sign in</Link>. If you do not know the number, ask your GP practice or care team.
      </p>
      <p>Urgent? Ring 111, or 999 in an emergency. Nobody reads these pages at once.</p>
    </div>
  );
}
