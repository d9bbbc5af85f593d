/** The table of what has names: which names it can be given, and how it is put in words. */
import type { Facts } from '../access/facts.ts';
import type { Name, NamedPlace, NameKind } from '../inventory/named-place.ts';
import { type Message, message, type Translations } from '../rules/message.ts';
import type { Tree } from '../syntax/language.ts';
import { describeCustomRole } from './describe-custom-role.ts';
import { describeSecret } from './describe-secret.ts';

/** A place where something comes into being. */
export interface DeclaredAt {
  readonly uri: string;
  /** Counts from 1. */
  readonly line: number;
  readonly tree: Tree;
  readonly place: NamedPlace;
}

interface KindOfName {
  /** Whether its name can be changed: always, only where the workspace has the place that gives it, never. */
  readonly renames: 'always' | 'declared' | 'never';
  /** Why it cannot be called that, or undefined where it can. */
  refuse(newName: string, name: Name, facts: Facts): Message | undefined;
  /** What is known of it, as Markdown; undefined where that is for others to say. */
  describe(
    name: NamedPlace,
    declared: readonly DeclaredAt[],
    facts: Facts,
    translations: Translations,
  ): string | undefined;
}

/** What cannot be renamed is none of the things that can. */
export const NOTHING_TO_RENAME = message('There is nothing here that can be renamed.');

const LONGEST_ROLE_NAME = 512;

export const NAME_KINDS: Readonly<Record<NameKind, KindOfName>> = {
  'secret-scope': {
    renames: 'always',
    refuse: (newName) => refuseSecretName(newName, /^[\w.@-]{1,128}$/),
    describe: (name, declared, { secrets }, translations) => describeSecret(name, secrets, declared, translations),
  },
  'secret-key': {
    renames: 'always',
    refuse: (newName) => refuseSecretName(newName, /^[\w.-]{1,128}$/),
    describe: (name, declared, { secrets }, translations) => describeSecret(name, secrets, declared, translations),
  },
  'role-name': {
    renames: 'declared',
    refuse: refuseRoleName,
    describe: (name, declared, facts, translations) =>
      facts.roles.byName(name.value) ? undefined : describeCustomRole(declared, facts, translations),
  },
  'role-id': {
    renames: 'never',
    refuse: () => NOTHING_TO_RENAME,
    describe: (name, declared, facts, translations) =>
      facts.roles.byId(name.value) ? undefined : describeCustomRole(declared, facts, translations),
  },
};

function refuseSecretName(newName: string, allowed: RegExp): Message | undefined {
  return allowed.test(newName)
    ? undefined
    : message(
        '"{0}" is no name for it: it takes letters, digits, dashes, underscores and dots (a scope at signs as well), at most 128.',
        newName,
      );
}

function refuseRoleName(newName: string, { value }: Name, { roles, customRoles }: Facts): Message | undefined {
  if (newName.trim() !== newName || newName === '' || newName.length > LONGEST_ROLE_NAME || /[\r\n]/.test(newName)) {
    return message(
      '"{0}" is no name for a role: it takes one line of at most {1} characters, without blanks around.',
      newName,
      LONGEST_ROLE_NAME,
    );
  }
  const isAnother = newName.toLowerCase() !== value.trim().toLowerCase();
  const isTaken = roles.byName(newName) !== undefined || customRoles.byName(newName).length > 0;
  return isAnother && isTaken ? message('There is a role with the name "{0}" already.', newName) : undefined;
}
