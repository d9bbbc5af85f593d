/** The values of a SAML attribute that an expression of Okta gives for a user. */
import { appendAll } from '../aws/append-all.ts';
import type { Unknown } from '../decision.ts';
import { evaluateExpression } from './okta-evaluator.ts';
import type { CommaReading } from './okta-library.ts';
import type { OktaExpression } from './okta-nodes.ts';
import type { OktaUser } from './okta-user.ts';
import { isDoubt, isList, type OktaValue, textOfValue } from './okta-values.ts';

/**
 * How Okta takes texts with commas. It says that all functions of arrays take such texts for lists, and Databricks documents
 * an expression that works only where Arrays.flatten does not take them apart.
 */
export type CommaOption =
  /** Taken apart as documented, but for texts with an ARN in them. */
  | 'documented'
  | 'never'
  /** Taken apart where the text is the only argument. */
  | 'single-argument'
  | 'always';

/** Old organisations send a list as one value with commas, unless SAML_SUPPORT_ARRAY_ATTRIBUTES is on. */
export type ArrayOption = 'values' | 'joined';

export interface OktaOptions {
  readonly commas?: CommaOption;
  readonly arrays?: ArrayOption;
}

export interface AttributeValue {
  readonly text: string;
  /** False where it hangs on what is not known. */
  readonly certain: boolean;
}

export interface EvaluatedAttribute {
  /** In the order in which they are sent. */
  readonly values: readonly AttributeValue[];
  /** Whether there are no other values than these. */
  readonly complete: boolean;
  readonly missing: readonly Unknown[];
  /** Whether other values come out where Okta takes texts with commas the other way. */
  readonly dependsOnCommas: boolean;
}

const READINGS: Readonly<Record<CommaOption, CommaReading>> = {
  documented: { split: (text, alone) => alone !== false && !text.includes('arn:') },
  never: { split: () => false },
  'single-argument': { split: (_, alone) => alone !== false },
  always: { split: () => true },
};

export function evaluateAttribute(
  expression: OktaExpression,
  user: OktaUser,
  { commas = 'documented', arrays = 'values' }: OktaOptions = {},
): EvaluatedAttribute {
  const chosen = collect(evaluateExpression(expression, user, READINGS[commas]));
  const others = [READINGS.never, READINGS.always].map((reading) =>
    collect(evaluateExpression(expression, user, reading)),
  );
  const dependsOnCommas = others.some(({ values }) => keyOf(values) !== keyOf(chosen.values));
  return { ...(arrays === 'joined' ? join(chosen) : chosen), dependsOnCommas };
}

function keyOf(values: readonly AttributeValue[]): string {
  return values.map(({ text, certain }) => `${certain} ${text}`).join('\n');
}

type Collected = Omit<EvaluatedAttribute, 'dependsOnCommas'>;

function collect(value: OktaValue): Collected {
  const values: AttributeValue[] = [];
  const missing: Unknown[] = [];
  let complete = true;
  const visit = (one: OktaValue, certain: boolean): void => {
    if (isDoubt(one)) {
      appendAll(missing, one.missing);
      complete &&= !one.isOpen;
      for (const possible of one.possible) {
        visit(possible, false);
      }
    } else if (isList(one)) {
      for (const item of one.items) {
        visit(item, certain);
      }
    } else if (one !== null) {
      const text = textOfValue(one);
      if (text === undefined) {
        complete = false;
        missing.push({ kind: 'okta-value', subject: '{:}' });
      } else if (certain || !values.some((known) => known.text === text)) {
        values.push({ text, certain });
      }
    }
  };
  visit(value, true);
  const seen = new Set<string>();
  return { values, complete, missing: missing.filter(({ kind, subject }) => isNew(seen, `${kind}\n${subject}`)) };
}

function isNew(seen: Set<string>, key: string): boolean {
  return !seen.has(key) && seen.add(key).size > 0;
}

function join(collected: Collected): Collected {
  const { values } = collected;
  if (values.length < 2) {
    return collected;
  }
  return {
    ...collected,
    values: [{ text: values.map(({ text }) => text).join(','), certain: values.every(({ certain }) => certain) }],
  };
}
