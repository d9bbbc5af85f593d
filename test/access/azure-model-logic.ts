/** The small change of the plain model: values, texts, patterns, and what access policies give. */
import type { AccessPolicy } from '../../server/src/access/azure/access-facts.ts';

export type Verdict = 'yes' | 'no' | 'maybe';

export const low = (text: string): string => text.trim().toLowerCase();
export const path = (text: string): string => (low(text) === '/' ? '/' : low(text).replace(/\/$/, ''));
export const isId = (name: string): boolean =>
  name.includes('@') || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);

export function all(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('no') ? 'no' : verdicts.includes('maybe') ? 'maybe' : 'yes';
}
/** The same of questions, none of which is asked after a no. */
export function every(...questions: readonly (() => Verdict)[]): Verdict {
  let sum: Verdict = 'yes';
  for (const question of questions) {
    const verdict = question();
    if (verdict === 'no') {
      return 'no';
    }
    sum = all([sum, verdict]);
  }
  return sum;
}

const expressions = new Map<string, RegExp>();

export function expressionOf(entry: string): RegExp {
  const known = expressions.get(entry);
  if (known) {
    return known;
  }
  const parts = entry.split('*').map((part) => part.replaceAll('.', '\\.'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  expressions.set(entry, expression);
  return expression;
}

export function any(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('maybe') ? 'maybe' : 'no';
}
export function opposite(verdict: Verdict): Verdict {
  return verdict === 'yes' ? 'no' : verdict === 'no' ? 'yes' : 'maybe';
}

export const isEveryone = (id: string): boolean => /^[0-]+$/.test(id);

/** Applies a step until nothing new comes. */
export function grow(start: readonly string[], step: (known: ReadonlySet<string>) => readonly string[]): Set<string> {
  let known = new Set(start);
  for (;;) {
    const more = new Set([...known, ...step(known)]);
    if (more.size === known.size) {
      return known;
    }
    known = more;
  }
}

/** The operations of the random inventories, and what access policies give them. */
export function enough(policies: readonly AccessPolicy[], operation: string, isWhole: boolean): Verdict {
  const has = (list: 'keys' | 'secrets', permission: string): boolean =>
    policies.some((policy) => policy[list].some((one) => [permission, 'all'].includes(low(one))));
  const said = (given: boolean): Verdict => (given ? 'yes' : 'no');
  switch (operation.replace('microsoft.keyvault/vaults/', '')) {
    case 'secrets/getsecret/action':
      return said(has('secrets', 'get'));
    case 'secrets/readmetadata/action':
      return said(has('secrets', 'list'));
    case 'keys/read': {
      const [get, list] = [has('keys', 'get'), has('keys', 'list')];
      return !isWhole ? said(get) : get && list ? 'yes' : get || list ? 'maybe' : 'no';
    }
    case 'keyrotationpolicies/read':
      return has('keys', 'getrotationpolicy') ? 'yes' : has('keys', 'get') ? 'maybe' : 'no';
    default:
      return policies.length === 0 ? 'no' : 'maybe';
  }
}
