import { sayableName } from '../../access/databricks/property-name.ts';
import type { Setting } from '../../readers/databricks-setting.ts';
import type { Change } from '../../syntax/change.ts';
import { type Placed, type ScalarNode, type Span, spanIn } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { isSound } from './reference-place.ts';

export const confSeparator = defineRule({
  id: 'databricks/conf-separator',
  appliesTo: 'databricks/setting',
  severity: 'warning',
  fixable: true,
  summary: 'A name and a reference with the wrong sign between them in configuration text.',
  why: `The boxes on the page of a cluster take one property a line. A Spark property is a name, a blank and a value: \`spark.password {{secrets/app/password}}\`. An environment variable is a name, an equals sign and a value, without blanks and without \`export\`: \`PASSWORD={{secrets/app/password}}\`.

With another sign the name, or the value, is not what was meant, and the reference is no whole value any more. A \`spark-defaults.conf\` may have an equals sign, but it is no place for references: they are for the page of a cluster.`,
  sources: ['https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html'],
  *check(setting) {
    const flaw = hasSoundReference(setting) ? findFlaw(setting) : undefined;
    if (flaw) {
      const changes = flaw.changes;
      yield {
        at: flaw.at,
        message: flaw.message,
        fixes: () => [{ title: flaw.title, safe: false, changes }],
      };
    }
  },
  examples: [
    {
      language: 'spark-conf',
      flagged: `spark.storage.key={{secrets/billing/storage-key}}
                 ^
spark.storage.other = {{secrets/billing/other-key}}
                   ^^^
spark.storage.third: {{secrets/billing/third-key}}
                   ^`,
      fixed: `spark.storage.key {{secrets/billing/storage-key}}
spark.storage.other = {{secrets/billing/other-key}}
spark.storage.third: {{secrets/billing/third-key}}`,
    },
    {
      language: 'dotenv',
      flagged: `export STORAGE_KEY={{secrets/billing/storage-key}}
^^^^^^^
OTHER_KEY = {{secrets/billing/other-key}}
         ^^^
THIRD_KEY {{secrets/billing/third-key}}
         ^`,
      fixed: `STORAGE_KEY={{secrets/billing/storage-key}}
OTHER_KEY = {{secrets/billing/other-key}}
THIRD_KEY {{secrets/billing/third-key}}`,
    },
    {
      language: 'dotenv',
      flagged: `OTHER_KEY: {{secrets/billing/other-key}}
         ^^`,
      fixed: `OTHER_KEY={{secrets/billing/other-key}}`,
    },
    {
      language: 'spark-conf',
      clean: `spark.storage.key {{secrets/billing/storage-key}}
spark.storage.other\t {{secrets/billing/other-key}}
spark.executor.memory=4g`,
    },
    {
      language: 'dotenv',
      clean: `STORAGE_KEY={{secrets/billing/storage-key}}
export STAGE=test`,
    },
  ],
});

interface Flaw {
  readonly at: Span;
  readonly message: Message;
  readonly title: Message;
  readonly changes: readonly Change[];
}

function hasSoundReference({ text, references }: Setting): boolean {
  const [reference] = references;
  return (
    reference !== undefined &&
    isSound(reference) &&
    reference.span.start === 0 &&
    reference.span.end === text.value.length
  );
}

function findFlaw(setting: Setting): Flaw | undefined {
  const { name, separator, place } = setting;
  if (!name || separator === undefined) {
    return undefined;
  }
  return place === 'spark-conf'
    ? findInProperty(setting, name, separator)
    : place === 'environment-file'
      ? findInVariable(setting, name, separator)
      : undefined;
}

function findInProperty(setting: Setting, name: Placed<ScalarNode>, separator: string): Flaw | undefined {
  const { text } = name.node;
  const hasColon = text.endsWith(':');
  // A name without a dot is no property: it may be a variable's, in a file that has both.
  if (!text.includes('.') || (!hasColon && !separator.includes('='))) {
    return undefined;
  }
  const property = hasColon ? text.slice(0, -1) : text;
  return {
    at: hasColon ? spanIn(name, property.length, text.length) : separatorSpan(setting, name, separator),
    message: message(
      'On the page of a cluster a blank stands between a Spark property and its value. With another sign {0} does not get the secret.',
      sayableName(property),
    ),
    title: message('Write a blank between name and value'),
    changes: [{ verb: 'writeName', name, value: setting.text.scalar, text: property }],
  };
}

function findInVariable(setting: Setting, name: Placed<ScalarNode>, separator: string): Flaw | undefined {
  const { text, width } = name.node;
  const hasColon = text.endsWith(':');
  const variable = hasColon ? text.slice(0, -1) : text;
  const changes: readonly Change[] = [{ verb: 'writeName', name, value: setting.text.scalar, text: variable }];
  if (separator !== '=') {
    const from = separatorSpan(setting, name, separator);
    return {
      at: hasColon ? { start: from.start - 1, end: from.end } : from,
      message: message(
        'On the page of a cluster an equals sign alone stands between an environment variable and its value. As it is, {0} does not get the secret.',
        sayableName(variable),
      ),
      title: message('Write an equals sign between name and value'),
      changes,
    };
  }
  const prefix = width - text.length;
  return prefix > 0
    ? {
        at: { start: name.start, end: name.start + prefix },
        message: message(
          'On the page of a cluster a line begins with the name of the variable. Write it without what stands before {0}.',
          sayableName(variable),
        ),
        title: message('Write the name of the variable alone'),
        changes,
      }
    : undefined;
}

/** What stands between name and value. */
function separatorSpan({ text }: Setting, name: Placed<ScalarNode>, separator: string): Span {
  const start = name.start + name.node.width;
  return { start, end: Math.min(start + separator.length, text.scalar.start) };
}
