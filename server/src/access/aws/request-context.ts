/**
 * What a request tells about itself, by condition key: who asks, from where, with which attributes
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
 */
import type { Unknown } from '../decision.ts';
import { appendAll } from './append-all.ts';
import { isVariable, literalPattern, type Pattern, type Template } from './pattern.ts';

/** The values of a key; absent where the request has no such key, unknown where nobody knows. */
export type KeyValues = readonly string[] | 'absent' | 'unknown';

export interface RequestContext {
  /** @param key as a policy writes it: case does not matter */
  valuesOf(key: string): KeyValues;
}

/**
 * @param known the values by key; a later spelling of the same key counts
 * @param others what is said of all other keys
 */
export function contextOf(
  known: Readonly<Record<string, KeyValues>>,
  others: (key: string) => KeyValues = () => 'unknown',
): RequestContext {
  const byKey = new Map(Object.entries(known).map(([key, values]) => [key.toLowerCase(), values]));
  return {
    valuesOf: (key) => {
      const lower = key.toLowerCase();
      return byKey.get(lower) ?? others(lower);
    },
  };
}

/** Null: a variable in it has no value, so that it matches nothing. Unknown: a variable has a value that nobody knows. */
export type FilledPattern = Pattern | 'null' | 'unknown';

/**
 * A text with its variables filled in.
 * @param fold what is done to values before they are compared
 * @param unknowns gets what is not known
 */
export function fillTemplate(
  template: Template,
  context: RequestContext,
  fold: (text: string) => string,
  unknowns: Unknown[],
): FilledPattern {
  if (template.constant) {
    return template.constant;
  }
  const filled: number[] = [];
  for (const part of template.parts) {
    if (!isVariable(part)) {
      appendAll(filled, part);
      continue;
    }
    const values = context.valuesOf(part.key);
    // A key with several values is none that a variable can stand for.
    if (values === 'unknown' || (values !== 'absent' && values.length > 1)) {
      unknowns.push({ kind: 'condition-key', subject: part.key });
      return 'unknown';
    }
    const value = (values === 'absent' ? undefined : values[0]) ?? part.fallback;
    if (value === undefined) {
      return 'null';
    }
    appendAll(filled, literalPattern(fold(value)));
  }
  return filled;
}
