/** What the server wants from the machine that it runs on. Injected: the browser has other files than Node. */
import type { Translations } from '../rules/message.ts';

export interface Host {
  /** The text of a file, or undefined where there is none. */
  readText(uri: string): string | undefined;
  /** The texts of the files below a folder that may speak of roles, one after the other. */
  readFolder(uri: string): AsyncIterable<{ readonly uri: string; readonly text: string }>;
  /** The messages in a language, English where there is no translation. */
  translations(locale: string | undefined): Translations;
}

/** A host without files, for tests and for places that have none. */
export const NO_HOST: Host = {
  readText: () => undefined,
  readFolder: async function* () {},
  translations: () => ({}),
};
