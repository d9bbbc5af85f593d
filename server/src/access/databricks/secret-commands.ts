/**
 * The commands `databricks secrets …`, as the command line 0.205 and later takes them (cobra: positional arguments are
 * exact, and with `--json` there are none), and as the legacy one up to 0.18 took them.
 */

/** What a positional argument names. */
export type ArgumentRole = 'scope' | 'key' | 'principal' | 'permission';

export interface CommandSyntax {
  /** The positional arguments, all of them needed. */
  readonly positional: readonly ArgumentRole[];
  /** Options with a value. */
  readonly options: readonly string[];
  /** Whether a body may be given by `--json` in place of the positional arguments. */
  readonly body: boolean;
  /** Whether it reads the value of a secret from standard input where no option gives it. */
  readonly readsInput?: true;
}

export const SECRET_COMMANDS: Readonly<Record<string, CommandSyntax>> = {
  'create-scope': {
    positional: ['scope'],
    options: ['--initial-manage-principal', '--scope-backend-type'],
    body: true,
  },
  'delete-scope': { positional: ['scope'], options: [], body: true },
  'list-scopes': { positional: [], options: ['--limit'], body: false },
  'put-secret': {
    positional: ['scope', 'key'],
    options: ['--string-value', '--bytes-value'],
    body: true,
    readsInput: true,
  },
  'get-secret': { positional: ['scope', 'key'], options: [], body: false },
  'delete-secret': { positional: ['scope', 'key'], options: [], body: true },
  'list-secrets': { positional: ['scope'], options: ['--limit'], body: false },
  'put-acl': { positional: ['scope', 'principal', 'permission'], options: [], body: true },
  'get-acl': { positional: ['scope', 'principal'], options: [], body: false },
  'list-acls': { positional: ['scope'], options: ['--limit'], body: false },
  'delete-acl': { positional: ['scope', 'principal'], options: [], body: true },
};

/** Options of every command. Those with a value; all others are flags. */
export const GLOBAL_OPTIONS: ReadonlySet<string> = new Set([
  '--json',
  '--output',
  '-o',
  '--profile',
  '-p',
  '--target',
  '-t',
  '--log-file',
  '--log-format',
  '--log-level',
  '--progress-format',
  '--var',
]);

/** What the legacy command line called them. */
export const LEGACY_COMMANDS: Readonly<Record<string, string>> = {
  put: 'put-secret',
  write: 'put-secret',
  list: 'list-secrets',
  delete: 'delete-secret',
  'write-acl': 'put-acl',
};

/** The options by which the legacy command line took what is positional now. */
export const LEGACY_OPTIONS: Readonly<Record<string, ArgumentRole>> = {
  '--scope': 'scope',
  '--key': 'key',
  '--principal': 'principal',
  '--permission': 'permission',
};

/** Further options of the legacy command line that have a value. */
export const LEGACY_VALUE_OPTIONS: ReadonlySet<string> = new Set([
  '--binary-file',
  '--resource-id',
  '--dns-name',
  '--jobs-api-version',
]);

export const PERMISSIONS = ['READ', 'WRITE', 'MANAGE'] as const;
