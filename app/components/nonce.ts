import { createContext, useContext } from "react";

/** The nonce of this response's Content-Security-Policy: given by the server, found again in the page by the browser. */
const Nonce = createContext("");
export const NonceProvider = Nonce.Provider;

export function useNonce(): string {
  const given = useContext(Nonce);
  if (given || typeof document === "undefined") return given;
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}
