/**
 * Decisions about secrets against a plain model, on random inventories with all that makes deciding hard: circles, gaps,
 * contradictions, blank names, names in several spellings. `GRANTSCOPE_MODEL_RUNS` says how many, `GRANTSCOPE_MODEL_SEED` where
 * to begin.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideSecretAccess, decideSecretOutcome } from '../../server/src/access/databricks/decide-secret-access.ts';
import type { SecretAccessFacts } from '../../server/src/access/databricks/secret-access-facts.ts';
import {
  readSecretOperation,
  SECRET_OPERATIONS,
  type SecretAccessRequest,
} from '../../server/src/access/databricks/secret-access-request.ts';
import type { SecretReason } from '../../server/src/access/databricks/secret-reason.ts';
import { whatCanSecret } from '../../server/src/access/databricks/what-can-secret.ts';
import type { Outcome } from '../../server/src/access/decision.ts';
import { decideNaively } from './secret-model.ts';

const RUNS = Number(process.env.GRANTSCOPE_MODEL_RUNS ?? 20_000);
const SEED = Number(process.env.GRANTSCOPE_MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));

const PEOPLE = ['ann@x.com', 'bob@x.com', '11111111-1111-4111-8111-111111111111', 'Ann'];
const GROUPS = ['team', 'crew', 'guests', 'admins', 'users'];
const NAMES = [...PEOPLE, ...GROUPS];
const SCOPES = ['kv', 'kv', 'kv', 'other'];
const OPERATIONS = Object.keys(SECRET_OPERATIONS).flatMap((name) => readSecretOperation(name) ?? []);

const spelt = (names: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 11 }))
    .map(([name, how]) => (how === 0 ? name.toUpperCase() : how === 1 ? ` ${name}` : name));
const name = fc.oneof({ weight: 40, arbitrary: spelt(NAMES) }, { weight: 1, arbitrary: fc.constantFrom('', ' ') });
const group = fc.oneof({ weight: 40, arbitrary: spelt(GROUPS) }, { weight: 1, arbitrary: fc.constant('') });
const scope = fc
  .tuple(fc.constantFrom(...SCOPES), fc.integer({ min: 0, max: 9 }))
  .map(([text, how]) => (how === 0 ? text.toUpperCase() : text));
const origin = fc.nat(9).map((offset) => ({ uri: 'file:///f', offset }));
const often = (percent: number): fc.Arbitrary<boolean> => fc.nat(99).map((one) => one < percent);
const permissionName = fc.constantFrom('READ', 'READ', 'WRITE', 'WRITE', 'MANAGE', 'read', 'CAN_READ');
const backend = fc.constantFrom('DATABRICKS', 'DATABRICKS', 'DATABRICKS', 'AZURE_KEYVAULT', 'OTHER');

const someFacts: fc.Arbitrary<SecretAccessFacts> = fc.record({
  scopes: fc.array(
    fc
      .record({ scope, hasAllPermissions: often(80), origin, backend, hasBackend: often(85) })
      .map(({ hasBackend, backend: told, ...fact }) => (hasBackend ? { ...fact, backend: told } : fact)),
    { maxLength: 3 },
  ),
  hasAllScopes: often(60),
  permissions: fc.array(
    fc
      .record({ scope, principal: name, permission: permissionName, origin, kind: fc.nat(9) })
      .map(({ kind, ...fact }) => ({
        ...fact,
        state: 'deployed' as const,
        ...(kind < 8 ? {} : { principalKind: kind === 8 ? ('group' as const) : ('other' as const) }),
      })),
    { maxLength: 5 },
  ),
  initialManagers: fc.array(
    fc.record({ scope, principal: name, as: fc.constantFrom('creator', 'initial-manage-principal'), origin }),
    { maxLength: 1 },
  ),
  groups: fc.array(fc.record({ group, members: fc.array(name, { maxLength: 3 }), closed: often(90), origin }), {
    maxLength: 4,
  }),
  admins: fc.option(fc.array(fc.record({ principal: name, origin }), { maxLength: 1 }), { freq: 4, nil: undefined }),
  aliases: fc.array(fc.record({ names: fc.array(name, { minLength: 1, maxLength: 3 }), origin }), { maxLength: 2 }),
  clusterOwners: fc.constant([]),
  clusters: fc.constant([]),
});

const someRequest: fc.Arbitrary<SecretAccessRequest> = fc
  .record({
    principal: fc.oneof({ weight: 9, arbitrary: name }, { weight: 1, arbitrary: fc.constant('nobody@x.com') }),
    operation: fc.constantFrom(...OPERATIONS),
    scope,
    below: fc.constantFrom('', '', '', '/key', '/acls/', '/a/b'),
    entry: name,
  })
  .map(({ scope: asked, below, entry, ...request }) => ({
    ...request,
    resource: `databricks:/secrets/${asked}${below}${below === '/acls/' ? entry : ''}`,
  }));

/** Whether each link begins where the one before it ends. */
function isConnected(principal: string, reasons: readonly SecretReason[]): boolean {
  let at = principal.trim().toLowerCase();
  for (const link of reasons) {
    const [from, to] =
      link.id === 'databricks/alias'
        ? [link.name, link.otherName]
        : link.id === 'databricks/group-membership'
          ? [link.member, link.group]
          : link.id === 'databricks/doubtful-membership'
            ? [link.principal, link.group]
            : link.id === 'databricks/acl' || link.id === 'databricks/creator'
              ? [link.principal, link.principal]
              : [at, at];
    if (from.trim().toLowerCase() !== at) {
      return false;
    }
    at = to.trim().toLowerCase();
  }
  return true;
}

/** Whether a principal holds something that suffices, certainly or perhaps, where it is allowed or may be. */
function isHeld(
  facts: SecretAccessFacts,
  { principal }: SecretAccessRequest,
  reasons: readonly SecretReason[],
): boolean {
  const grant = reasons.find(({ effect }) => effect === 'allow');
  return !grant || whatCanSecret(facts, principal).some(({ certain }) => certain);
}

test(`decides as the plain model does, on ${RUNS.toLocaleString('en')} random inventories from seed ${SEED}`, () => {
  const counts: Record<Outcome, number> = { allowed: 0, denied: 0, undetermined: 0 };
  fc.assert(
    fc.property(someFacts, someRequest, (facts, request) => {
      const { outcome, reasons, unknowns } = decideSecretAccess(facts, request);
      const last = reasons.at(-1);
      const isSound =
        outcome === decideNaively(facts, request) &&
        outcome === decideSecretOutcome(facts, request) &&
        last !== undefined &&
        isConnected(request.principal, reasons) &&
        isHeld(facts, request, reasons) &&
        unknowns.length > 0 === (outcome === 'undetermined') &&
        (outcome !== 'denied' || last.effect === 'deny') &&
        (outcome !== 'allowed' || last.effect === 'allow');
      if (!isSound) {
        expect.fail(JSON.stringify({ expected: decideNaively(facts, request), outcome, unknowns, reasons }));
      }
      counts[outcome]++;
    }),
    { numRuns: RUNS, seed: SEED },
  );
  console.log(`${RUNS.toLocaleString('en')} cases from seed ${SEED} agree: ${JSON.stringify(counts)}`);
  // None of the answers is so rare that it is not tested.
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(RUNS / 20);
}, 1_800_000);
