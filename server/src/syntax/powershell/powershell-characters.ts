/** The characters that mean something to PowerShell, by their code; typographic quotes and dashes are quotes and dashes. */

export const NEWLINE = 10;
export const RETURN = 13;
export const HASH = 35;
export const DOLLAR = 36;
export const AMPERSAND = 38;
export const OPEN = 40;
export const CLOSE = 41;
export const COMMA = 44;
export const DOT = 46;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const AT = 64;
export const OPEN_BRACKET = 91;
export const CLOSE_BRACKET = 93;
export const BACKQUOTE = 96;
export const OPEN_BRACE = 123;
export const BAR = 124;
export const CLOSE_BRACE = 125;

export function isSingleQuote(code: number): boolean {
  return code === 39 || (code >= 0x2018 && code <= 0x201b);
}

export function isDoubleQuote(code: number): boolean {
  return code === 34 || (code >= 0x201c && code <= 0x201e);
}

export function isQuote(code: number): boolean {
  return isSingleQuote(code) || isDoubleQuote(code);
}

export function isDash(code: number): boolean {
  return code === 45 || (code >= 0x2013 && code <= 0x2015);
}

/** A carriage return stands before the line feed where lines end as on Windows. */
export function isBlank(code: number): boolean {
  return (
    code === 32 ||
    code === 9 ||
    code === RETURN ||
    code === 0xa0 ||
    code === 11 ||
    code === 12 ||
    code === 0x85 ||
    code === 0xfeff ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a)
  );
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isWordSign(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || isDigit(code);
}

/** For each of the first 128 codes: 0 where it is plain text in a word, 1 where it ends the word, 2 where it is special. */
const IN_WORD = new Uint8Array(128);
for (const character of ' \t\r\n\v\f;|&(){},>') {
  IN_WORD[character.charCodeAt(0)] = 1;
}
for (const character of '\'"`$<') {
  IN_WORD[character.charCodeAt(0)] = 2;
}

/** Whether a code is plain text in a word, ends it, or is special within. */
export function traitInWord(code: number): number {
  if (code < 128) {
    return IN_WORD[code] ?? 0;
  }
  if (Number.isNaN(code)) {
    return 1;
  }
  return isQuote(code) ? 2 : isBlank(code) ? 1 : 0;
}

/** How long the line end at a place is; 0 where there is none. */
export function lineEndAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === NEWLINE) {
    return 1;
  }
  return code === RETURN && text.charCodeAt(at + 1) === NEWLINE ? 2 : 0;
}
