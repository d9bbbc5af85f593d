/** How long decisions about access in Azure take, and how long until a changed source counts. */
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { AccessIndex } from '../src/access/azure/access-index.ts';
import type { AccessRequest, ConditionDecider } from '../src/access/azure/access-request.ts';
import { decideByLanguage } from '../src/access/azure/condition-decider.ts';
import { decideAccess, isAllowed } from '../src/access/azure/decide-access.ts';
import { PreparedRequests } from '../src/access/azure/prepared-requests.ts';
import { whoCan, whoCanBriefly } from '../src/access/azure/who-can.ts';
import type { RoleFacts } from '../src/access/facts.ts';
import { type BenchInventory, benchInventory, type InventorySize } from './bench-access-inventory.ts';
import { type Rival, rivalsOf } from './bench-access-rivals.ts';

/** Half of the conditions hold. What a language of conditions costs is not in these figures. */
const conditions: ConditionDecider = (condition) => ({ value: isEven(condition) ? 'yes' : 'no', missing: [] });

/** The same answers by conditions as Azure writes them. */
const inLanguage: ConditionDecider = (condition, request) =>
  decideByLanguage(isEven(condition) ? THROUGH_PRIVATE_LINK : NOT_THROUGH_PRIVATE_LINK, request);

const [THROUGH_PRIVATE_LINK, NOT_THROUGH_PRIVATE_LINK] = [
  "((ActionMatches{'Microsoft.*'}) AND (@Environment[isPrivateLink] BoolEquals true))",
  "((ActionMatches{'Microsoft.*'}) AND (@Environment[isPrivateLink] BoolEquals false))",
];

const ATTRIBUTES: AccessRequest['attributes'] = new Map([['@Environment[isPrivateLink]', ['true']]]);

function isEven(condition: string): boolean {
  return condition.charCodeAt(condition.length - 1) % 2 === 0;
}

interface Case extends InventorySize {
  readonly title: string;
  readonly decider: ConditionDecider;
}

const SIZES: readonly Case[] = [
  [4_000, 10_000],
  [20_000, 10_000],
  [20_000, 50_000],
  [20_000, 200_000],
].map(([assignments = 0, scopes = 0]) => ({
  title: `${number(assignments)} assignments, ${number(scopes)} scopes`,
  assignments,
  scopes,
  principals: 1_000,
  conditions: 0,
  decider: conditions,
}));

const LARGEST = { assignments: 20_000, scopes: 200_000, principals: 1_000, conditions: 1 / 3 };

const CASES: readonly Case[] = [
  ...SIZES,
  { ...LARGEST, title: 'the same, a third with conditions', decider: conditions },
  { ...LARGEST, title: "the same, in the conditions' language", decider: inLanguage },
];

/**
 * Different requests, asked in turn and more than once. With few of them, what they touch stays in the processor's cache, as it
 * does for questions about one principal or one resource; with many, memory is what takes the time.
 */
const FEW = 1_000;
const MANY = 20_000;

const GOALS = { plain: 3_000_000, explained: 300_000, whoCan: 1 };

export async function measureAccess(roles: RoleFacts): Promise<void> {
  console.log('\nMay a principal do an operation on a resource of Azure: decisions a second,');
  console.log(`${number(FEW)} and ${number(MANY)} different requests in turn; load of the machine ${load()}`);
  const heading = ['plain', '', 'prepared', '', 'with reasons', ''].map((title) => title.padStart(13)).join('');
  console.log(`${' '.repeat(38)}${heading}   allowed   read in`);
  const { plain, explained } = GOALS;
  console.log(row('goal', [undefined, plain, undefined, plain, explained, explained]));
  for (const one of CASES) {
    measureCase(one, roles);
  }
  measureWhoCan(roles);
  measureUpdate(roles);
  await measureRivals(roles);
}

const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

function row(title: string, figures: readonly (number | undefined)[]): string {
  const columns = figures.map((figure) => (figure === undefined ? '' : number(figure)).padStart(13));
  return `  ${title.padEnd(36)}${columns.join('')}`;
}

