/** Random policies and requests, the same for the same seed. */
import type { KeyValues } from '../../server/src/access/aws/request-context.ts';
import { NAIVE_OPERATORS } from './naive-policy.ts';
import type { PolicyJson, StatementJson } from './policy-of.ts';

export interface Draw {
  /** From 0 up to but without a number. */
  below(limit: number): number;
  of<Item>(items: readonly [Item, ...Item[]]): Item;
  some<Item>(items: readonly Item[], most: number): readonly Item[];
  chance(share: number): boolean;
}

/** A generator of 32 bits (mulberry32): quick, and good enough to draw tests. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    of: (items) => items[below(items.length)] ?? items[0],
    some: (items, most) => {
      const drawn: (typeof items)[number][] = [];
      for (let count = items.length === 0 ? 0 : 1 + below(most); count > 0; count--) {
        const place = below(items.length);
        drawn.push(...items.slice(place, place + 1));
      }
      return drawn;
    },
    chance: (share) => next() < share,
  };
}

export const ACCOUNT = '111111111111';
export const OTHER_ACCOUNT = '222222222222';
export const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/okta`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/a`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/a/alice`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

/** The keys that conditions draw from, each with values that it may have and values that policies write. */
const KEYS: Readonly<
  Record<string, { readonly has: readonly (readonly string[])[]; readonly writes: readonly string[] }>
> = {
  'saml:aud': { has: [['x'], ['y']], writes: ['x', 'X', 'y', 'x*', '?', '${saml:sub}', '${*}'] },
  'saml:sub': { has: [['x'], ['alice'], ['*']], writes: ['x', 'alice', 'a*e', "${saml:aud, 'x'}", '*'] },
  'aws:TagKeys': { has: [['a'], ['a', 'b'], ['a', 'b', 'c']], writes: ['a', 'b', 'c', '?', 'A'] },
  'aws:number': { has: [['1'], ['2.5'], ['-3']], writes: ['1', '2', '2.50', '-3'] },
  'aws:CurrentTime': {
    has: [['2024-01-01T00:00:00Z'], ['2025-06-01']],
    writes: ['2024-01-01T00:00:00Z', '2025-01-01', '2025-06'],
  },
  'aws:SecureTransport': { has: [['true'], ['false']], writes: ['true', 'false'] },
  'aws:SourceIp': {
    has: [['10.0.0.1'], ['192.168.1.9']],
    writes: ['10.0.0.0/8', '10.0.0.1', '192.168.0.0/23', '0.0.0.0/0'],
  },
  'aws:PrincipalArn': {
    has: [[ROLE], [ROOT]],
    writes: [ROLE, 'arn:aws:iam::*:role/*', 'arn:*:iam::111111111111:r*', ROOT],
  },
};

const KEYS_OF: Readonly<Record<string, readonly string[]>> = {
  String: ['saml:aud', 'saml:sub', 'aws:TagKeys', 'saml:aud', 'aws:PrincipalArn'],
  Numeric: ['aws:number'],
  Date: ['aws:CurrentTime'],
  Bool: ['aws:SecureTransport'],
  Ip: ['aws:SourceIp'],
  NotIp: ['aws:SourceIp'],
  Arn: ['aws:PrincipalArn'],
};

function drawCondition(draw: Draw): NonNullable<StatementJson['Condition']> {
  const condition: Record<string, Record<string, readonly string[]>> = {};
  for (let count = draw.chance(0.4) ? 0 : 1 + draw.below(2); count > 0; count--) {
    const name = draw.of(['Null', ...NAIVE_OPERATORS]);
    const family = Object.keys(KEYS_OF).find((prefix) => name.startsWith(prefix));
    const [key = 'saml:aud'] = draw.some(family ? (KEYS_OF[family] ?? []) : Object.keys(KEYS), 1);
    const hasSeveral = key === 'aws:TagKeys';
    const set = name !== 'Null' && (hasSeveral || draw.chance(0.15)) ? draw.of(['ForAllValues:', 'ForAnyValue:']) : '';
    const suffix = name !== 'Null' && draw.chance(0.2) ? 'IfExists' : '';
    const values = name === 'Null' ? [draw.of(['true', 'false'])] : draw.some(KEYS[key]?.writes ?? [], 3);
    const spelling = draw.chance(0.3) ? key.toUpperCase() : key;
    condition[`${set}${name}${suffix}`] = { ...condition[`${set}${name}${suffix}`], [spelling]: values };
  }
  return condition;
}

export interface StatementPool {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly NonNullable<StatementJson['Principal']>[];
}

function drawStatement(draw: Draw, { actions, resources, principals }: StatementPool): StatementJson {
  const [principal] = draw.some(principals, 1);
  return {
    Effect: draw.chance(0.8) ? 'Allow' : 'Deny',
    ...(principal ? { Principal: principal } : {}),
    [draw.chance(0.85) ? 'Action' : 'NotAction']: draw.some(actions, 2),
    ...(resources.length > 0 ? { [draw.chance(0.85) ? 'Resource' : 'NotResource']: draw.some(resources, 2) } : {}),
    Condition: drawCondition(draw),
  };
}

export function drawPolicy(draw: Draw, pool: StatementPool): PolicyJson {
  const version = draw.chance(0.1) ? '2008-10-17' : '2012-10-17';
  return { Version: version, Statement: Array.from({ length: draw.below(4) }, () => drawStatement(draw, pool)) };
}

/**
 * What a request has: a value, nothing, or what nobody knows.
 * @param unknown how many keys at most nobody knows
 */
export function drawContext(draw: Draw, unknown: number): Readonly<Record<string, KeyValues>> {
  const hidden = new Set(Array.from({ length: unknown }, () => draw.below(Object.keys(KEYS).length)));
  return Object.fromEntries(
    Object.entries(KEYS).map(([key, { has }], index) => {
      const [values = []] = draw.some(has, 1);
      return [key.toLowerCase(), hidden.has(index) ? 'unknown' : draw.chance(0.2) ? 'absent' : values];
    }),
  );
}

/** Every world that a context allows, as far as drawn values go. */
export function worldsOf(
  context: Readonly<Record<string, KeyValues>>,
): readonly Readonly<Record<string, readonly string[]>>[] {
  let worlds: readonly Readonly<Record<string, readonly string[]>>[] = [{}];
  for (const [key, values] of Object.entries(context)) {
    const known = Object.entries(KEYS).find(([name]) => name.toLowerCase() === key)?.[1];
    if (values === 'unknown') {
      worlds = worlds.flatMap((world) => [world, ...(known?.has ?? []).map((one) => ({ ...world, [key]: one }))]);
    } else if (values !== 'absent') {
      worlds = worlds.map((world) => ({ ...world, [key]: values }));
    }
  }
  return worlds;
}
