/** The characters that mean something to a shell, by their code, and which of them end a run of plain text. */

export const TAB = 9;
export const NEWLINE = 10;
export const RETURN = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const OPEN = 40;
export const CLOSE = 41;
export const DASH = 45;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const BACKSLASH = 92;
export const BACKQUOTE = 96;
export const OPEN_BRACE = 123;
export const BAR = 124;
export const CLOSE_BRACE = 125;

/** For each of the first 128 codes: 0 where it is plain text in a word, 1 where it ends the word, 2 where it is special within. */
export type RunTable = Uint8Array;

function tableOf(ending: string, special: string): RunTable {
  const table = new Uint8Array(128);
  for (const character of ending) {
    table[character.charCodeAt(0)] = 1;
  }
  for (const character of special) {
    table[character.charCodeAt(0)] = 2;
  }
  return table;
}

/** A carriage return is a blank: it stands before the line feed where lines end as on Windows. */
export const IN_COMMAND = tableOf(' \t\r\n;&|)', '\\\'"`$<>(');
/** Between `[[` and `]]` operators are words among others, or parts of patterns. */
export const IN_TEST = tableOf(' \t\r\n;', '\\\'"`$');

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === RETURN;
}

/** Whether a code can begin the name of a variable. */
export function beginsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** How long the line end is that a backslash before a place would escape; 0 where there is none. */
export function lineEndAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === NEWLINE) {
    return 1;
  }
  return code === RETURN && text.charCodeAt(at + 1) === NEWLINE ? 2 : 0;
}
