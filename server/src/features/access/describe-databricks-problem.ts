/** What does not fit together in the facts about secrets in Databricks, in words. */
import type { SecretProblem, SecretProblemKind } from '../../access/databricks/secret-access-problems.ts';
import { type Message, message } from '../../rules/message.ts';

const WORDS: Readonly<Record<SecretProblemKind, (problem: SecretProblem) => Message>> = {
  'contradictory-permission': ({ subject, principal }) =>
    message('{0} is given different permissions on the scope {1}; the last one counts.', principal ?? '', subject),
  'unknown-permission': ({ subject }) =>
    message('On the scope {0} a permission is given that is not READ, WRITE or MANAGE.', subject),
  'contradictory-backend': ({ subject }) => message('Files disagree where the secrets of {0} are kept.', subject),
  'contradictory-owner': ({ subject }) => message('Files name different owners of the cluster {0}.', subject),
  'group-cycle': ({ subject }) => message('The group {0} is in itself, through other groups.', subject),
  'ambiguous-name': ({ subject }) => message('Several identities are called {0}.', subject),
};

export function describeSecretProblem(problem: SecretProblem): Message {
  return WORDS[problem.kind](problem);
}
