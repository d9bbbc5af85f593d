/**
 * The evaluator against a plain model of the documented algorithm, on random inventories. `GRANTSCOPE_MODEL_RUNS` says how
 * many, `GRANTSCOPE_MODEL_SEED` where to begin; each case is made from one number, so that a failure can be repeated.
 */
import { expect, test } from 'vitest';
import { AccessIndex } from '../../server/src/access/azure/access-index.ts';
import { decideAccess, decideOutcome, isAllowed } from '../../server/src/access/azure/decide-access.ts';
import type { Outcome } from '../../server/src/access/decision.ts';
import { NaiveModel, worldOf } from './azure-model.ts';
import type { Verdict } from './azure-model-logic.ts';
import { decideCondition, type RandomCase, randomCase } from './azure-random.ts';

const RUNS = Number(process.env.GRANTSCOPE_MODEL_RUNS ?? 20_000);
const SEED = Number(process.env.GRANTSCOPE_MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));

const OUTCOMES: Readonly<Record<Verdict, Outcome>> = { yes: 'allowed', no: 'denied', maybe: 'undetermined' };

function rolesOf(builtIn: RandomCase['builtIn']) {
  return {
    byId: (id: string) => builtIn.find((role) => role.id === id),
    byName: (name: string) => builtIn.find((role) => role.name.toLowerCase() === name.trim().toLowerCase()),
  };
}

/** The same facts, put together in one of three ways. */
function indexOf({ sources, builtIn }: RandomCase, way: number): AccessIndex {
  const index = new AccessIndex(rolesOf(builtIn));
  const [first, ...others] = sources;
  if (way === 0 || !first) {
    for (const [source, facts] of sources) {
      index.update(source, facts);
    }
    return index;
  }
  if (way === 1) {
    // Told otherwise before, and beside something that is gone.
    index.update(first[0], others[0]?.[1] ?? {});
    index.update('gone', first[1]);
    for (const [source, facts] of [...others, first]) {
      index.update(source, facts);
    }
    index.remove('gone');
    return index;
  }
  index.update(first[0], others[0]?.[1] ?? {});
  return index.with(sources);
}

test(`decides as the plain model does, on ${RUNS.toLocaleString('en')} random inventories from seed ${SEED}`, () => {
  const counts: Record<Outcome, number> = { allowed: 0, denied: 0, undetermined: 0 };
  for (let seed = SEED; seed < SEED + RUNS; seed++) {
    const one = randomCase(seed);
    const expected =
      OUTCOMES[
        new NaiveModel(
          worldOf(
            one.sources.map(([, facts]) => facts),
            one.builtIn,
          ),
          one.request,
          decideCondition,
        ).decide()
      ];
    const index = indexOf(one, seed % 3);
    const { outcome, unknowns, reasons } = decideAccess(index, one.request, decideCondition);
    const quick = decideOutcome(index, one.request, decideCondition);
    const isSound =
      outcome === expected &&
      quick === expected &&
      isAllowed(index, one.request, decideCondition) === (expected === 'allowed') &&
      reasons.length > 0 &&
      unknowns.length > 0 === (expected === 'undetermined');
    if (!isSound) {
      expect.fail(
        `seed ${seed}: ${JSON.stringify({ expected, outcome, quick, unknowns, reasons, one }, undefined, 1)}`,
      );
    }
    counts[outcome]++;
  }
  console.log(`${RUNS.toLocaleString('en')} cases from seed ${SEED} agree: ${JSON.stringify(counts)}`);
  // None of the answers is so rare that it is not tested.
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(RUNS / 50);
}, 1_800_000);
