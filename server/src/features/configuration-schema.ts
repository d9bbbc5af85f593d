/** The JSON schema of `grantscope.json`, and of the editor's setting of the same name, from the table of rules. */
import { RULES } from '../rules/index.ts';
import { SEVERITIES } from '../rules/rule.ts';

type Schema = Readonly<Record<string, unknown>>;

export function rulesSchema(): Schema {
  const levels = ['off', ...SEVERITIES];
  return {
    type: 'object',
    description: 'How seriously each rule is taken.',
    properties: Object.fromEntries(
      RULES.map(({ id, severity, summary }) => [id, { enum: levels, default: severity, description: summary }]),
    ),
    additionalProperties: false,
  };
}

export function configurationSchema(): Schema {
  const files = { type: 'array', items: { type: 'string' }, description: 'Patterns of files, relative to this file.' };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Grantscope',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      rules: rulesSchema(),
      overrides: {
        type: 'array',
        description: 'Severities for some files; later ones win.',
        items: {
          type: 'object',
          required: ['files', 'rules'],
          properties: { files, rules: rulesSchema() },
          additionalProperties: false,
        },
      },
      ignore: { ...files, description: 'Patterns of files that are not checked.' },
    },
    additionalProperties: false,
  };
}

/** The part of the editor's settings that is ours; the rest is the editor's own. */
export function settingsSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { 'grantscope.rules': rulesSchema() },
  };
}
