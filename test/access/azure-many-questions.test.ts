/** Questions about everybody and many questions at once answer as single questions do. */
import { describe, expect, test } from 'vitest';
import { AccessIndex } from '../../server/src/access/azure/access-index.ts';
import { decideAccess, decideOutcome } from '../../server/src/access/azure/decide-access.ts';
import { PreparedRequests } from '../../server/src/access/azure/prepared-requests.ts';
import { whoCan, whoCanBriefly } from '../../server/src/access/azure/who-can.ts';
import {
  ALICE,
  alias,
  ask,
  assign,
  BOB,
  decideCondition,
  ENGINEERS,
  group,
  indexOf,
  RG,
  role,
  STAFF,
  SUB,
  VAULT,
} from './azure-inventory.ts';
import { randomCase } from './azure-random.ts';

const RUNS = Number(process.env.GRANTSCOPE_MODEL_RUNS ?? 20_000) / 20;
const SEED = Number(process.env.GRANTSCOPE_MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const READ = 'Microsoft.KeyVault/vaults/read';
const reader = role('Reader');

describe(`on ${RUNS.toLocaleString('en')} random inventories from seed ${SEED}`, () => {
  const cases = function* () {
    for (let seed = SEED; seed < SEED + RUNS; seed++) {
      const { sources, builtIn, request } = randomCase(seed);
      const index = new AccessIndex({
        byId: (id) => builtIn.find((one) => one.id === id),
        byName: (name) => builtIn.find((one) => one.name.toLowerCase() === name.trim().toLowerCase()),
      });
      for (const [source, facts] of sources) {
        index.update(source, facts);
      }
      yield { seed, index, request };
    }
  };

  test('who can names whoever may, asked one by one', () => {
    let found = 0;
    for (const { seed, index, request } of cases()) {
      const single = index.state.principals.flatMap(({ principal }) => {
        const outcome = decideOutcome(index, { ...request, principal }, decideCondition);
        return outcome === 'denied' ? [] : [{ principal, outcome }];
      });
      expect(whoCanBriefly(index, request, decideCondition), `seed ${seed}`).toEqual(single);
      expect(whoCan(index, request, decideCondition), `seed ${seed}`).toEqual(
        single.map(({ principal }) => ({
          principal,
          decision: decideAccess(index, { ...request, principal }, decideCondition),
        })),
      );
      found += single.length;
    }
    expect(found).toBeGreaterThan(RUNS);
  });

  test('prepared requests are decided as single ones, in their order', () => {
    for (const { seed, index, request } of cases()) {
      const requests = [
        request,
        ...index.state.principals.map(({ principal }) => ({ ...request, principal })),
        request,
      ];
      const prepared = new PreparedRequests(index, requests);
      const single = requests.map((one) => decideOutcome(index, one, decideCondition));
      expect(prepared.decideOutcomes(decideCondition), `seed ${seed}`).toEqual(single);
      expect(prepared.countAllowed(decideCondition)).toBe(single.filter((one) => one === 'allowed').length);
    }
  });
}, 600_000);

test('prepared requests follow the facts', () => {
  const index = indexOf({ roleAssignments: [assign(ALICE, reader, RG)] });
  const prepared = new PreparedRequests(index, [
    ask(BOB, READ, VAULT),
    ask(ALICE, 'Microsoft.KeyVault/vaults/write', VAULT),
    ask(ALICE, READ, VAULT.toUpperCase()),
    ask(ALICE, READ, 'no scope'),
  ]);
  expect(prepared.decideOutcomes(decideCondition)).toEqual(['denied', 'denied', 'allowed', 'undetermined']);
  index.update('source0', { roleAssignments: [assign(BOB, reader, SUB)] });
  expect(prepared.decideOutcomes(decideCondition)).toEqual(['allowed', 'denied', 'denied', 'undetermined']);
  expect(new PreparedRequests(index, []).decideOutcomes(decideCondition)).toEqual([]);
});

test('who can finds members through circles of groups and through names that mean several', () => {
  const index = indexOf({
    roleAssignments: [assign('Doe', reader, RG)],
    groups: [group(ENGINEERS, [STAFF, ALICE]), group(STAFF, [ENGINEERS])],
    aliases: [alias('Doe', ENGINEERS), alias('Doe', BOB), alias('alice@contoso.com', ALICE)],
  });
  const asked = { operation: READ, plane: 'control', resource: VAULT, attributes: new Map() } as const;
  const found = whoCanBriefly(index, asked, decideCondition);
  expect(found.map(({ principal, outcome }) => [principal, outcome])).toEqual(
    [ENGINEERS, STAFF, BOB, 'alice@contoso.com'].sort().map((principal) => [principal, 'undetermined']),
  );
});

describe('of what is held elsewhere, a denial names', () => {
  const other = `${SUB}/resourceGroups/other`;
  const origin = (offset: number) => ({ origin: { uri: 'file:///a.json', offset } });
  const missed = (...scopes: readonly string[]) => {
    const index = indexOf({
      roleAssignments: scopes.map((scope, at) => assign(ALICE, reader, scope, origin(at))),
    });
    return decideAccess(index, ask(ALICE, READ, VAULT), decideCondition).reasons.at(-1);
  };
  const elsewhere = `/subscriptions/${'9'.repeat(8)}-9999-4999-8999-${'9'.repeat(12)}`;

  test('the nearest, whatever is written first', () => {
    expect(missed(elsewhere, other, `${RG}/providers/Microsoft.KeyVault/vaults/sibling`)).toMatchObject({
      id: 'azure/other-scope',
      scope: `${RG}/providers/Microsoft.KeyVault/vaults/sibling`,
      relation: 'elsewhere',
    });
    expect(missed(elsewhere, other)).toMatchObject({ scope: other, relation: 'elsewhere' });
    expect(missed(elsewhere)).toMatchObject({ scope: elsewhere, relation: 'elsewhere' });
  });

  test('of equals the one that is written first', () => {
    expect(missed(`${other}2`, other)).toMatchObject({ scope: `${other}2` });
  });

  test('what is below the resource as below', () => {
    expect(missed(`${VAULT}/secrets/one`, other)).toMatchObject({ scope: `${VAULT}/secrets/one`, relation: 'below' });
  });
});
