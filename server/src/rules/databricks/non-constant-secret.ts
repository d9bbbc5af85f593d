import type { Placed } from '../../syntax/tree.ts';
import { isScalar, spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const nonConstantSecret = defineRule({
  id: 'databricks/non-constant-secret',
  appliesTo: 'databricks/secret-use',
  severity: 'error',
  fixable: false,
  summary: 'The SQL function `secret` with a scope or key that is no constant.',
  why: `\`secret(scope, key)\` and \`try_secret\` take constant strings only. A column makes the statement fail with \`INVALID_SECRET_LOOKUP.SECRET_FUNCTION_SCOPE_NOT_CONSTANT\` or \`SECRET_FUNCTION_KEY_NOT_CONSTANT\`.

Write the names as literals, or as parameters (\`:scope\`) that are filled in before the statement runs. A bare name may also be a variable of the session, so it is a warning only.`,
  sources: [
    'https://docs.databricks.com/sql/language-manual/functions/secret.html',
    'https://docs.databricks.com/error-messages/invalid-secret-lookup-error-class.html',
  ],
  *check({ api, method, arguments: args }) {
    if (api !== 'sql' || !/^(?:try_)?secret$/i.test(method)) {
      return;
    }
    for (const [index, { value }] of args.slice(0, 2).entries()) {
      const kind = value && variability(value);
      if (value && kind) {
        yield {
          at: spanOf(value),
          ...(kind === 'perhaps' ? { severity: 'warning' } : {}),
          message:
            index === 0
              ? message(
                  'The scope of a secret has to be a constant string here; with a column the statement fails. Write the name of the scope.',
                )
              : message(
                  'The key of a secret has to be a constant string here; with a column the statement fails. Write the name of the key.',
                ),
        };
      }
    }
  },
  examples: [
    {
      language: 'sql',
      flagged: `SELECT secret(c.scope_name, 'password') FROM config c;
              ^^^^^^^^^^^^
SELECT try_secret('app', key_name) FROM config;
                         ^^^^^^^^
SELECT secret('app', concat(prefix, '-password')) FROM config;
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'sql',
      clean: `SELECT secret('app', 'password'), try_secret("app", 'password');
SELECT secret(:scope, :key), secret('\${scope}', '{{ key }}');
SELECT secret('app', concat('db', '-password')), secret(\${scope}, ?);
SELECT * FROM list_secrets();
SELECT session.secret FROM t`,
    },
  ],
});

/** Whether a value is surely no constant, or perhaps none; undefined where nothing speaks against it. */
function variability(value: Placed): 'surely' | 'perhaps' | undefined {
  if (isScalar(value)) {
    const { type, text } = value.node;
    if (type !== 'word' || /^(?:session|system|null|current_\w+|true|false)\b/i.test(text)) {
      return undefined;
    }
    return /^[\w`]+\.[\w`.]+$/.test(text) ? 'surely' : 'perhaps';
  }
  const { node } = value;
  if (node.kind !== 'call' || node.callee.toLowerCase() === 'identifier') {
    return undefined;
  }
  // What is alone in a group is a parameter, and a name before an arrow names an argument.
  const isPlain = node.callee !== '' || (node.children.length > 1 && node.children[0]?.kind !== 'scalar');
  const isJoined =
    node.callee === '' && node.children.some((child) => child.kind === 'scalar' && child.type === 'string');
  const first = node.children[0];
  const isNamed = first?.kind === 'scalar' && /^(?:scope|key)$/i.test(first.text);
  if (isNamed || (!isPlain && !(isJoined && node.children.length > 1))) {
    return undefined;
  }
  const inner = node.children.map((child, index) =>
    variability({ node: child, start: value.start + (node.starts[index] ?? 0) }),
  );
  return inner.some((one) => one !== undefined) ? 'perhaps' : undefined;
}
