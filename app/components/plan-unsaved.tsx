/**
 * Words that were typed and not yet saved stay in this tab (sessionStorage) under the page's path, and are offered back
 * to the same author after a sign-in. Signing out forgets them. Without JavaScript nothing is kept: sign-in says so.
 */
import { type RefObject, useEffect, useState } from "react";

const PREFIX = "unsaved ";
/** In ms: a working day. */
const KEPT_FOR = 12 * 3_600_000;

type Kept = { author: string; at: number; values: Record<string, string> };

/** `item`: of a list; its id may be new after a reload, so that words of an item that was never saved find the new form. */
export const keyOf = (path: string, item = "") => `${PREFIX}${path}#${item}`;

const NOT_WORDS = ["revision", "item", "intent"];

export function wordsOf(form: HTMLFormElement): Record<string, string> {
  const typed = [...new FormData(form)].filter(([name]) => !NOT_WORDS.includes(name));
  return Object.fromEntries(typed.map(([name, value]) => [name, String(value).replace(/\r\n/g, "\n").trim()]));
}

/** Private modes and full stores throw: then nothing is kept, as without JavaScript. */
function inStore<T>(work: (store: Storage) => T): T | undefined {
  try {
    return work(window.sessionStorage);
  } catch {
    return undefined;
  }
}

const keysIn = (store: Storage, beginning = PREFIX) => Object.keys(store).filter((key) => key.startsWith(beginning));

export const keepUnsaved = (form: HTMLFormElement, author: string, item?: string) =>
  inStore((store) => {
    const kept: Kept = { author, at: Date.now(), values: wordsOf(form) };
    store.setItem(keyOf(window.location.pathname, item), JSON.stringify(kept));
  });

/** What was saved, or taken out, needs no keeping: of one item, or of the whole page. */
export const forgetUnsaved = (item?: string) =>
  inStore((store) => {
    const key = keyOf(window.location.pathname, item);
    for (const one of keysIn(store, key)) if (item === undefined || one === key) store.removeItem(one);
  });

/** All of it, at sign-out. */
export const forgetAllUnsaved = () =>
  inStore((store) => {
    for (const key of keysIn(store)) store.removeItem(key);
  });

function findUnsaved(form: HTMLFormElement, author: string, item: string | undefined, isNew: boolean) {
  return inStore((store) => {
    for (const key of keysIn(store)) {
      const { author: by, at } = JSON.parse(store.getItem(key)!) as Kept;
      if (by !== author || Date.now() - at > KEPT_FOR) store.removeItem(key);
    }
    const beginning = keyOf(window.location.pathname);
    const mine = keysIn(store, beginning).find((key) => {
      const id = key.slice(beginning.length);
      return id === (item ?? "") || (isNew && id !== "" && !document.getElementById(id));
    });
    if (!mine) return undefined;
    const { values } = JSON.parse(store.getItem(mine)!) as Kept;
    const shown = wordsOf(form);
    if (Object.entries(values).every(([name, value]) => (shown[name] ?? "") === value)) {
      store.removeItem(mine);
      return undefined;
    }
    return { key: mine, values };
  });
}

export function useUnsaved(
  form: RefObject<HTMLFormElement>,
  {
    author,
    item,
    isNew,
    save,
  }: { author: string; item?: string; isNew: boolean; save: (form: HTMLFormElement) => void },
) {
  const [found, setFound] = useState<{ key: string; values: Record<string, string> }>();
  useEffect(() => {
    if (form.current) setFound(findUnsaved(form.current, author, item, isNew));
  }, [form, author, item, isNew]);
  if (!found) return undefined;
  const forget = () => {
    inStore((store) => store.removeItem(found.key));
    setFound(undefined);
  };
  return {
    discard: forget,
    putBack() {
      if (!form.current) return;
      for (const [name, value] of Object.entries(found.values)) {
        const field = form.current.elements.namedItem(name);
        if (
          field instanceof HTMLInputElement ||
          field instanceof HTMLTextAreaElement ||
          field instanceof HTMLSelectElement
        )
          field.value = value;
      }
      forget();
      keepUnsaved(form.current, author, item);
      save(form.current);
    },
  };
}

export function Unsaved({ putBack, discard }: { putBack: () => void; discard: () => void }) {
  return (
    <div className="nhsuk-inset-text" role="status">
      <p>You wrote something here that was not saved before your session ended.</p>
      <div className="plan-acts">
        <button type="button" className="nhsuk-button nhsuk-button--small" onClick={putBack}>
          Put it back
        </button>
        <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={discard}>
          Discard
        </button>
      </div>
    </div>
  );
}
