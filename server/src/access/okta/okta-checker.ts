/** What is wrong with an expression that the grammar takes, or is likely not meant so. What is filled in later is not judged. */
import { BASE_ATTRIBUTES, findOktaFunction, isOktaNamespace, OKTA_FUNCTIONS } from './okta-functions.ts';
import { type GroupTest, groupTestOf, nameOfCall, valueTextsIn } from './okta-groups.ts';
import {
  childrenOf,
  type OktaCall,
  type OktaExpression,
  type OktaMember,
  type OktaTernary,
  type Stretch,
  ungrouped,
} from './okta-nodes.ts';

export type OktaFlaw =
  /** A name, and the names that there are. */
  | {
      readonly code: 'unknown-function';
      readonly span: Stretch;
      readonly name: string;
      readonly known: readonly string[];
    }
  | {
      readonly code: 'wrong-arity';
      readonly span: Stretch;
      readonly name: string;
      readonly given: number;
      readonly least: number;
      readonly most: number;
    }
  /** A name, and what should stand there. */
  | {
      readonly code: 'deprecated-function' | 'attribute-case';
      readonly span: Stretch;
      readonly name: string;
      readonly replacement: string;
    }
  | {
      readonly code: /** `user.profile.login`, `user.isMemberOf(…)`: the other dialect, which attribute statements do not take. */
        | 'identity-engine'
        /** `Groups.startsWith(…)` works in group claims only. */
        | 'group-claim-only'
        /** `login.toUpperCase()`: methods of values are not documented. */
        | 'undocumented-method'
        /** Array, conversion and time functions are not supported in conditions. */
        | 'function-in-condition'
        /** A word without quotes where the name of a group should be. */
        | 'unquoted-group'
        | 'group-id-as-name'
        | 'group-name-as-id'
        | 'blank-in-group'
        | 'empty-group'
        /** `matches`. */
        | 'deprecated-operator'
        | 'constant-condition';
      readonly span: Stretch;
      readonly name: string;
    }
  | {
      readonly code: /** `""` or `null` where `{}` adds nothing: the attribute gets an empty value. */
        | 'empty-otherwise'
        /** Only the first role that fits is sent, where every one is meant. */
        | 'missing-flatten'
        /** One text with commas is taken apart at every comma. */
        | 'single-csv'
        /** Text put behind text: several values become one. */
        | 'joined-values';
      readonly span: Stretch;
    };

/** In order of place. */
export function checkExpression(expression: OktaExpression): readonly OktaFlaw[] {
  const flaws = [...checkNode(expression, { inCondition: false, inFlatten: false })];
  return flaws.sort((a, b) => a.span.start - b.span.start);
}

interface Surroundings {
  readonly inCondition: boolean;
  /** Whether it is an argument of Arrays.flatten, where every value counts by itself. */
  readonly inFlatten: boolean;
}

function* checkNode(node: OktaExpression, around: Surroundings): Generator<OktaFlaw> {
  switch (node.kind) {
    case 'call':
      yield* checkCall(node, around);
      return;
    case 'ternary':
      yield* checkTernary(node, around);
      return;
    case 'member':
      yield* checkMember(node);
      break;
    case 'binary':
      if (node.operator === 'matches') {
        yield { code: 'deprecated-operator', span: node.span, name: 'matches' };
      }
      if (node.operator === '+' && !around.inCondition && [node.left, node.right].every(isRoleChoice)) {
        yield { code: 'joined-values', span: node.span };
      }
      break;
  }
  const inFlatten = around.inFlatten && node.kind === 'group';
  for (const child of childrenOf(node)) {
    yield* checkNode(child, { ...around, inFlatten });
  }
}

function* checkTernary(node: OktaTernary, around: Surroundings): Generator<OktaFlaw> {
  const { condition, consequence, otherwise } = node;
  const asked = ungrouped(condition);
  if (asked.kind === 'text' || asked.kind === 'number' || asked.kind === 'boolean' || asked.kind === 'list') {
    yield { code: 'constant-condition', span: condition.span, name: asked.kind };
  }
  const isForValues = around.inFlatten || namesRole(consequence);
  const last = ungrouped(otherwise);
  if (isForValues && (last.kind === 'null' || (last.kind === 'text' && last.value === '' && last.known))) {
    yield { code: 'empty-otherwise', span: otherwise.span };
  }
  if (!around.inFlatten && namesRole(consequence) && last.kind === 'ternary' && namesRole(last.consequence)) {
    yield { code: 'missing-flatten', span: node.span };
  }
  yield* checkNode(condition, { inCondition: true, inFlatten: false });
  yield* checkNode(consequence, around);
  // The choices behind the first have been spoken of.
  yield* checkNode(otherwise, last.kind === 'ternary' ? { ...around, inFlatten: true } : around);
}

