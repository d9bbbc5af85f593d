/** The escapes of `$'…'`. */

export interface AnsiEscape {
  readonly text: string;
  /** How much source it is, with its backslash. */
  readonly width: number;
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1B',
  E: '\x1B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

const CODE = /^\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/;
const LONGEST = 10;
const LAST_CODE_POINT = 0x10_ff_ff;

/** The escape that begins with the backslash at a place; one that the shell does not have stands for itself. */
export function ansiEscapeAt(source: string, at: number): AnsiEscape {
  const next = source.charAt(at + 1);
  const simple = SIMPLE[next];
  if (simple !== undefined) {
    return { text: simple, width: 2 };
  }
  if (next === 'c' && at + 2 < source.length) {
    return { text: String.fromCharCode(source.charCodeAt(at + 2) & 31), width: 3 };
  }
  const match = CODE.exec(source.slice(at, at + LONGEST));
  if (!match) {
    return { text: '\\', width: 1 };
  }
  const [whole, octal, ...hex] = match;
  const digits = hex.find((part) => part !== undefined);
  const code = octal === undefined ? Number.parseInt(digits ?? '', 16) : Number.parseInt(octal, 8) & 255;
  return { text: code > LAST_CODE_POINT ? '\uFFFD' : String.fromCodePoint(code), width: whole.length };
}

const WRITTEN: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\\': '\\\\', "'": "\\'" };

/** Text as it is written between `$'` and `'`. */
export function writeAnsi(text: string): string {
  return text.replace(/[\n\t\r\\']/g, (character) => WRITTEN[character] ?? character);
}
