import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { type Around, defineRule, type Fix, findAround } from '../rule.ts';

/** What a person is to put in, and what the shell made of it. */
const PLACEHOLDER = /^<.*>$|^\[.*\]$|^(?:\.\.\.|x+|\*+|your[-_ ].*|.*(?:changeme|change_me|placeholder|example).*)$/i;

export const secretInCommand = defineRule({
  id: 'databricks/secret-in-command',
  appliesTo: 'databricks/stored-value',
  severity: 'warning',
  fixable: true,
  summary: 'The value of a secret on a command line.',
  why: `What stands on a command line is kept in the history of the shell, shown to everybody on the machine who lists processes, and written to the log of a pipeline. In a script it is in the repository as well, with all who ever read it.

Leave the value off: \`databricks secrets put-secret SCOPE KEY\` asks for it, or reads it from standard input, as in \`printf '%s' "$DB_PASSWORD" | databricks secrets put-secret app db-password\`. A value that has been in a file is to be replaced by a new one.`,
  sources: ['https://docs.databricks.com/en/security/secrets/secrets.html'],
  *check({ source, scalar, span, isLiteral }) {
    const isOnLine = source === 'option' || source === 'argument' || source === 'input';
    if (!isOnLine || !isLiteral || PLACEHOLDER.test(scalar.node.text.slice(span.start, span.end))) {
      return;
    }
    yield {
      at: spanIn(scalar, span.start, span.end),
      message: message(
        'The value of a secret stands on the command line: shells keep it in their history, pipelines in their logs. Read it from standard input or from a variable.',
      ),
      fixesWithin: (around) => (source === 'option' ? takeOut(around, scalar.start) : []),
    };
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `databricks secrets put-secret app db-password --string-value 'hunter2-for-real'
                                                              ^^^^^^^^^^^^^^^^`,
      fixed: `databricks secrets put-secret app db-password`,
    },
    {
      language: 'shellscript',
      flagged: `databricks secrets put-secret --json '{"scope": "app", "key": "db-password", "string_value": "hunter2-for-real"}'
                                                                                              ^^^^^^^^^^^^^^^^
printf %s 'hunter2-for-real' | databricks secrets put-secret app db-password
           ^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      clean: `databricks secrets put-secret app db-password --string-value "$DB_PASSWORD"
databricks secrets put-secret app db-password --string-value "<password>"
databricks secrets put-secret app db-password --string-value "$(cat password)"
printf '%s' "$DB_PASSWORD" | databricks secrets put-secret app db-password
databricks secrets put-secret app db-password < password`,
    },
    { clean: `{ "scope": "app", "key": "db-password", "string_value": "\${password}" }` },
  ],
});

/** Takes the option out, so that the command reads the value. */
function takeOut(around: Around, start: number): readonly Fix[] {
  const part = findAround(around, 'databricks/secret-command');
  if (!part || part.model.isLegacy || part.model.usesLegacyTool) {
    return [];
  }
  const { command } = part.model;
  const at = command.node.line.findIndex((word) => command.start + word.start === start);
  const isOneWord = /^--/.test(command.node.line[at]?.node.text ?? '');
  return [
    {
      title: message('Remove the value, so that the command reads it from standard input'),
      safe: false,
      changes: [
        {
          verb: 'replaceWords',
          command: { node: command.node, start: part.start + command.start },
          at: isOneWord ? at : at - 1,
          count: isOneWord ? 1 : 2,
          words: [],
        },
      ],
    },
  ];
}
