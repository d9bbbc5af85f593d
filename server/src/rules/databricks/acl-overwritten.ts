import { PERMISSIONS } from '../../access/databricks/secret-commands.ts';
import { grantInCommand } from '../../readers/databricks-acl-grant.ts';
import { knownName, type Naming } from '../../readers/databricks-name.ts';
import type { Program } from '../../readers/databricks-program.ts';
import { readSecretCommand, type SecretCommand } from '../../readers/databricks-secret-command.ts';
import { type CommandNode, itemsOf, moved, type Placed, type ScalarNode, spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

/** Words by which it depends on something whether a line is run, how often, with which variables, or where. */
const DEPENDS =
  /(?:^|[\s;&|(){}])(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|function|exit|return|read|source|eval|set)(?=$|[\s;&|(){}])|[{}()]|\|\||&&|;;|\w=|DATABRICKS_/;

const COMMENTS = /#[^\n]*/g;

const RANKS: readonly string[] = PERMISSIONS;

export const aclOverwritten = defineRule({
  id: 'databricks/acl-overwritten',
  appliesTo: 'databricks/program',
  severity: 'warning',
  fixable: false,
  summary: 'A permission on a secret scope that a later one in the same script replaces.',
  why: `A principal has one permission on a scope. \`put-acl\` does not add to it, it replaces it, so that of two for the same scope and principal the last one counts, even where it gives less: after \`MANAGE\` and then \`READ\` the principal can only read.

Each permission includes those below it: MANAGE writes and reads, WRITE reads. Keep the one that is meant.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets.html',
    'https://docs.databricks.com/en/dev-tools/cli/reference/secrets-commands.html',
  ],
  *check(program) {
    const last = new Map<string, { readonly permission: string; readonly stretch: number }>();
    for (const { command, start, stretch } of commandsOf(program)) {
      if (command.name === 'delete-acl' || command.name === 'delete-scope') {
        last.clear();
      }
      const grant = grantInCommand(command)[0]?.model;
      const permission = knownName(grant?.permission);
      const key = grant && keyOf(command, grant.scope, grant.principal);
      if (!permission || key === undefined || rankOf(permission.value) < 0) {
        continue;
      }
      const before = last.get(key);
      const isSame = before?.stretch === stretch;
      if (isSame && before.permission !== permission.value) {
        yield {
          at: moved(spanOfText(permission.scalar), start),
          message:
            rankOf(permission.value) < rankOf(before.permission)
              ? message(
                  'This replaces {0}, which the same principal was given above, and leaves less. A principal has one permission on a scope: keep the one that is meant.',
                  before.permission,
                )
              : message(
                  'This replaces {0}, which the same principal was given above to no effect. {1} includes it: remove the first one.',
                  before.permission,
                  permission.value,
                ),
        };
      }
      last.set(key, { permission: permission.value, stretch });
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `databricks secrets put-acl app data-team MANAGE
databricks secrets put-acl app ops READ
# They have to read it as well.
databricks secrets put-acl app data-team READ
                                         ^^^^
databricks secrets put-acl app ops WRITE
                                   ^^^^^`,
    },
    {
      language: 'shellscript',
      flagged: `databricks secrets put-acl "$SCOPE" "$TEAM" WRITE
databricks secrets put-acl "$SCOPE" "$TEAM" READ
                                            ^^^^`,
    },
    {
      language: 'shellscript',
      clean: `databricks secrets put-acl app data-team READ
databricks secrets put-acl app data-team READ
databricks secrets put-acl other data-team MANAGE
databricks secrets put-acl app data-team MANAGE --profile prod`,
    },
    {
      language: 'shellscript',
      clean: `if [ "$STAGE" = dev ]; then
  databricks secrets put-acl app data-team MANAGE
else
  databricks secrets put-acl app data-team READ
fi
TEAM=a
databricks secrets put-acl app "$TEAM" READ
TEAM=b
databricks secrets put-acl app "$TEAM" MANAGE`,
    },
  ],
});

function rankOf(permission: string): number {
  return RANKS.indexOf(permission);
}

/**
 * The commands on secrets of a script, in order. Those of one stretch are run one after the other, in the same workspace,
 * and variables stay what they are.
 */
// A long script is looked through with every key, and most of its commands are as they were.
const known = new WeakMap<CommandNode, SecretCommand | 'none'>();

/** Places in the command count from its own start. */
function commandOf(node: CommandNode): SecretCommand | undefined {
  const command = known.get(node) ?? readSecretCommand({ node, start: 0 }, false) ?? 'none';
  known.set(node, command);
  return command === 'none' ? undefined : command;
}

interface ScriptCommand {
  readonly command: SecretCommand;
  readonly start: number;
  readonly stretch: number;
}

function* commandsOf({ language, root, text }: Program): Generator<ScriptCommand> {
  let end = 0;
  let stretch = 0;
  for (const { node, start } of language === 'script' ? itemsOf(root) : []) {
    const command = node.kind === 'command' ? commandOf(node) : undefined;
    if (command) {
      const passed = text.slice(end, start).replace(COMMENTS, '');
      if (DEPENDS.test(passed)) {
        stretch++;
      }
      end = start + node.width;
      yield { command, start, stretch };
    }
  }
}

/** The same for the same principal on the same scope of the same workspace; variables are taken for what they are called. */
function keyOf(command: SecretCommand, scope: Naming, principal: Naming): string | undefined {
  if (typeof scope !== 'object' || typeof principal !== 'object' || command.isOpen) {
    return undefined;
  }
  const others = command.options
    .filter(({ name }) => !/^--(?:scope|principal|permission)$/.test(name))
    .map(({ word, value }) => `${word.node.text} ${textOf(value)}`);
  return [scope.value.toLowerCase(), principal.value, ...others.sort()].join('\n');
}

function textOf(value: Placed<ScalarNode> | undefined): string {
  return value?.node.text ?? '';
}
