/**
 * Policies of AWS decided a second time, as plainly as can be and without any code of the product: from the JSON, one world
 * after the other, in each of which everything is known.
 */
import type { PolicyJson, StatementJson } from './policy-of.ts';

/** What a request has by condition key, in lower case; a key that is not here is missing. */
export type World = Readonly<Record<string, readonly string[]>>;

export interface NaiveRequest {
  readonly principals: readonly { readonly kind: string; readonly name: string }[];
  readonly action: string;
  readonly resource: string | undefined;
}

type Texts = string | readonly string[];

function listOf(texts: Texts | undefined): readonly string[] {
  return texts === undefined ? [] : typeof texts === 'string' ? [texts] : texts;
}

/** One character of the pattern at a time. A star that is to be taken as it is has a backslash before it. */
export function looksLike(pattern: string, text: string): boolean {
  if (pattern === '') {
    return text === '';
  }
  if (pattern.startsWith('\\')) {
    return text !== '' && pattern[1] === text[0] && looksLike(pattern.slice(2), text.slice(1));
  }
  if (pattern.startsWith('*')) {
    return looksLike(pattern.slice(1), text) || (text !== '' && looksLike(pattern, text.slice(1)));
  }
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && looksLike(pattern.slice(1), text.slice(1));
}

/** The text with what the world has in the place of variables; undefined where it has nothing. */
function fill(text: string, world: World): string | undefined {
  if (world.version?.[0] !== '2012-10-17') {
    return text;
  }
  let isMissing = false;
  const filled = text.replace(/\$\{([^}]+)\}/g, (_, inner: string) => {
    if (inner === '*' || inner === '?') {
      return `\\${inner}`;
    }
    const [key = '', fallback] = inner.split(/, '|'$/);
    const value = world[key.toLowerCase()]?.[0] ?? fallback;
    isMissing ||= value === undefined;
    return (value ?? '').replace(/[*?]/g, '\\$&');
  });
  return isMissing ? undefined : filled;
}

function sameFields(pattern: string, text: string): boolean {
  const wanted = pattern.split(':');
  const given = text.split(':');
  const rest = (fields: string[]) => fields.slice(5).join(':');
  return (
    given.length > 5 &&
    wanted.length > 5 &&
    [0, 1, 2, 3, 4].every((place) => looksLike(wanted[place] ?? '', given[place] ?? '')) &&
    looksLike(rest(wanted), rest(given))
  );
}

function ipNumber(text: string): number {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return ((a * 256 + b) * 256 + c) * 256 + d;
}

function inRange(range: string, address: string): boolean {
  const [base = '', length = '32'] = range.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(ipNumber(base) / size) === Math.floor(ipNumber(address) / size);
}

/** The comparisons without their negations. */
const COMPARE: Readonly<Record<string, (written: string, given: string) => boolean>> = {
  StringEquals: (written, given) => written.replaceAll('\\', '') === given,
  StringEqualsIgnoreCase: (written, given) => written.replaceAll('\\', '').toLowerCase() === given.toLowerCase(),
  StringLike: looksLike,
  NumericEquals: (written, given) => Number(given) === Number(written),
  NumericLessThan: (written, given) => Number(given) < Number(written),
  NumericGreaterThanEquals: (written, given) => Number(given) >= Number(written),
  DateLessThanEquals: (written, given) => new Date(given) <= new Date(written),
  DateGreaterThan: (written, given) => new Date(given) > new Date(written),
  Bool: (written, given) => written.toLowerCase() === given.toLowerCase(),
  IpAddress: inRange,
  ArnLike: sameFields,
};
export const NAIVE_OPERATORS = [
  ...Object.keys(COMPARE),
  'StringNotEquals',
  'StringNotLike',
  'NumericNotEquals',
  'NotIpAddress',
  'ArnNotEquals',
];

