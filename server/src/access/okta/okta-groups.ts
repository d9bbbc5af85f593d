/** The groups that an expression of Okta asks for, and the names of what it calls. */
import { nodesIn, type OktaCall, type OktaExpression, type OktaText, type Stretch } from './okta-nodes.ts';

/** How a group is asked for. */
export type GroupTest = 'name' | 'id' | 'name-prefix' | 'name-part' | 'name-pattern';

export interface AskedGroup {
  readonly by: GroupTest;
  readonly text: string;
  /** The text with its quotes. */
  readonly span: Stretch;
}

const TESTS: ReadonlyMap<string, GroupTest> = new Map([
  ['isMemberOfGroupName', 'name'],
  ['isMemberOfGroup', 'id'],
  ['isMemberOfAnyGroup', 'id'],
  ['isMemberOfGroupNameStartsWith', 'name-prefix'],
  ['isMemberOfGroupNameContains', 'name-part'],
  ['isMemberOfGroupNameRegex', 'name-pattern'],
]);

/** The name of a function with what stands before the dot, where that is a plain name; empty otherwise. */
export function nameOfCall({ callee }: OktaCall): string {
  if (callee.kind === 'name') {
    return callee.text;
  }
  return callee.object.kind === 'name' ? `${callee.object.text}.${callee.name}` : '';
}

export function groupTestOf(name: string): GroupTest | undefined {
  return TESTS.get(name);
}

/** In order of place. */
export function groupsIn(expression: OktaExpression): readonly AskedGroup[] {
  const found: AskedGroup[] = [];
  for (const node of nodesIn(expression)) {
    const by = node.kind === 'call' ? groupTestOf(nameOfCall(node)) : undefined;
    for (const arg of by && node.kind === 'call' ? node.args : []) {
      if (by && arg.kind === 'text' && arg.known) {
        found.push({ by, text: arg.value, span: arg.span });
      }
    }
  }
  return found;
}

/** The texts of an expression that are values and not arguments of questions for groups. */
export function valueTextsIn(expression: OktaExpression): readonly OktaText[] {
  const found: OktaText[] = [];
  const visit = (node: OktaExpression): void => {
    if (node.kind === 'text') {
      found.push(node);
    } else if (node.kind !== 'call' || !groupTestOf(nameOfCall(node))) {
      for (const child of childrenInValue(node)) {
        visit(child);
      }
    }
  };
  visit(expression);
  return found;
}

/** Conditions decide between values and are none. */
function childrenInValue(node: OktaExpression): readonly OktaExpression[] {
  switch (node.kind) {
    case 'ternary':
      return [node.consequence, node.otherwise];
    case 'elvis':
      return [node.value, node.otherwise];
    case 'group':
      return [node.inner];
    case 'list':
      return node.items;
    case 'call':
      return node.args;
    case 'binary':
      return node.operator === '+' ? [node.left, node.right] : [];
    case 'broken':
      return node.parts;
    default:
      return [];
  }
}
