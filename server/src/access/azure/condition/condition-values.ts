/** How values of conditions are compared. An undefined answer means that nobody knows what the service makes of them. */
import type { OperatorMeaning, Relation } from './condition-operators.ts';

export type ConditionValue = string | number | boolean;

const HEXADECIMAL = /^[0-9a-f]{32}$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,7}))?(Z|[+-]\d{2}:\d{2})?)?$/i;

// The same few ids are asked about over and over.
const guidKeys = new Map<ConditionValue, string>();
const KEPT = 10_000;

/** The digits of a GUID, with or without dashes; of a resource id those of its last segment. */
export function guidKey(value: ConditionValue): string | undefined {
  const known = guidKeys.get(value);
  if (known !== undefined) {
    return known;
  }
  const text = String(value).trim().toLowerCase();
  const digits = text.slice(text.lastIndexOf('/') + 1).replaceAll('-', '');
  const key = HEXADECIMAL.test(digits) ? digits : undefined;
  if (key !== undefined) {
    if (guidKeys.size >= KEPT) {
      guidKeys.clear();
    }
    guidKeys.set(value, key);
  }
  return key;
}

/** An instant as a text that sorts by time, to a ten-millionth of a second. */
export function instantKey(value: ConditionValue): string | undefined {
  const [, day, time, fraction = '', zone = 'Z'] = INSTANT.exec(String(value).trim()) ?? [];
  if (day === undefined) {
    return undefined;
  }
  const clock = time === undefined ? '00:00:00' : time.length === 5 ? `${time}:00` : time;
  const seconds = Date.parse(`${day}T${clock}${zone.toUpperCase()}`) / 1000;
  // Far enough from zero that no year has fewer digits than another.
  return Number.isNaN(seconds) ? undefined : `${seconds + 100_000_000_000}.${fraction.padEnd(7, '0')}`;
}

/** A value as its kind of operator compares it. */
export type ValueKey = string | number | boolean;

export interface Comparer {
  /** Undefined where the value is of another kind. */
  read(value: ConditionValue): ValueKey | undefined;
  /** The relation of an operator; that it is negated is not looked at. */
  test(left: ValueKey, right: ValueKey): boolean;
}

export function comparer({ values, relation, ignoresCase }: OperatorMeaning): Comparer {
  switch (values) {
    case 'guid':
      return { read: guidKey, test: (a, b) => a === b };
    case 'boolean':
      return { read: booleanOf, test: (a, b) => a === b };
    case 'number':
      return { read: numberOf, test: (a, b) => isOrdered(relation, Number(a) - Number(b)) };
    case 'date':
      return { read: instantKey, test: (a, b) => isOrdered(relation, a < b ? -1 : a > b ? 1 : 0) };
    case 'text': {
      const test = textRelation(relation);
      return { read: (value) => textOf(value, ignoresCase), test: (a, b) => test(String(a), String(b)) };
    }
  }
}

function textOf(value: ConditionValue, ignoresCase: boolean): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  return ignoresCase ? value.toLowerCase() : value;
}

function booleanOf(value: ConditionValue): boolean | undefined {
  const text = String(value).toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function numberOf(value: ConditionValue): number | undefined {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return typeof value === 'boolean' || Number.isNaN(number) ? undefined : number;
}

function isOrdered(relation: Relation, difference: number): boolean {
  switch (relation) {
    case 'greater':
      return difference > 0;
    case 'greater-or-equals':
      return difference >= 0;
    case 'less':
      return difference < 0;
    case 'less-or-equals':
      return difference <= 0;
    default:
      return difference === 0;
  }
}

function textRelation(relation: Relation): (left: string, right: string) => boolean {
  switch (relation) {
    case 'starts-with':
      return (left, right) => left.startsWith(right);
    case 'like':
      return matchesLike;
    default:
      return (left, right) => left === right;
  }
}

/** `*` stands for any text and `?` for one sign; a backslash before them takes their meaning away. */
export function matchesLike(text: string, pattern: string): boolean {
  let at = 0;
  let from = 0;
  // Where the last star stands, and how much of the text it has taken so far.
  let star = -1;
  let taken = 0;
  while (at < text.length) {
    const sign = pattern.charAt(from);
    if (sign === '*') {
      star = from;
      from++;
      taken = at;
      continue;
    }
    const isEscaped = sign === '\\' && from + 1 < pattern.length;
    const wanted = isEscaped ? pattern.charAt(from + 1) : sign;
    if (from < pattern.length && ((!isEscaped && sign === '?') || wanted === text.charAt(at))) {
      at++;
      from += isEscaped ? 2 : 1;
    } else if (star >= 0) {
      taken++;
      at = taken;
      from = star + 1;
    } else {
      return false;
    }
  }
  while (pattern.charAt(from) === '*') {
    from++;
  }
  return from >= pattern.length;
}
