/** The frame of every page: skip link, who is signed in and for whom, where one can go. */
import { Form, NavLink } from "@remix-run/react";
import type { ReactNode } from "react";

export type SignedInAs = {
  name: string;
  role: string;
  organisation: string;
  demo: boolean;
  /** Pages that the role has, in order. */
  pages: readonly { to: string; label: string }[];
};

export function Page({ signedInAs, children }: { signedInAs: SignedInAs | null; children: ReactNode }) {
  return (
    <>
      <a className="nhsuk-skip-link" href="#main">
        Skip to main content
      </a>
      <header className="confer-header">
        {signedInAs?.demo && (
          <div className="confer-demo">
            <div className="confer-width">Demonstration: every person here is synthetic.</div>
          </div>
        )}
        <div className="confer-width confer-header__row">
          <a className="confer-header__name" href="/">
            Confer
          </a>
          {signedInAs && <Who {...signedInAs} />}
        </div>
      </header>
      {signedInAs && <Pages pages={signedInAs.pages} />}
      <div className="confer-width">
        <main className="confer-main" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  );
}

function Who({ name, role, organisation }: SignedInAs) {
  return (
    <div className="confer-header__who">
      <span>
        {name}, {role} · {organisation}
      </span>
      <a href="/assignment">Change role</a>
      <Form method="post" action="/sign-out">
        <button type="submit" className="confer-link-button">
          Sign out
        </button>
      </Form>
    </div>
  );
}

function Pages({ pages }: Pick<SignedInAs, "pages">) {
  return (
    <nav className="confer-nav confer-no-print" aria-label="Pages">
      <ul className="confer-width">
        {pages.map(({ to, label }) => (
          <li key={to}>
            <NavLink to={to} end={to === "/"}>
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
