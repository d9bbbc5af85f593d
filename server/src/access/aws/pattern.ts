/**
 * Texts of policies that match others: `*` stands for any text, `?` for one character, `${aws:username}` for what the
 * request has (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
 */
import { appendAll } from './append-all.ts';

/** A text as code units, with the two signs below among them. */
export type Pattern = readonly number[];

export const ANY_TEXT = -1;
export const ANY_CHARACTER = -2;
const COLON = 0x3a;

export interface Variable {
  readonly key: string;
  /** What stands for it where the request has no such value. */
  readonly fallback: string | undefined;
}

/** A text before its variables are filled in. */
export interface Template {
  readonly parts: readonly (Pattern | Variable)[];
  /** The pattern, where there is no variable in it. */
  readonly constant: Pattern | undefined;
}

export interface TemplateOptions {
  /** Whether `*` and `?` stand for others. */
  readonly wildcards: boolean;
  /** Whether `${…}` is a variable. */
  readonly variables: boolean;
}

/** A text that stands for itself. */
export function literalPattern(text: string): Pattern {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

export function compileTemplate(text: string, options: TemplateOptions): Template {
  const parts: (Pattern | Variable)[] = [];
  let run: number[] = [];
  let from = 0;
  while (from < text.length) {
    const open = options.variables ? text.indexOf('${', from) : -1;
    const close = open < 0 ? -1 : text.indexOf('}', open);
    appendText(run, text.slice(from, close < 0 ? text.length : open), options.wildcards);
    if (close < 0) {
      break;
    }
    const inner = text.slice(open + 2, close);
    const variable = readVariable(inner);
    if (variable) {
      parts.push(run, variable);
      run = [];
    } else {
      appendAll(run, literalPattern(isEscape(inner) ? inner : text.slice(open, close + 1)));
    }
    from = close + 1;
  }
  return parts.length === 0 ? { parts: [run], constant: run } : { parts: [...parts, run], constant: undefined };
}

/** `${*}`, `${?}` and `${$}` stand for the character itself. */
function isEscape(inner: string): boolean {
  return inner === '*' || inner === '?' || inner === '$';
}

/** `key` or `key, 'default'`; anything else is no variable. */
function readVariable(inner: string): Variable | undefined {
  const comma = inner.indexOf(',');
  const key = (comma < 0 ? inner : inner.slice(0, comma)).trim();
  if (!/^[\w.-]+:[^{}$,']+$/.test(key)) {
    return undefined;
  }
  if (comma < 0) {
    return { key, fallback: undefined };
  }
  const fallback = inner.slice(comma + 1).trim();
  const isQuoted = fallback.length > 1 && fallback.startsWith("'") && fallback.endsWith("'");
  return isQuoted ? { key, fallback: fallback.slice(1, -1) } : undefined;
}

function appendText(run: number[], text: string, wildcards: boolean): void {
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    run.push(
      wildcards && character === '*'
        ? ANY_TEXT
        : wildcards && character === '?'
          ? ANY_CHARACTER
          : text.charCodeAt(index),
    );
  }
}

export function isVariable(part: Pattern | Variable): part is Variable {
  return 'key' in part;
}

export function matchesPattern(pattern: Pattern, text: string): boolean {
  let place = 0;
  let at = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    const wanted = pattern[place];
    if (wanted === ANY_TEXT) {
      star = place;
      retry = at;
      place++;
    } else if (wanted !== undefined && (wanted === ANY_CHARACTER || wanted === text.charCodeAt(at))) {
      place++;
      at++;
    } else if (star >= 0) {
      retry++;
      place = star + 1;
      at = retry;
    } else {
      return false;
    }
  }
  while (pattern[place] === ANY_TEXT) {
    place++;
  }
  return place === pattern.length;
}

/** A pattern of an ARN, field by field; undefined where it has fewer than six. */
export function splitPattern(pattern: Pattern): readonly Pattern[] | undefined {
  const fields: Pattern[] = [];
  let from = 0;
  while (fields.length < 5) {
    const colon = pattern.indexOf(COLON, from);
    if (colon < 0) {
      return undefined;
    }
    fields.push(pattern.slice(from, colon));
    from = colon + 1;
  }
  return [...fields, pattern.slice(from)];
}

/** Whether a pattern is `*` alone. */
export function matchesEverything(pattern: Pattern): boolean {
  return pattern.length > 0 && pattern.every((code) => code === ANY_TEXT);
}
