/** The built-in roles that the conditions of a file name by their GUIDs. */
import { expressionsIn } from '../access/azure/condition/condition-nodes.ts';
import { rolesNamedIn } from '../access/azure/condition/condition-path.ts';
import type { Facts } from '../access/facts.ts';
import type { Tree } from '../syntax/language.ts';
import { spanIn } from '../syntax/tree.ts';
import { conditionsAmong } from './azure-condition-at.ts';
import { modelsOf } from './role-at.ts';

/** Each with the place in the file behind its GUID. */
export function* rolesInConditions(
  tree: Tree,
  { roles }: Facts,
): Generator<{ readonly offset: number; readonly role: string }> {
  for (const { model, start, frame } of conditionsAmong(modelsOf(tree))) {
    for (const node of expressionsIn(model.parsed.expression)) {
      for (const named of node.kind === 'comparison' ? rolesNamedIn(node) : []) {
        const role = roles.byId(named.guid);
        if (role) {
          const { inner } = named.node;
          const span = spanIn({ node: model.scalar.node, start }, inner.start, inner.end);
          yield { offset: frame.toFile(span).end, role: role.name };
        }
      }
    }
  }
}