function holdsTest(operator: string, key: string, written: readonly string[], world: World): boolean {
  const given = world[key.toLowerCase()];
  if (operator === 'Null') {
    return written.some((one) => (one === 'true') === (given === undefined));
  }
  const isAll = operator.startsWith('ForAllValues:');
  const isAny = operator.startsWith('ForAnyValue:');
  const ifExists = operator.endsWith('IfExists');
  const bare = operator.replace(/^For\w+:/, '').replace(/IfExists$/, '');
  const negated = bare.includes('Not');
  if (given === undefined) {
    return ifExists || isAll || (negated && !isAny);
  }
  const name = bare === 'ArnNotEquals' ? 'ArnLike' : bare.replace('Not', '');
  const takesVariables = name.startsWith('String') || name.startsWith('Arn');
  let passed = 0;
  for (const value of given) {
    let found = false;
    for (const one of written) {
      const filled = takesVariables ? fill(one, world) : one;
      found ||= filled !== undefined && (COMPARE[name]?.(filled, value) ?? false);
    }
    passed += found !== negated ? 1 : 0;
  }
  return isAny ? passed > 0 : passed === given.length;
}

function namesPrincipal(written: StatementJson['Principal'], { principals }: NaiveRequest): readonly string[] {
  return principals
    .filter(
      ({ kind, name }) =>
        written === '*' || listOf(written?.AWS).includes('*') || namesIn(written, kind).includes(name),
    )
    .map(({ name }) => name);
}

function namesIn(written: Exclude<StatementJson['Principal'], '*'>, kind: string): readonly string[] {
  return kind === 'Federated' ? listOf(written?.Federated) : listOf(written?.AWS);
}

/** By which of the caller's names a statement applies; empty where it does not. */
function applies(statement: StatementJson, request: NaiveRequest, world: World, hasPrincipals: boolean) {
  const action = request.action.toLowerCase();
  const acts = (texts: Texts | undefined) => listOf(texts).some((one) => looksLike(one.toLowerCase(), action));
  const { resource } = request;
  const covers = (texts: Texts | undefined) =>
    listOf(texts).some((one) => {
      const filled = fill(one, world);
      return one === '*' || (filled !== undefined && sameFields(filled, resource ?? ''));
    });
  const isAsked =
    (statement.Action ? acts(statement.Action) : !acts(statement.NotAction)) &&
    (resource === undefined || (statement.Resource ? covers(statement.Resource) : !covers(statement.NotResource)));
  const meets = Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holdsTest(operator, key, listOf(values), world)),
  );
  const names = hasPrincipals ? namesPrincipal(statement.Principal, request) : ['itself'];
  return isAsked && meets ? names : [];
}

/** The names by which a policy allows, and whether it denies. */
export function askNaively(policy: PolicyJson, request: NaiveRequest, everything: World, hasPrincipals: boolean) {
  const world = { ...everything, version: [policy.Version ?? ''] };
  const statements = 'Effect' in policy.Statement ? [policy.Statement] : policy.Statement;
  const allowed = new Set<string>();
  let denied = false;
  for (const statement of statements) {
    for (const name of applies(statement, request, world, hasPrincipals)) {
      if (statement.Effect === 'Deny') {
        denied = true;
      } else {
        const everybody = statement.Principal === '*' || namesEverybody(statement.Principal);
        allowed.add(everybody ? 'everybody' : name);
      }
    }
  }
  return { allowed, denied };
}

function namesEverybody(principal: StatementJson['Principal']): boolean {
  return principal !== '*' && listOf(principal?.AWS).includes('*');
}

export interface NaiveParties {
  readonly identity?: readonly PolicyJson[];
  readonly boundary?: PolicyJson;
  readonly resource?: PolicyJson;
  readonly sameAccount: boolean;
  /** The names of the caller that are the session, the role, and the account. */
  readonly session: string;
  readonly role: string;
}

/** Whether a request for S3 goes through in a world. */
export function passesNaively(parties: NaiveParties, request: NaiveRequest, world: World): boolean {
  const own = (parties.identity ?? []).map((policy) => askNaively(policy, request, world, false));
  const limit = parties.boundary && askNaively(parties.boundary, request, world, false);
  const bucket = parties.resource && askNaively(parties.resource, request, world, true);
  if ([...own, limit, bucket].some((one) => one?.denied)) {
    return false;
  }
  const isWithin = !limit || limit.allowed.size > 0;
  const byItself = own.some(({ allowed }) => allowed.size > 0) && isWithin;
  const names = bucket?.allowed ?? new Set();
  const toSession = names.has('everybody') || names.has(parties.session);
  const toRole = names.has(parties.role) && isWithin;
  if (parties.sameAccount) {
    return byItself || toSession || toRole;
  }
  // A name of the account is the last that there is.
  const toAccount = [...names].some((name) => name !== parties.role);
  return byItself && (toSession || toRole || toAccount);
}
