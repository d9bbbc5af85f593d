import {
  GLOBAL_OPTIONS,
  LEGACY_COMMANDS,
  LEGACY_OPTIONS,
  LEGACY_VALUE_OPTIONS,
  SECRET_COMMANDS,
} from '../../access/databricks/secret-commands.ts';
import { optionOf, type SecretCommand } from '../../readers/databricks-secret-command.ts';
import { spanOf } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { modernise } from './modern-command.ts';

const FLAGS: ReadonlySet<string> = new Set([...GLOBAL_OPTIONS, '--debug']);
/** Names that people try for commands that are called otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  get: 'get-secret',
  'list-keys': 'list-secrets',
  'put-acls': 'put-acl',
  'create-secret': 'put-secret',
  'list-acl': 'list-acls',
};

export const secretCommand = defineRule({
  id: 'databricks/secret-command',
  appliesTo: 'databricks/secret-command',
  severity: 'error',
  fixable: true,
  holdsInExcerpts: true,
  summary: 'Arguments that `databricks secrets` refuses, often those of the legacy command line.',
  why: `The command line was written anew with version 0.205. It takes scope, key, principal and permission by their place, not by options: \`databricks secrets put-secret SCOPE KEY\` where the legacy one, up to 0.18, had \`databricks secrets put --scope SCOPE --key KEY\`. The old form stops with \`unknown flag: --scope\`. The legacy command line (the package \`databricks-cli\`) is no longer worked on.

Arguments are counted: one too many or too few, and the command stops. With \`--json\` there are none at all, since the body has them. A value is given by one of \`--string-value\` and \`--bytes-value\`, not by both.

Where a file installs the legacy command line itself, its syntax is noted as information only.`,
  sources: [
    'https://docs.databricks.com/en/dev-tools/cli/reference/secrets-commands.html',
    'https://docs.databricks.com/en/dev-tools/cli/migrate.html',
    'https://github.com/databricks/cli/issues/688',
  ],
  *check(command) {
    if (optionOf(command, '--help', '-h') || command.command.node.flawed) {
      return;
    }
    const isVault = command.name === 'create-scope' && optionOf(command, '--resource-id', '--dns-name');
    if (command.isLegacy) {
      if (!isVault) {
        yield legacySyntax(command);
      }
      return;
    }
    const { syntax, usesLegacyTool } = command;
    const finding = syntax && !usesLegacyTool ? refused(command, syntax.positional.length) : misspelt(command);
    if (finding) {
      yield finding;
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `databricks secrets put --scope app --key db-user --string-value "$DB_USER"
                   ^^^`,
      fixed: `databricks secrets put-secret app db-user --string-value "$DB_USER"`,
    },
    {
      language: 'shellscript',
      flagged: `databricks secrets put-acl \\
  --scope="$SCOPE" \\
  ^^^^^^^^^^^^^^^^
  --principal=users --permission=READ`,
      fixed: `databricks secrets put-acl \\
  "$SCOPE" \\
  users READ`,
    },
    {
      language: 'shellscript',
      flagged: `databricks secrets write-acl --permission READ --scope "$SCOPE" --principal users
                   ^^^^^^^^^`,
      fixed: `databricks secrets put-acl "$SCOPE" users READ`,
    },
    {
      language: 'shellscript',
      flagged: `databricks secrets create-scope app team
                                    ^^^^
databricks secrets list-secrets
                   ^^^^^^^^^^^^
databricks secrets put-secret app db-user --json @body.json
                              ^^^
databricks secrets put-secret app db-user --string-value "$A" --bytes-value "$B"
                                                              ^^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      flagged: `databricks secrets list-secret app
                   ^^^^^^^^^^^`,
      fixed: `databricks secrets list-secrets app`,
    },
    {
      language: 'yaml',
      flagged: `steps:
  - run: |
      # The scope is there already.
      databricks secrets put --scope app \\
                         ^^^
        --key "db-user" --string-value "$DB_USER"`,
      fixed: `steps:
  - run: |
      # The scope is there already.
      databricks secrets put-secret app \\
        "db-user" --string-value "$DB_USER"`,
    },
    {
      language: 'shellscript',
      flagged: `pip install databricks-cli
databricks secrets list --scope app
                   ^^^^`,
      fixed: `pip install databricks-cli
databricks secrets list-secrets app`,
    },
    {
      language: 'shellscript',
      clean: `databricks secrets create-scope app --profile prod
databricks secrets put-secret $SCOPE_AND_KEY
databricks secrets put-secret "$SCOPE" "$KEY" "\${OPTIONS[@]}"
databricks secrets put-acl app <application-id> READ
databricks secrets put-secret --json @body.json
databricks secrets put-secret --help
databricks secrets-uc create-secret a b c d
databricks secrets list-scopes --output json`,
    },
  ],
});

function legacySyntax(command: SecretCommand): RuleFinding {
  const { verb, name, syntax, options, usesLegacyTool } = command;
  const option = options.find((one) => LEGACY_OPTIONS[one.name] !== undefined || LEGACY_VALUE_OPTIONS.has(one.name));
  const isOldName = LEGACY_COMMANDS[verb.node.text] !== undefined;
  const today = ['databricks secrets', name, ...(syntax?.positional ?? []).map((role) => role.toUpperCase())].join(' ');
  const at = spanOf(isOldName ? verb : (option?.word ?? verb));
  const old = isOldName ? verb.node.text : (option?.name ?? '');
  const changes = modernise(command);
  return {
    at,
    ...(usesLegacyTool ? { severity: 'information' } : {}),
    message: usesLegacyTool
      ? message(
          '"{0}" is taken by the legacy command line only, which is no longer worked on. The one of today takes "{1}".',
          old,
          today,
        )
      : message(
          '"{0}" belongs to the legacy command line. Since version 0.205 it is refused. Write "{1}".',
          old,
          today,
        ),
    fixes: () => (changes ? [{ title: message('Write it as {0}', today), safe: false, changes }] : []),
  };
}

function misspelt({ name, verb }: SecretCommand): RuleFinding | undefined {
  const written = verb.node.text;
  if (name !== undefined || verb.node.opaque.length > 0) {
    return undefined;
  }
  const meant = OTHER_NAMES[written] ?? nearestName(written, Object.keys(SECRET_COMMANDS));
  if (meant === undefined) {
    return undefined;
  }
  return {
    at: spanOf(verb),
    unfinished: true,
    message: message('There is no command "databricks secrets {0}". Did you mean "{1}"?', written, meant),
    fixes: () => [
      {
        title: message('Change to {0}', meant),
        safe: false,
        changes: [{ verb: 'replace', node: verb, value: meant }],
      },
    ],
  };
}

/** What a command of today makes the command line stop. */
function refused(command: SecretCommand, wanted: number): RuleFinding | undefined {
  const { arguments: given, verb, syntax, name = '' } = command;
  const bytes = optionOf(command, '--bytes-value');
  const text = optionOf(command, '--string-value');
  if (bytes && text) {
    const second = bytes.word.start > text.word.start ? bytes : text;
    return at(
      spanOf(second.word),
      message('Only one of --string-value and --bytes-value is taken. Remove one of them.'),
    );
  }
  const fixed = given.filter(({ scalar: { node } }) => node.opaque.length === 0 || node.style === 'double');
  if (command.isOpen || !knowsOptions(command)) {
    return undefined;
  }
  const hasBody = syntax?.body && optionOf(command, '--json') !== undefined;
  const most = hasBody ? 0 : wanted;
  const extra = fixed.length > most ? fixed[most] : undefined;
  if (extra) {
    return at(
      spanOf(extra.scalar),
      hasBody
        ? message(
            'With --json the command takes no arguments: as it is, it stops. Give the names in the body, or leave --json off.',
          )
        : message('"{0}" takes fewer arguments: {1}. With more the command line stops.', name, wanted),
    );
  }
  const roles = (syntax?.positional ?? []).slice(given.length).map((role) => role.toUpperCase());
  const isMissing = !hasBody && roles.length > 0 && fixed.length === given.length && isWholeLine(command);
  return isMissing
    ? {
        ...at(spanOf(verb), message('"{0}" is given too little, and stops. Add {1}.', name, roles)),
        unfinished: true,
      }
    : undefined;
}

function at(span: RuleFinding['at'], text: Message): RuleFinding {
  return { at: span, message: text };
}

/** Whether it is known of each option whether the next word is its value. */
function knowsOptions({ options, syntax }: SecretCommand): boolean {
  return options.every(({ name }) => FLAGS.has(name) || syntax?.options.includes(name));
}

/** Whether nothing but words stands in it: `<scope>` is a redirection to the shell, and a name to be put in to the reader. */
function isWholeLine({ command }: SecretCommand): boolean {
  const last = command.node.line.at(-1);
  return last !== undefined && last.start + last.node.width === command.node.width;
}
