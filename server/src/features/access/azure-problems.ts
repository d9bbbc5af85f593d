/** What does not fit together in the facts about access in Azure, and where that is written. */
import type { AccessIndex, AccessProblem } from '../../access/azure/access-index.ts';
import type { Origin } from '../../access/decision.ts';
import type { Message } from '../../rules/message.ts';
import { placeKey } from './access-tree.ts';
import { describeAzureProblem } from './describe-azure-problem.ts';

interface Found {
  readonly problems: readonly AccessProblem[];
  readonly byPlace: ReadonlyMap<string, readonly Message[]>;
}

const found = new WeakMap<object, Found>();

/** Looked for once in the same facts. */
function problemsOf(index: AccessIndex): Found {
  const known = found.get(index.state) ?? findProblems(index);
  found.set(index.state, known);
  return known;
}

function findProblems(index: AccessIndex): Found {
  const problems = index.problems();
  const byPlace = new Map<string, Message[]>();
  for (const problem of problems) {
    for (const origin of problem.origins) {
      const key = placeKey(origin);
      byPlace.set(key, [...(byPlace.get(key) ?? []), describeAzureProblem(problem)]);
    }
  }
  return { problems, byPlace };
}

export function azureProblemsIn(index: AccessIndex): readonly AccessProblem[] {
  return problemsOf(index).problems;
}

export function azureProblemsAt(index: AccessIndex, origin: Origin): readonly Message[] {
  return problemsOf(index).byPlace.get(placeKey(origin)) ?? [];
}
