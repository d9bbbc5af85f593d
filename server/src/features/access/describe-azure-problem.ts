/** What does not fit together in the facts about access in Azure, in words. */
import type { AccessProblem, AccessProblemKind } from '../../access/azure/access-index.ts';
import { type Message, message } from '../../rules/message.ts';

const WORDS: Readonly<Record<AccessProblemKind, (subject: string) => Message>> = {
  'duplicate-assignment': () => message('The same principal has the same role at the same scope twice.'),
  'unknown-role': (role) => message('Nobody says what the role {0} grants.', role),
  'contradictory-role': (role) => message('Files say different things of what the role {0} grants.', role),
  'malformed-scope': (scope) => message('{0} is no path of a scope.', scope),
  'group-cycle': (group) => message('The group {0} is in itself, through other groups.', group),
  'management-group-cycle': (group) => message('The management group {0} is below itself.', group),
  'contradictory-parent': (child) => message('Files name different management groups above {0}.', child),
  'ambiguous-name': (name) => message('Several identities are called {0}.', name),
  'contradictory-permission-model': (vault) =>
    message('Files disagree whether {0} uses Azure RBAC or access policies.', vault),
  'misplaced-everyone': () => message('Everyone is meant here, and only deny assignments can be for everyone.'),
  'deny-without-principals': () => message('This deny assignment names nobody.'),
};

export function describeAzureProblem({ kind, subject }: AccessProblem): Message {
  return WORDS[kind](subject);
}
