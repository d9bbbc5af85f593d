/** What the name of an assignment is worked out from, and what would have to be among it. */

import { referralOf } from './azure-declarations.ts';
import { type Deployment, resolve } from './azure-deployment.ts';
import { type Operand, operandOf } from './azure-operand.ts';

export interface Ingredients {
  /** The names, declared things and texts, as words that can be compared. */
  readonly words: ReadonlySet<string>;
  /** Whether a text is among them. */
  readonly hasText: boolean;
  /** Whether the id of something is among them where a role may be given. */
  readonly hasScope: boolean;
  /** Whether there is more among them than is understood. */
  readonly hasMore: boolean;
}

interface Gathered {
  words: Set<string>;
  hasText: boolean;
  hasScope: boolean;
  hasMore: boolean;
}

const SCOPE_CALLS = /^(?:resourceGroup|subscription|managementGroup|tenant)$/i;
/** Names of what is handed over, where they speak of a place. */
const SCOPE_NAMES = /scope|subscription|resource_?group|management_?group/i;
const ID_CALLS = /resourceId$/i;
/** What only the type of a thing is named by says nothing of the thing. */
const TYPE = /^Microsoft\.[\w.]+\/[\w/]+$|^\d{4}-\d\d-\d\d(?:-preview)?$|^Full$/i;
const MOST_STEPS = 40;

export function ingredientsOf(operand: Operand, deployment: Deployment): Ingredients {
  const found: Gathered = { words: new Set(), hasText: false, hasScope: false, hasMore: false };
  gather(operand, deployment, found, 0);
  return found;
}

function gather(operand: Operand, deployment: Deployment, found: Gathered, step: number): void {
  if (step > MOST_STEPS || operand.kind === 'unknown') {
    found.words.add(`unknown ${found.words.size}`);
    found.hasMore = true;
  } else if (operand.kind === 'text') {
    gatherText(operand.value, found);
  } else if (!gatherReferral(operand, deployment, found, step)) {
    gatherOther(operand, deployment, found, step);
  }
}

function gatherText(value: string, found: Gathered): void {
  if (!TYPE.test(value) && value.trim() !== '') {
    found.hasText = true;
    found.words.add(`text ${value.toLowerCase()}`);
  }
}

type Named = Exclude<Operand, { readonly kind: 'text' | 'unknown' }>;

/** What refers to something that the file declares. */
function gatherReferral(operand: Named, deployment: Deployment, found: Gathered, step: number): boolean {
  const referral = referralOf(operand, deployment.declarations);
  if (!referral) {
    return false;
  }
  for (const pick of operand.kind === 'name' ? operand.picks : []) {
    gather(pick, deployment, found, step + 1);
  }
  found.words.add(referral.key);
  const { kind, type } = referral.declaration;
  const resolved = resolve(operand, deployment);
  if (resolved !== operand) {
    gather(resolved, deployment, found, step + 1);
  } else if (kind === 'value' || kind === 'parameter' || type === 'module') {
    found.hasMore = true;
    found.hasScope ||= SCOPE_NAMES.test(referral.key);
  } else {
    found.hasScope = true;
  }
  return true;
}

function gatherOther(operand: Named, deployment: Deployment, found: Gathered, step: number): void {
  if (operand.kind === 'name') {
    found.words.add(operand.name);
    found.hasMore = true;
    found.hasScope ||= SCOPE_NAMES.test(operand.name);
    return;
  }
  found.hasScope ||= SCOPE_CALLS.test(operand.name) || ID_CALLS.test(operand.name);
  if (operand.operands.length === 0 && !SCOPE_CALLS.test(operand.name)) {
    found.words.add(`${operand.name}()`);
    found.hasMore = true;
  }
  for (const inner of operand.operands) {
    gather(inner, deployment, found, step + 1);
  }
}

/** A parameter stands for its default: most deployments leave it there. */
function withDefault(operand: Operand, { declarations, dialect }: Deployment): Operand {
  const declaration = referralOf(operand, declarations)?.declaration;
  const value = declaration?.kind === 'parameter' ? declaration.value : undefined;
  return value ? operandOf(value.node, dialect) : operand;
}

/** The first call in an operand, through names of values, whose name is among those looked for. */
export function findCall(
  operand: Operand,
  deployment: Deployment,
  names: RegExp,
  step = 0,
): Extract<Operand, { kind: 'call' }> | undefined {
  const resolved = withDefault(resolve(operand, deployment), deployment);
  if (resolved.kind !== 'call' || step > MOST_STEPS) {
    return undefined;
  }
  if (names.test(resolved.name)) {
    return resolved;
  }
  for (const inner of resolved.operands) {
    const found = findCall(inner, deployment, names, step + 1);
    if (found) {
      return found;
    }
  }
  return undefined;
}
