/** The printed forms of a plan, each with whom it is for and what it leaves out. */
import type { HeldBack } from "../domain/plan-in-plain-words";

type FormsProps = { path: string; version: number; held: HeldBack | null; pdfs: boolean };

export function PrintForms({ path, version, held, pdfs }: FormsProps) {
  return (
    <>
      <p>
        Version {version}. Each copy says so, and that a newer one may exist. Nothing that is restricted is in any of
        them.{!pdfs && " This server makes no PDFs: open a copy and print it from the browser, to paper or to a PDF."}
      </p>
      <Copy
        title="The person’s copy"
        about="In plain words. Without the prognosis, words for call handlers, and the safety of staff."
        links={[
          ["Open", `${path}/copy/person`],
          ["Large print", `${path}/copy/person?size=large`],
          ...pdf(pdfs, `${path}/copy/person?as=pdf`, "PDF"),
          ...pdf(pdfs, `${path}/copy/person?as=pdf&size=large`, "PDF in large print"),
        ]}
      >
        {held && <LeftOut {...held} />}
      </Copy>
      <Copy
        title="The professional’s copy"
        about="The whole plan, with who wrote each part and when."
        links={[["Open", `${path}/copy/professional`], ...pdf(pdfs, `${path}/copy/professional?as=pdf`, "PDF")]}
      />
      <Copy
        title="The crew’s copy"
        about="Two sides of A4 at most, for the folder at home. Without the safety of staff and without anybody who must not be told."
        links={[["Open", `${path}/copy/crew`], ...pdf(pdfs, `${path}/copy/crew?as=pdf`, "PDF")]}
      />
    </>
  );
}

const pdf = (there: boolean, to: string, label: string): [string, string][] => (there ? [[label, to]] : []);

type CopyProps = {
  title: string;
  about: string;
  links: readonly (readonly [label: string, to: string])[];
  children?: React.ReactNode;
};

function Copy({ title, about, links, children }: CopyProps) {
  return (
    <section className="plan-section">
      <h3 className="nhsuk-heading-s plan-section__title">{title}</h3>
      <p>{about}</p>
      {children}
      <ul className="plan-print__links">
        {links.map(([label, to]) => (
          <li key={to}>
            <a href={to}>
              {label}
              <span className="confer-visually-hidden">: {title.toLowerCase()}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the person has not been told is not in their copy: staff know why, and the copy does not say that it is so. */
function LeftOut({ all, recommendation, prognosis }: HeldBack) {
  const words = all
    ? "The plan has not been discussed with the person: the copy holds their own words and whom to ring, and no more."
    : recommendation
      ? "The CPR recommendation has not been discussed with the person, or they do not know of it: it is left out, with the goal of an emergency and the palliative part."
      : prognosis
        ? "The person does not know the prognosis, or does not wish to: the palliative part and what rests on it are left out."
        : undefined;
  return words ? (
    <p>
      <strong>{words}</strong>
    </p>
  ) : null;
}