function namesRole(node: OktaExpression): boolean {
  return valueTextsIn(node).some(({ value }) => value.includes('arn:'));
}

function isRoleChoice(node: OktaExpression): boolean {
  const inner = ungrouped(node);
  return inner.kind === 'ternary' && namesRole(inner);
}

function* checkMember({ object, name, nameSpan }: OktaMember): Generator<OktaFlaw> {
  if (object.kind !== 'name' || object.text !== 'user' || name === '') {
    return;
  }
  if (name === 'profile') {
    yield { code: 'identity-engine', span: nameSpan, name: 'user.profile' };
    return;
  }
  const replacement = BASE_ATTRIBUTES.find((one) => one.toLowerCase() === name.toLowerCase());
  if (replacement !== undefined && replacement !== name) {
    yield { code: 'attribute-case', span: nameSpan, name, replacement };
  }
}

function* checkCall(node: OktaCall, around: Surroundings): Generator<OktaFlaw> {
  const { callee, args } = node;
  const name = nameOfCall(node);
  const found = findOktaFunction(name);
  const span = callee.span;
  if (!found) {
    yield* checkUnknown(node, name);
  } else {
    if (args.length < found.least || args.length > found.most) {
      const { least, most } = found;
      yield { code: 'wrong-arity', span: node.span, name, given: args.length, least, most };
    }
    if (found.replacement !== undefined) {
      yield { code: 'deprecated-function', span, name, replacement: found.replacement };
    }
    if (found.topic === 'group-claim') {
      yield { code: 'group-claim-only', span, name };
    }
    if (around.inCondition && ['array', 'conversion', 'time'].includes(found.topic)) {
      yield { code: 'function-in-condition', span, name };
    }
    yield* checkGroups(node, name);
  }
  const [only] = args;
  const inFlatten = name === 'Arrays.flatten';
  if (inFlatten && args.length === 1 && only?.kind === 'text' && only.value.includes(',')) {
    yield { code: 'single-csv', span: only.span };
  }
  if (callee.kind === 'member' && !found) {
    yield* checkNode(callee.object, { ...around, inFlatten: false });
  }
  for (const arg of args) {
    yield* checkNode(arg, { ...around, inFlatten });
  }
}

function* checkUnknown({ callee }: OktaCall, name: string): Generator<OktaFlaw> {
  const { span } = callee;
  if (callee.kind === 'name') {
    if (callee.text !== '') {
      yield { code: 'unknown-function', span, name, known: OKTA_FUNCTIONS.map((one) => one.name) };
    }
    return;
  }
  if (callee.name === '') {
    return;
  }
  if (name === 'user.isMemberOf') {
    yield { code: 'identity-engine', span, name };
  } else if (callee.object.kind === 'name' && isOktaNamespace(callee.object.text)) {
    yield { code: 'unknown-function', span, name, known: OKTA_FUNCTIONS.map((one) => one.name) };
  } else {
    yield { code: 'undocumented-method', span: callee.nameSpan, name: callee.name };
  }
}

/** An id begins with `00g` and has 20 characters. */
const GROUP_ID = /^00g[0-9A-Za-z]{17}$/;

function* checkGroups({ args }: OktaCall, name: string): Generator<OktaFlaw> {
  const by = groupTestOf(name);
  for (const arg of by ? args : []) {
    if (arg.kind === 'name') {
      yield { code: 'unquoted-group', span: arg.span, name: arg.text };
    } else if (arg.kind === 'text' && arg.known) {
      const code = flawOfGroup(arg.value, by);
      if (code) {
        yield { code, span: arg.span, name: arg.value };
      }
    }
  }
}

function flawOfGroup(value: string, by: GroupTest | undefined) {
  if (value === '') {
    return 'empty-group';
  }
  if (by === 'id') {
    return GROUP_ID.test(value) ? undefined : 'group-name-as-id';
  }
  if (by !== 'name') {
    return undefined;
  }
  return GROUP_ID.test(value) ? 'group-id-as-name' : value.trim() === value ? undefined : 'blank-in-group';
}
