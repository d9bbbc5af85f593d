/**
 * The regular expressions that groups are usually asked for by: texts with `.`, `.*` and `.+`, `^` and `$`. They are not
 * given to an engine that might never come to an end; what has more in it is not decided.
 */
import { ANY_CHARACTER, ANY_TEXT, type Pattern } from '../aws/pattern.ts';

/**
 * @param place whether the pattern has to match the whole text
 * @returns undefined where the pattern has more in it
 */
export function parseRegularExpression(text: string, place: 'anywhere' | 'whole'): Pattern | undefined {
  // The documentation has a sample that begins with a slash, and does not say what it is for.
  if (text.startsWith('/')) {
    return undefined;
  }
  const starts = text.startsWith('^');
  const ends = text.endsWith('$') && !text.endsWith('\\$');
  const inner = readBody(text.slice(starts ? 1 : 0, ends ? -1 : undefined));
  if (!inner) {
    return undefined;
  }
  const isWhole = place === 'whole';
  return [...(starts || isWhole ? [] : [ANY_TEXT]), ...inner, ...(ends || isWhole ? [] : [ANY_TEXT])];
}

/** A character by itself or escaped, with what may stand behind it. */
const ATOM = /(?:\\([^\w\s])|([^\\*+?()[\]{}|^$]))([*+?{]?)/y;

function readBody(body: string): Pattern | undefined {
  const pattern: number[] = [];
  ATOM.lastIndex = 0;
  while (ATOM.lastIndex < body.length) {
    const [whole, escaped, plain = '', repeat = ''] = ATOM.exec(body) ?? [];
    const isAny = plain === '.';
    if (whole === undefined || (repeat !== '' && !(isAny && (repeat === '*' || repeat === '+')))) {
      return undefined;
    }
    if (!isAny) {
      pattern.push((escaped ?? plain).charCodeAt(0));
    } else {
      pattern.push(...(repeat === '*' ? [] : [ANY_CHARACTER]), ...(repeat === '' ? [] : [ANY_TEXT]));
    }
  }
  return pattern;
}
