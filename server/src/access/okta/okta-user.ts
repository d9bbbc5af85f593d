/** What is known of a user of Okta, and what can be told of them from that. */
import { matchesPattern } from '../aws/pattern.ts';
import type { Answer } from '../facts.ts';
import type { GroupTest } from './okta-groups.ts';
import { parseRegularExpression } from './okta-pattern.ts';

export interface OktaGroupFact {
  readonly name: string;
  /** Undefined where no file says it. */
  readonly id?: string;
}

export interface OktaUser {
  readonly login: string;
  /** The groups that are known. */
  readonly groups: readonly OktaGroupFact[];
  /** Whether these are all. */
  readonly hasAllGroups: boolean;
  /** By path, for instance `user.email` or `appuser.userName`. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
  /** Whether these are all that begin with `user.`; the login is always there. */
  readonly hasAllAttributes: boolean;
}

/** The value of an attribute; absent where the user has none. */
export function attributeOf(user: OktaUser, path: string): string | readonly string[] | 'unknown' | undefined {
  if (path === 'user.login') {
    return user.login;
  }
  const value = Object.hasOwn(user.attributes, path) ? user.attributes[path] : undefined;
  return value ?? (user.hasAllAttributes && path.startsWith('user.') ? undefined : 'unknown');
}

/** Whether a user is in a group. */
export function isMember(user: OktaUser, by: GroupTest, text: string): Answer {
  const test = testOf(by, text);
  if (!test) {
    return 'unknown';
  }
  if (user.groups.some(test)) {
    return 'yes';
  }
  const areKnown = by !== 'id' || user.groups.every(({ id }) => id !== undefined);
  return user.hasAllGroups && areKnown ? 'no' : 'unknown';
}

function testOf(by: GroupTest, text: string): ((group: OktaGroupFact) => boolean) | undefined {
  switch (by) {
    case 'name':
      return ({ name }) => name === text;
    case 'id':
      return ({ id }) => id === text;
    case 'name-prefix':
      return ({ name }) => name.startsWith(text);
    case 'name-part':
      return ({ name }) => name.includes(text);
    case 'name-pattern': {
      const pattern = parseRegularExpression(text, 'anywhere');
      return pattern && (({ name }) => matchesPattern(pattern, name));
    }
  }
}
