/** The words of a command line, as options of its command. */
import { parseArgs } from 'node:util';
import type { Plane } from '../access/azure/operation-pattern.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { CanOptions, QuestionOptions, WhatCanOptions } from './access-command.ts';
import type { CheckOptions } from './check-command.ts';
import type { LeastPrivilegeOptions } from './least-privilege-command.ts';
import { FORMATS } from './report.ts';
import type { RoleOptions } from './role-command.ts';
import { readSignInOptions, type SignInCommandOptions } from './sign-in-command.ts';
import { CommandError } from './terminal.ts';
import type { TestOptions } from './test-command.ts';

export type Command =
  | { readonly name: 'check'; readonly options: CheckOptions; readonly noColor: boolean }
  | { readonly name: 'role'; readonly options: RoleOptions; readonly noColor: boolean }
  | { readonly name: 'least-privilege'; readonly options: LeastPrivilegeOptions; readonly noColor: boolean }
  | { readonly name: 'can'; readonly options: CanOptions; readonly noColor: boolean }
  | { readonly name: 'who-can'; readonly options: QuestionOptions; readonly noColor: boolean }
  | { readonly name: 'what-can'; readonly options: WhatCanOptions; readonly noColor: boolean }
  | { readonly name: 'sign-in'; readonly options: SignInCommandOptions; readonly noColor: boolean }
  | { readonly name: 'test'; readonly options: TestOptions; readonly noColor: boolean }
  | { readonly name: 'migrate'; readonly file: string; readonly format: 'pretty' | 'json'; readonly noColor: boolean }
  | { readonly name: 'rules'; readonly format: 'pretty' | 'json'; readonly noColor: boolean }
  | { readonly name: 'explain'; readonly rule: string; readonly noColor: boolean }
  | { readonly name: 'lsp' | 'help' | 'version' };

const FLAGS = {
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  fix: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  stdin: { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  config: { type: 'string' },
  inventory: { type: 'string', multiple: true },
  quiet: { type: 'boolean' },
  control: { type: 'boolean' },
  data: { type: 'boolean' },
  limit: { type: 'string' },
  attribute: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  with: { type: 'string', multiple: true },
  user: { type: 'string' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  // What language clients put on the command line of a server.
  'node-ipc': { type: 'boolean' },
} as const;

const TAKES: Readonly<Record<string, readonly string[]>> = {
  check: ['format', 'fail-on', 'fix', 'dry-run', 'stdin', 'stdin-filename', 'config', 'inventory', 'quiet', 'no-color'],
  role: ['format', 'inventory', 'no-color'],
  'least-privilege': ['format', 'inventory', 'control', 'data', 'limit', 'no-color'],
  can: ['format', 'inventory', 'control', 'data', 'attribute', 'without', 'with', 'no-color'],
  'who-can': ['format', 'inventory', 'control', 'data', 'attribute', 'no-color'],
  'what-can': ['format', 'inventory', 'no-color'],
  'sign-in': ['format', 'inventory', 'user', 'no-color'],
  test: ['format', 'inventory', 'no-color'],
  migrate: ['format', 'no-color'],
  rules: ['format', 'no-color'],
  explain: ['no-color'],
  lsp: ['stdio', 'node-ipc', 'no-color'],
};

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: { ...FLAGS, stdio: { type: 'boolean' } } });
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

/** One of a few words, or the first of them where none is given. */
function oneOf<T extends string>(option: string, value: string | undefined, choices: readonly [T, ...T[]]): T {
  const found = value === undefined ? choices[0] : choices.find((choice) => choice === value);
  if (found === undefined) {
    throw new CommandError(`--${option} takes ${choices.join(', ')}, not "${value}"`);
  }
  return found;
}

export function readArguments(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  const [name, ...rest] = positionals;
  if (values.version) {
    return { name: 'version' };
  }
  if (values.help || name === 'help') {
    return { name: 'help' };
  }
  const taken = name === undefined ? undefined : TAKES[name];
  if (name === undefined || !taken) {
    throw new CommandError(
      name === undefined
        ? 'a command is missing; "grantscope --help" lists them'
        : `there is no command "${name}"; "grantscope --help" lists them`,
    );
  }
  const foreign = Object.keys(values).find((option) => !taken.includes(option));
  if (foreign !== undefined) {
    throw new CommandError(`${name} takes no --${foreign}`);
  }
  const noColor = values['no-color'] ?? false;
  const format = () => oneOf('format', values.format, ['pretty', 'json']);
  switch (name) {
    case 'check':
      return { name, noColor, options: checkOptions(values, rest) };
    case 'role':
      return {
        name,
        noColor,
        options: {
          asked: only(name, 'a name or an id', rest),
          format: format(),
          inventory: values.inventory ?? [],
        },
      };
    case 'least-privilege':
      return { name, noColor, options: leastPrivilegeOptions(values, rest, format()) };
    case 'can':
      return { name, noColor, options: canOptions(values, rest, format()) };
    case 'who-can':
      return { name, noColor, options: whoCanOptions(values, rest, format()) };
    case 'what-can':
      return {
        name,
        noColor,
        options: {
          principal: only(name, 'a principal', rest),
          format: format(),
          inventory: values.inventory ?? [],
        },
      };
    case 'sign-in':
      return { name, noColor, options: readSignInOptions(values, rest, format()) };
    case 'test':
      return { name, noColor, options: { paths: rest, format: format(), inventory: values.inventory ?? [] } };
    case 'migrate':
      return { name, noColor, file: onlyPath(name, rest), format: format() };
    case 'rules':
      return { name, noColor, format: format() };
    case 'explain':
      return { name, noColor, rule: only(name, 'the id of a rule', rest) };
    default:
      return { name: 'lsp' };
  }
}

