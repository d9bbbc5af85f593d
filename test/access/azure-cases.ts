/** Named cases of what the evaluator decides: each says where the vendor writes it, and all of the answer. */
import { expect, test } from 'vitest';
import type { AccessFacts } from '../../server/src/access/azure/access-facts.ts';
import { ALICE, ask, assign, brief, decide, indexOf, role, VAULT } from './azure-inventory.ts';

export interface Case {
  readonly name: string;
  /** Below https://learn.microsoft.com/azure/role-based-access-control/ unless it is an issue or a whole address. */
  readonly source: string;
  readonly facts: AccessFacts;
  readonly principal?: string;
  readonly operation?: string;
  readonly on?: string;
  readonly expected: string;
}

export const READ = 'Microsoft.KeyVault/vaults/read';
export const WRITE = 'Microsoft.KeyVault/vaults/write';
export const GET = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';
export const grant = (scope: string, more = {}) => ({ roleAssignments: [assign(ALICE, role('Reader'), scope, more)] });
export const ALLOWED = 'allowed: role-assignment allows → role-entry allows';
export const NOTHING = 'denied: no-grant denies';

export function testCases(cases: readonly Case[]): void {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { facts, principal, operation, on, expected }) => {
    const request = ask(principal ?? ALICE, operation ?? READ, on ?? VAULT);
    expect(brief(decide(indexOf(facts), request))).toBe(expected);
  });

  test('every case says where it is written', () => {
    const mute = cases.filter(({ source }) => !/^(https:\/\/|[a-z-]+(#[a-z-]+)?$)/.test(source));
    expect(mute.map(({ name }) => name)).toEqual([]);
  });
}
