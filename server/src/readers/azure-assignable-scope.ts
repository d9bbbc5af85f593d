/** One entry of a role's assignable scopes. */
import { parseScope, type Scope } from '../access/azure/scope.ts';
import type { Placed, ScalarNode } from '../syntax/tree.ts';
import { NodeMemo } from './node-memo.ts';
import { type Dialect, readText, type Text } from './text.ts';

export interface AssignableScope {
  readonly kind: 'azure/assignable-scope';
  /** Placed at the start of the model. */
  readonly text: Text;
  readonly scope: Scope;
}

const memo = new NodeMemo<ScalarNode, AssignableScope>();

export function readAssignableScope(node: ScalarNode, dialect: Dialect): AssignableScope {
  const known = memo.of(dialect);
  const scalar: Placed<ScalarNode> = { node, start: 0 };
  const scope = known.get(node) ?? {
    kind: 'azure/assignable-scope',
    text: readText(scalar, dialect),
    scope: parseScope(node.text),
  };
  known.set(node, scope);
  return scope;
}
