/**
 * The focus goes where the address or the last page points: to a section, to the line that was edited, or to the field
 * that is to be written. Without script the browser does what it can by the address alone.
 */
import { useLocation } from "@remix-run/react";
import { useEffect } from "react";

/** The line that was edited: kept beside the address, so that addresses stay those of sections. */
export type Edited = { edited?: string };

const TAKES_FOCUS = "a[href], button, input, select, textarea, summary, [tabindex]";

export function useHashFocus() {
  const { hash, key, state } = useLocation();
  useEffect(() => {
    const { edited } = (state ?? {}) as Edited;
    const place =
      (edited && document.getElementById(edited)) || document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!place || !key) return;
    if (!place.matches(TAKES_FOCUS)) place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  }, [hash, key, state]);
}
