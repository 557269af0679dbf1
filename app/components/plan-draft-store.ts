/**
 * Words that were typed and that no server has acknowledged, kept in the browser (IndexedDB) so that they outlive the
 * page, the session and the browser. By account, so that nobody's words are sent in another's name; by tab, so that two
 * tabs never write over each other's. Where a browser keeps nothing, they live as long as the page.
 */
import type { Queued } from "../domain/plan-edits";

export type KeptWords = { key: string; author: string; personId: string; tab: string; at: number; queued: Queued };

const DATABASE = "confer-drafts";
const STORE = "edits";
/** How long words wait for their author on this computer, in ms: a fortnight's leave. */
export const KEPT_FOR = 14 * 24 * 3_600_000;
/** Without locks, a tab that kept nothing for so long is taken to be closed, in ms. */
const SILENT = 60_000;

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = window.indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("The store of drafts is blocked."));
  });
  opening.catch(() => {
    opening = undefined;
  });
  return opening;
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

export const keyOf = (author: string, personId: string, tab: string, unit: string) =>
  `${author} ${personId} ${tab} ${unit}`;

export const keepWords = (words: KeptWords) => inStore("readwrite", (store) => store.put(words));
export const forgetWords = (key: string) => inStore("readwrite", (store) => store.delete(key));

/** All that is kept here, without what is too old to be anybody's. */
export async function allWords(now: number): Promise<KeptWords[]> {
  const all = (await inStore("readonly", (store) => store.getAll())) as KeptWords[];
  const old = all.filter(({ at }) => now - at > KEPT_FOR);
  await Promise.all(old.map(({ key }) => forgetWords(key)));
  return all.filter((words) => !old.includes(words));
}

const lockOf = (tab: string) => `confer tab ${tab}`;

/** Says to other tabs, as long as the page lives, that this one sends its own words. */
export function holdTab(tab: string): void {
  void window.navigator.locks?.request(lockOf(tab), () => new Promise(() => {}))?.catch(() => {});
}

/** Of tabs that are closed: whoever is open sends its own. */
export async function ownerless(words: readonly KeptWords[], now: number): Promise<KeptWords[]> {
  const locks = await window.navigator.locks?.query().catch(() => undefined);
  const held = new Set((locks?.held ?? []).map(({ name }) => name));
  return words.filter(({ tab, at }) => (locks ? !held.has(lockOf(tab)) : now - at > SILENT));
}

/** RFC 9562 version 4; where a page came without TLS there is no randomUUID. */
export function newEditId(): string {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
