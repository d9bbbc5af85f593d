/** How far names, numbers and the like reach in source code. */

/** How long a character literal is, or the quote before a symbol. */
export function characterWidth(ahead: string): number {
  return /^'(?:\\u[0-9a-fA-F]{4}|\\.|[^'\\\r\n]|[\ud800-\udbff][\udc00-\udfff])'/.exec(ahead)?.[0].length ?? 1;
}

/** Letters, digits, the underscore, all that is not ASCII, and what the language adds. */
export function isNamePart(code: number, letters: string): boolean {
  if (code >= 128) {
    return code !== 0xa0 && code !== 0xfeff;
  }
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    (letters !== '' && letters.charCodeAt(0) === code)
  );
}

export function isNumberDot(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === 46 && next >= 48 && next <= 57 && !isNamePart(text.charCodeAt(at - 1), '');
}

export function numberEnd(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    const isDot = code === 46 && next !== 46 && ((next >= 48 && next <= 57) || !isNamePart(next, ''));
    if (!isDot && !isNamePart(code, '')) {
      return at;
    }
    at++;
  }
}

/** A name between backticks ends on its line. */
export function quotedNameEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 96) {
      return at + 1;
    }
    if (code === 10 || code === 13) {
      return at;
    }
  }
  return text.length;
}