/** Names may be given without quotes: `grantscope role Key Vault Reader`. */
function only(command: string, what: string, words: readonly string[]): string {
  if (words.length === 0) {
    throw new CommandError(`${command} needs ${what}`);
  }
  return words.join(' ');
}

function onlyPath(command: string, [path, ...others]: readonly string[]): string {
  if (path === undefined || others.length > 0) {
    throw new CommandError(`${command} needs one file`);
  }
  return path;
}

type Values = ReturnType<typeof parse>['values'];

function canOptions(values: Values, words: readonly string[], format: 'pretty' | 'json'): CanOptions {
  const [principal, operation, resource, ...others] = words;
  if (principal === undefined || operation === undefined || resource === undefined || others.length > 0) {
    throw new CommandError('can needs PRINCIPAL OPERATION RESOURCE');
  }
  return {
    principal,
    ...questionOptions('can', values, operation, resource, format),
    without: values.without ?? [],
    with: values.with ?? [],
  };
}

function whoCanOptions(values: Values, words: readonly string[], format: 'pretty' | 'json'): QuestionOptions {
  const [operation, resource, ...others] = words;
  if (operation === undefined || resource === undefined || others.length > 0) {
    throw new CommandError('who-can needs OPERATION RESOURCE');
  }
  return questionOptions('who-can', values, operation, resource, format);
}

function questionOptions(
  command: string,
  values: Values,
  operation: string,
  resource: string,
  format: 'pretty' | 'json',
): QuestionOptions {
  const attributes = new Map<string, readonly string[]>();
  for (const text of values.attribute ?? []) {
    const equals = text.indexOf('=', text.indexOf(']') + 1);
    if (equals <= 0) {
      throw new CommandError(`--attribute takes NAME=VALUE, not "${text}"`);
    }
    const name = text.slice(0, equals);
    attributes.set(name, [...(attributes.get(name) ?? []), text.slice(equals + 1)]);
  }
  return {
    operation,
    resource,
    plane: planeOf(command, values),
    attributes,
    format,
    inventory: values.inventory ?? [],
  };
}

function planeOf(command: string, { control, data }: Values): Plane | undefined {
  if (control && data) {
    throw new CommandError(`${command} takes either --control or --data`);
  }
  return control ? 'control' : data ? 'data' : undefined;
}

function leastPrivilegeOptions(
  values: Values,
  operations: readonly string[],
  format: 'pretty' | 'json',
): LeastPrivilegeOptions {
  const { limit = '10', inventory } = values;
  if (operations.length === 0) {
    throw new CommandError('least-privilege needs an operation, for instance Microsoft.KeyVault/vaults/read');
  }
  if (!/^[1-9]\d{0,5}$/.test(limit)) {
    throw new CommandError(`--limit takes a number from 1 on, not "${limit}"`);
  }
  const plane = planeOf('least-privilege', values);
  return { operations, plane, limit: Number(limit), format, inventory: inventory ?? [] };
}

function checkOptions(values: Values, paths: readonly string[]): CheckOptions {
  const [first, ...others] = FORMATS;
  if (values.stdin && paths.length > 0) {
    throw new CommandError('check takes either --stdin or paths');
  }
  if (values['dry-run'] && !values.fix) {
    throw new CommandError('--dry-run goes with --fix');
  }
  return {
    paths,
    format: oneOf('format', values.format, [first ?? 'pretty', ...others]),
    failOn: oneOf('fail-on', values['fail-on'], ['error', ...SEVERITIES.slice(1), 'never']),
    fix: values.fix ?? false,
    dryRun: values['dry-run'] ?? false,
    stdin: values.stdin ?? false,
    stdinName: values['stdin-filename'],
    config: values.config,
    inventory: values.inventory ?? [],
    quiet: values.quiet ?? false,
  };
}
