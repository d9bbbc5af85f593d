/** How long decisions about access in Azure take, and how long until a changed source counts. */
import { performance } from 'node:perf_hooks';
import { AccessIndex } from '../src/access/azure/access-index.ts';
import type { ConditionDecider } from '../src/access/azure/access-request.ts';
import { decideAccess, isAllowed } from '../src/access/azure/decide-access.ts';
import { whoCan } from '../src/access/azure/who-can.ts';
import type { RoleFacts } from '../src/access/facts.ts';
import { type BenchInventory, benchInventory, type InventorySize } from './bench-access-inventory.ts';

/** Half of the conditions hold. What a language of conditions costs is not in these figures. */
const conditions: ConditionDecider = (condition) => ({
  value: condition.charCodeAt(condition.length - 1) % 2 === 0 ? 'yes' : 'no',
  missing: [],
});

const SIZES: readonly (readonly [string, InventorySize])[] = [
  ['4,000 assignments, 10,000 scopes', { assignments: 4_000, scopes: 10_000, principals: 1_000, conditions: 0 }],
  ['20,000 assignments, 10,000 scopes', { assignments: 20_000, scopes: 10_000, principals: 1_000, conditions: 0 }],
  ['20,000 assignments, 50,000 scopes', { assignments: 20_000, scopes: 50_000, principals: 1_000, conditions: 0 }],
  ['20,000 assignments, 200,000 scopes', { assignments: 20_000, scopes: 200_000, principals: 1_000, conditions: 0 }],
  ['the same, a third with conditions', { assignments: 20_000, scopes: 200_000, principals: 1_000, conditions: 1 / 3 }],
];

/** Different requests, asked in turn and more than once. */
const REQUESTS = 20_000;

export function measureAccess(roles: RoleFacts): void {
  console.log('\nMay a principal do an operation on a resource of Azure');
  console.log('                                        decisions/s   with reasons/s   allowed     read in, ms');
  for (const [title, size] of SIZES) {
    const inventory = benchInventory(size);
    const start = performance.now();
    const index = indexOf(inventory, roles);
    const readIn = performance.now() - start;
    const requests = inventory.requests(REQUESTS);
    let allowed = 0;
    const plain = rate(1_500, () => {
      allowed = 0;
      for (const request of requests) {
        allowed += isAllowed(index, request, conditions) ? 1 : 0;
      }
    });
    const explained = rate(1_500, () => {
      for (const request of requests) {
        decideAccess(index, request, conditions);
      }
    });
    const share = `${((allowed / REQUESTS) * 100).toFixed(0)} %`;
    console.log(
      `  ${title.padEnd(36)} ${number(plain).padStart(12)} ${number(explained).padStart(16)} ${share.padStart(9)} ${readIn.toFixed(0).padStart(15)}`,
    );
  }
  measureWhoCan(roles);
  measureUpdate(roles);
}

const number = (value: number): string => Math.round(value).toLocaleString('en');

function indexOf({ sources }: BenchInventory, roles: RoleFacts): AccessIndex {
  const index = new AccessIndex(roles);
  for (const [source, facts] of sources) {
    index.update(source, facts);
  }
  return index;
}

/** Requests a second: the median of rounds over all of them, after a first that warms up. */
function rate(milliseconds: number, round: () => void): number {
  const times: number[] = [];
  round();
  const end = performance.now() + milliseconds;
  while (performance.now() < end || times.length < 3) {
    const start = performance.now();
    round();
    times.push(performance.now() - start);
  }
  return REQUESTS / (median(times) / 1000);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function measureWhoCan(roles: RoleFacts): void {
  const inventory = benchInventory({ assignments: 20_000, scopes: 50_000, principals: 2_000, conditions: 0 });
  const index = indexOf(inventory, roles);
  const times: number[] = [];
  let found = 0;
  const requests = inventory.requests(220);
  for (const asked of requests) {
    const start = performance.now();
    found += whoCan(index, asked, conditions).length;
    times.push(performance.now() - start);
  }
  const each = (found / requests.length).toFixed(0);
  const first = times[0] ?? 0;
  console.log(
    `  who can, of 2,000 principals in nested groups: ${median(times.slice(20)).toFixed(2)} ms with reasons for the ${each} who may; the first question ${first.toFixed(0)} ms`,
  );
}

function measureUpdate(roles: RoleFacts): void {
  const inventory = benchInventory({ assignments: 20_000, scopes: 200_000, principals: 1_000, conditions: 0 });
  const index = indexOf(inventory, roles);
  const [request] = inventory.requests(1);
  const [source, facts] = inventory.sources[3] ?? ['', {}];
  const updates: number[] = [];
  const answers: number[] = [];
  for (let run = 0; run < 40 && request; run++) {
    const start = performance.now();
    index.update(source, facts);
    const updated = performance.now();
    decideAccess(index, request, conditions);
    updates.push(updated - start);
    answers.push(performance.now() - updated);
  }
  console.log(
    `  a source of 1,000 of 20,000 assignments changed: ${median(updates).toFixed(2)} ms, the next answer ${median(answers).toFixed(2)} ms`,
  );
}
