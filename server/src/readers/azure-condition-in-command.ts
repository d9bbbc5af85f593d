/** Conditions on command lines: `--condition` of the Azure CLI and `-Condition` of Azure PowerShell. */
import { type CommandNode, isScalar, type Placed } from '../syntax/tree.ts';
import { type Condition, looksLikeCondition, readCondition } from './azure-condition.ts';
import type { Part } from './part.ts';

const OPTION = /^--?condition$/i;

/** Places count from the same beginning as the command's. */
export function readConditionsInCommand({ node, start }: Placed<CommandNode>): readonly Part<Condition>[] {
  return node.options.flatMap(({ name, value }): readonly Part<Condition>[] =>
    OPTION.test(name.node.text) && isScalar(value) && looksLikeCondition(value.node.text)
      ? [{ model: readCondition(value.node), start: start + value.start }]
      : [],
  );
}
