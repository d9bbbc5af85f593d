/** How long decisions about access in Azure take, and how long until a changed source counts. */
import { performance } from 'node:perf_hooks';
import { AccessIndex } from '../src/access/azure/access-index.ts';
import type { AccessRequest, ConditionDecider } from '../src/access/azure/access-request.ts';
import { decideAccess, isAllowed } from '../src/access/azure/decide-access.ts';
import { whoCan, whoCanBriefly } from '../src/access/azure/who-can.ts';
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

/**
 * Different requests, asked in turn and more than once. With few of them, what they touch stays in the processor's cache, as it
 * does for questions about one principal or one resource; with many, memory is what takes the time.
 */
const FEW = 1_000;
const MANY = 20_000;

export function measureAccess(roles: RoleFacts): void {
  console.log('\nMay a principal do an operation on a resource of Azure: decisions a second');
  console.log(
    '                                             1,000 requests in turn    20,000 requests in turn     allowed   read in',
  );
  console.log('                                              plain  with reasons       plain  with reasons');
  for (const [title, size] of SIZES) {
    const inventory = benchInventory(size);
    const start = performance.now();
    const index = indexOf(inventory, roles);
    const readIn = performance.now() - start;
    const columns = [FEW, MANY].map((count) => measureRequests(index, inventory.requests(count)));
    const share = (columns[1]?.allowed ?? 0) * 100;
    const figures = columns.map(
      ({ plain, explained }) => `${number(plain).padStart(14)}${number(explained).padStart(12)}`,
    );
    console.log(
      `  ${title.padEnd(36)} ${figures.join(' ')} ${share.toFixed(0).padStart(11)} % ${readIn.toFixed(0).padStart(6)} ms`,
    );
  }
  measureWhoCan(roles);
  measureUpdate(roles);
}

interface Measured {
  readonly plain: number;
  readonly explained: number;
  /** The share of requests. */
  readonly allowed: number;
}

function measureRequests(index: AccessIndex, requests: readonly AccessRequest[]): Measured {
  let allowed = 0;
  const plain = rate(requests.length, () => {
    allowed = 0;
    for (const request of requests) {
      allowed += isAllowed(index, request, conditions) ? 1 : 0;
    }
  });
  const explained = rate(requests.length, () => {
    for (const request of requests) {
      decideAccess(index, request, conditions);
    }
  });
  return { plain, explained, allowed: allowed / requests.length };
}

const number = (value: number): string => Math.round(value).toLocaleString('en');

function indexOf({ sources }: BenchInventory, roles: RoleFacts): AccessIndex {
  const index = new AccessIndex(roles);
  for (const [source, facts] of sources) {
    index.update(source, facts);
  }
  return index;
}

/** Requests a second: the median of rounds over all of them, after some that warm up. */
function rate(requests: number, round: () => void): number {
  const times: number[] = [];
  for (let asked = 0; asked < 2 * MANY; asked += requests) {
    round();
  }
  const end = performance.now() + 700;
  while (performance.now() < end || times.length < 3) {
    const start = performance.now();
    round();
    times.push(performance.now() - start);
  }
  return requests / (median(times) / 1000);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function measureWhoCan(roles: RoleFacts): void {
  const inventory = benchInventory({ assignments: 20_000, scopes: 50_000, principals: 2_000, conditions: 0 });
  const index = indexOf(inventory, roles);
  const requests = inventory.requests(220);
  const plain: number[] = [];
  const explained: number[] = [];
  let found = 0;
  for (const asked of requests) {
    const start = performance.now();
    found += whoCanBriefly(index, asked, conditions).length;
    plain.push(performance.now() - start);
  }
  for (const asked of requests) {
    const start = performance.now();
    whoCan(index, asked, conditions);
    explained.push(performance.now() - start);
  }
  const each = (found / requests.length).toFixed(0);
  const [first = 0] = plain;
  console.log(
    `  who can, of 2,000 principals in nested groups: ${median(plain.slice(20)).toFixed(2)} ms, with reasons for the ${each} who may ${median(explained.slice(20)).toFixed(2)} ms; the first question ${first.toFixed(0)} ms`,
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
