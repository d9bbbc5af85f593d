/** Conditions on command lines: `--condition` of the Azure CLI and `-Condition` of Azure PowerShell. */
import { type CommandNode, isScalar, type Placed } from '../syntax/tree.ts';
import { type Condition, looksLikeCondition, readCondition } from './azure-condition.ts';
import type { Part } from './part.ts';

const OPTION = /^--?condition$/i;

/** Places count from the same beginning as the command's. */
export function readConditionsInCommand({ node, start }: Placed<CommandNode>): readonly Part<Condition>[] {
  // `$(cat <<'EOF' … EOF)` gives back what it reads.
  const input = node.line[0]?.node.text === 'cat' ? node.input : undefined;
  const values = node.options.flatMap(({ name, value }) => (OPTION.test(name.node.text) ? [value] : []));
  return [...values, input].flatMap((value): readonly Part<Condition>[] =>
    isScalar(value) && looksLikeCondition(value.node.text)
      ? [{ model: readCondition(value.node), start: start + value.start }]
      : [],
  );
}