function measureCase({ title, decider, ...size }: Case, roles: RoleFacts): void {
  const inventory = benchInventory(size);
  const start = performance.now();
  const index = indexOf(inventory, roles);
  const readIn = performance.now() - start;
  const columns = [FEW, MANY].map((count) => {
    const requests = inventory.requests(count).map((request) => ({ ...request, attributes: ATTRIBUTES }));
    return measureRequests(index, requests, decider);
  });
  const of = (figure: keyof Measured): number[] => columns.map((column) => column[figure]);
  const share = `${((columns[1]?.allowed ?? 0) * 100).toFixed(0)} %`.padStart(10);
  const figures = row(title, [...of('plain'), ...of('prepared'), ...of('explained')]);
  console.log(`${figures}${share} ${readIn.toFixed(0).padStart(6)} ms`);
}

interface Measured {
  /** One call for each request, without and with reasons, and one call for all, looked up before. */
  readonly plain: number;
  readonly explained: number;
  readonly prepared: number;
  /** The share of requests. */
  readonly allowed: number;
}

function measureRequests(index: AccessIndex, requests: readonly AccessRequest[], decider: ConditionDecider): Measured {
  let allowed = 0;
  const plain = rate(requests.length, () => {
    allowed = 0;
    for (const request of requests) {
      allowed += isAllowed(index, request, decider) ? 1 : 0;
    }
  });
  const together = new PreparedRequests(index, requests);
  const prepared = rate(requests.length, () => {
    together.decideOutcomes(decider);
  });
  const explained = rate(requests.length, () => {
    for (const request of requests) {
      decideAccess(index, request, decider);
    }
  });
  if (together.countAllowed(decider) !== allowed) {
    throw new Error('Prepared requests are decided otherwise.');
  }
  return { plain, explained, prepared, allowed: allowed / requests.length };
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Requests that the other engines get, which look at every assignment for each. */
const RIVAL_REQUESTS = 100;
const RIVAL_SIZE: InventorySize = { assignments: 1_000, scopes: 2_500, principals: 100, conditions: 0 };

async function measureRivals(roles: RoleFacts): Promise<void> {
  console.log(`\nThe same requests decided by other engines: decisions a second; load of the machine ${load()}`);
  for (const share of [0, 1 / 3]) {
    const inventory = benchInventory({ ...RIVAL_SIZE, conditions: share });
    const requests = inventory.requests(RIVAL_REQUESTS);
    const start = performance.now();
    const index = indexOf(inventory, roles);
    const readIn = performance.now() - start;
    const ours = (request: AccessRequest): boolean => isAllowed(index, request, conditions);
    const withReasons = (request: AccessRequest): boolean =>
      decideAccess(index, request, conditions).outcome === 'allowed';
    const engines: readonly Rival[] = [
      { title: 'Grantscope', engine: ours, readIn },
      { title: 'Grantscope, with reasons', engine: withReasons, readIn },
      ...(await rivalsOf(inventory, requests, roles, conditions)),
    ];
    console.log(
      `  ${number(RIVAL_SIZE.assignments)} assignments, ${number(RIVAL_SIZE.scopes)} scopes, ${share === 0 ? 'no conditions' : 'a third with conditions'}`,
    );
    for (const { title, engine, readIn: took } of engines) {
      const same = requests.filter((request) => engine(request) === ours(request)).length;
      const figure = rate(requests.length, () => requests.filter(engine), requests.length);
      console.log(
        `${row(`  ${title}`, [figure])}   ${same} of ${requests.length} answers the same, read in ${took.toFixed(0)} ms`,
      );
    }
  }
}

function indexOf({ sources }: BenchInventory, roles: RoleFacts): AccessIndex {
  const index = new AccessIndex(roles);
  for (const [source, facts] of sources) {
    index.update(source, facts);
  }
  return index;
}

/** Requests a second: the median of rounds over all of them, after some that warm up. */
function rate(requests: number, round: () => void, warmUp = 2 * MANY): number {
  const times: number[] = [];
  for (let asked = 0; asked < warmUp; asked += requests) {
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
    `  who can, of 2,000 principals in nested groups: ${median(plain.slice(20)).toFixed(2)} ms, with reasons for the ${each} who may ${median(explained.slice(20)).toFixed(2)} ms; the first question ${first.toFixed(0)} ms; goal ${GOALS.whoCan} ms, load of the machine ${load()}`,
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
