import { optionOf, type SecretCommand } from '../../readers/databricks-secret-command.ts';
import type { Change } from '../../syntax/change.ts';
import { spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

export const trailingNewlineSecret = defineRule({
  id: 'databricks/trailing-newline-secret',
  appliesTo: 'databricks/secret-command',
  severity: 'information',
  fixable: true,
  summary: 'A secret that is stored with the newline at its end.',
  why: `Without \`--string-value\`, \`put-secret\` stores all that it reads from standard input, as it is. A here-document, a here-string and \`echo\` end with a newline, which becomes the last character of the secret. A password with a newline at its end is another password, and the newline is not to be seen where the value is redacted.

Write \`printf '%s' "$VALUE" | databricks secrets put-secret SCOPE KEY\`. Where the secret is a file of several lines, as a certificate, a newline at the end does no harm.`,
  sources: ['https://github.com/databricks/cli/blob/main/cmd/workspace/secrets/put_secret.go'],
  *check(command) {
    const { input } = command.command.node;
    const reads =
      command.name === 'put-secret' &&
      !command.isLegacy &&
      !command.command.node.flawed &&
      !optionOf(command, '--string-value', '--bytes-value', '--json', '--help', '-h');
    if (!reads || !input) {
      return;
    }
    const start = command.command.start + input.start;
    const { node } = input;
    if (node.kind === 'scalar') {
      const isDocument = node.style.startsWith('here');
      // A text of several lines is a file, which may well end with one.
      if (node.flawed || node.text.trimEnd().includes('\n')) {
        return;
      }
      yield {
        at: isDocument ? spanOf(command.verb) : spanOf({ node, start }),
        message: isDocument
          ? message(
              'The newline at the end of the here-document becomes part of the secret. Write "printf \'%s\' … | databricks secrets put-secret" instead.',
            )
          : message(
              'A here-string ends with a newline, which becomes part of the secret. Write "printf \'%s\' … | databricks secrets put-secret" instead.',
            ),
      };
      return;
    }
    const [program, ...words] = node.line;
    if (program?.node.text === 'echo' && words.length > 0 && !/^-[eE]*n/.test(words[0]?.node.text ?? '')) {
      yield {
        at: spanOf({ node: program.node, start: start + program.start }),
        message: message(
          '"echo" ends with a newline, which becomes part of the secret. Write "printf \'%s\'" instead.',
        ),
        fixes: () => {
          const changes = printInstead(command);
          return changes ? [{ title: message('Change to {0}', "printf '%s'"), safe: false, changes }] : [];
        },
      };
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `echo "$PASSWORD" | databricks secrets put-secret app db-password
^^^^`,
      fixed: `printf %s "$PASSWORD" | databricks secrets put-secret app db-password`,
    },
    {
      language: 'shellscript',
      flagged: `databricks secrets put-secret app db-password <<END
                   ^^^^^^^^^^
$PASSWORD
END
databricks secrets put-secret app db-password <<< "$PASSWORD"
                                                  ^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      clean: `echo -n "$PASSWORD" | databricks secrets put-secret app db-password
printf '%s' "$PASSWORD" | databricks secrets put-secret app db-password
databricks secrets put-secret app db-password < password
databricks secrets put-secret app certificate <<END
-----BEGIN CERTIFICATE-----
$CERTIFICATE
-----END CERTIFICATE-----
END`,
    },
  ],
});

/** Only where `echo` has one argument does `printf %s` print the same. */
function printInstead({ command }: SecretCommand): readonly Change[] | undefined {
  const { input } = command.node;
  if (input?.node.kind !== 'command' || input.node.line.length !== 2 || input.node.line[1]?.node.text.startsWith('-')) {
    return undefined;
  }
  const echo = { node: input.node, start: command.start + input.start };
  return [{ verb: 'replaceWords', command: echo, at: 0, count: 1, words: ['printf', '%s'] }];
}
