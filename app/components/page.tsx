/** The frame of every page: skip link, who is signed in and for whom, where one can go. */
import { NavLink, useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import { SignOut } from "./plan-draft-sign-out";

export type SignedInAs = {
  /** Whose words this browser may keep. */
  accountId: string;
  name: string;
  role: string;
  organisation: string;
  demo: boolean;
  /** Pages that the role has, in order. */
  pages: readonly { to: string; label: string; more: boolean }[];
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

function Who({ accountId, name, role, organisation }: SignedInAs) {
  return (
    <div className="confer-header__who">
      <span>
        {name}, {role} · {organisation}
      </span>
      <a href="/assignment">Change role</a>
      <SignOut author={accountId} />
    </div>
  );
}

/** With script Escape and a press elsewhere close what is open; after Escape the focus is where it was opened. */
function useClosing() {
  const opened = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      const menu = opened.current;
      if (key !== "Escape" || !menu?.open) return;
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    };
    const onPress = ({ target }: PointerEvent) => {
      const menu = opened.current;
      if (menu?.open && target instanceof Node && !menu.contains(target)) menu.open = false;
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onPress);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onPress);
    };
  }, []);
  return opened;
}

/** What is of every day stands side by side; the rest opens with “More”, without script too. */
function Pages({ pages }: Pick<SignedInAs, "pages">) {
  const { pathname } = useLocation();
  const closing = useClosing();
  const [daily, more] = [pages.filter((page) => !page.more), pages.filter((page) => page.more)];
  const within = more.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return (
    <nav className="confer-nav confer-no-print" aria-label="Pages">
      <ul className="confer-width">
        <Ways pages={daily} />
        {more.length > 0 && (
          <li>
            {/* Each page begins with it closed. */}
            <details className="confer-nav__more" key={pathname} ref={closing}>
              <summary className={within && "confer-nav__here"}>{within ? `More: ${within.label}` : "More"}</summary>
              <ul>
                <Ways pages={more} />
              </ul>
            </details>
          </li>
        )}
      </ul>
    </nav>
  );
}

const Ways = ({ pages }: Pick<SignedInAs, "pages">) => (
  <>
    {pages.map(({ to, label }) => (
      <li key={to}>
        <NavLink to={to} end={to === "/"}>
          {label}
        </NavLink>
      </li>
    ))}
  </>
);
