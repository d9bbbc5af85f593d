/** The values that expressions of Okta have, among them those that nobody knows. */
import type { Unknown } from '../decision.ts';

export interface OktaValueList {
  readonly kind: 'list';
  readonly items: readonly OktaValue[];
}

export interface OktaValueMap {
  readonly kind: 'map';
  readonly entries: readonly (readonly [OktaValue, OktaValue])[];
}

/** What nobody knows. */
export interface OktaDoubt {
  readonly kind: 'doubt';
  /** What would have to be known. */
  readonly missing: readonly Unknown[];
  /** Values that it may have. */
  readonly possible: readonly OktaValue[];
  /** Whether it may have others too. */
  readonly isOpen: boolean;
}

export type OktaValue = null | boolean | number | string | OktaValueList | OktaValueMap | OktaDoubt;

export function listOf(items: readonly OktaValue[]): OktaValueList {
  return { kind: 'list', items };
}

export function doubtOf(missing: readonly Unknown[], possible: readonly OktaValue[] = [], isOpen = true): OktaDoubt {
  return { kind: 'doubt', missing, possible, isOpen };
}

export function isDoubt(value: OktaValue): value is OktaDoubt {
  return typeof value === 'object' && value?.kind === 'doubt';
}

export function isList(value: OktaValue): value is OktaValueList {
  return typeof value === 'object' && value?.kind === 'list';
}

/** What is not known in some values, or undefined where all is. */
export function doubtIn(values: readonly OktaValue[]): OktaDoubt | undefined {
  const missing = values.flatMap(missingIn);
  return missing.length > 0 ? doubtOf(missing) : undefined;
}

function missingIn(value: OktaValue): readonly Unknown[] {
  return isDoubt(value) ? value.missing : isList(value) ? value.items.flatMap(missingIn) : [];
}

/** Whether two values without doubt are the same. */
export function areSame(a: OktaValue, b: OktaValue): boolean {
  if (isList(a) && isList(b)) {
    return a.items.length === b.items.length && a.items.every((item, index) => areSame(item, b.items[index] ?? null));
  }
  return a === b && typeof a !== 'object' ? true : a === null && b === null;
}

/** One of two values, by what nobody knows. */
export function choiceOf(missing: readonly Unknown[], a: OktaValue, b: OktaValue): OktaValue {
  const isKnown = !doubtIn([a, b]);
  if (isKnown && areSame(a, b)) {
    return a;
  }
  const possible = [a, b].flatMap((value) => (isDoubt(value) ? value.possible : [value]));
  const isOpen = [a, b].some((value) => isDoubt(value) && value.isOpen);
  const all = [...missing, ...missingIn(a), ...missingIn(b)];
  return possible.length <= MOST_POSSIBLE ? doubtOf(all, possible, isOpen) : doubtOf(all);
}

/** More choices than these are nobody's. */
const MOST_POSSIBLE = 1000;

/** As it stands in an attribute; undefined for what has no text. */
export function textOfValue(value: OktaValue): string | undefined {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
}
