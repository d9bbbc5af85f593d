/** Conditions decided for requests of the evaluator: attributes have the values that whoever asks has given. */
import type { ConditionDecider } from './access-request.ts';
import { compileCondition } from './condition/compile-condition.ts';

/** The attribute under which a request says its sub-operation. */
const SUB_OPERATION = 'suboperation';

/**
 * Attributes are named as the condition writes them, `@Request[…]` or without the sign and the source, in any case; one
 * that nobody gave is unknown. An empty value says that the attribute is not there.
 */
export const decideByLanguage: ConditionDecider = (text, { operation, attributes }) => {
  const named = new Map([...attributes].map(([name, values]) => [plainName(name), values]));
  const subOperation = named.get(SUB_OPERATION)?.[0];
  const { value, missing } = compileCondition(text).decide({
    operation,
    ...(subOperation === undefined ? {} : { subOperation }),
    attribute: (source, path) => {
      const values = named.get(plainName(`@${source}[${path}]`)) ?? named.get(plainName(path));
      return values && (values.every((one) => one === '') ? null : values);
    },
  });
  return { value, missing };
};

function plainName(name: string): string {
  return name.trim().toLowerCase();
}
