/** What the command line knows of where it runs: streams, colours, the folder, the language. Injected, so that tests can look. */
import type { Facts } from '../access/facts.ts';
import { type MessageArgument, message, render, type Translations } from '../rules/message.ts';

export interface Terminal {
  readonly folder: string;
  out(text: string): void;
  /** A line on standard error. */
  error(line: string): void;
  /** Shows how far the work is, in a line that the next one replaces; does nothing where nobody looks. */
  progress(line: string): void;
  readonly colors: boolean;
  readonly translations: Translations;
  readonly facts: Facts;
  readInput(): Promise<Uint8Array>;
}

/** Something that keeps a command from doing its work: bad usage, an unreadable path. Exit code 2. */
export class CommandError extends Error {}

/** What every command ends with. */
export const EXIT = { fine: 0, findings: 1, failed: 2, undetermined: 3 } as const;

const CODES = { red: 31, yellow: 33, blue: 34, cyan: 36, gray: 90, bold: 1, green: 32 } as const;
export type Color = keyof typeof CODES;

export type Paint = (color: Color, text: string) => string;

export function painter(colors: boolean): Paint {
  return (color, text) => (colors ? `\u001b[${CODES[color]}m${text}\u001b[0m` : text);
}

/** Text from a file on its way to a terminal: control characters would steer it. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not reach a terminal.
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

/** Puts a text into the language of the terminal. */
export type Say = (text: string, ...args: readonly MessageArgument[]) => string;

export function sayer({ translations }: Pick<Terminal, 'translations'>): Say {
  return (text, ...args) => render(message(text, ...args), translations);
}
