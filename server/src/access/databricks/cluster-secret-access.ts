/**
 * Whether the owner of a cluster can read what its configuration refers to. Databricks looks references up as the owner when
 * the cluster starts, which needs READ (https://docs.databricks.com/aws/en/security/secrets/secrets-spark-conf-env-var).
 */
import type { Decision, Outcome } from '../decision.ts';
import { decideSecretAccess } from './decide-secret-access.ts';
import { type SecretAccessState, stateOf } from './evaluation/secret-access-state.ts';
import type { ClusterOwner, ClusterSecret, SecretAccessFacts } from './secret-access-facts.ts';
import { addressOfScope } from './secret-access-request.ts';
import type { SecretReason } from './secret-reason.ts';

export interface ClusterSecretDecision {
  readonly secret: ClusterSecret;
  readonly decision: Decision<SecretReason>;
}

/** Who owns a cluster, where that is known, and each secret that it refers to. */
export interface ClusterDecision extends Decision<SecretReason> {
  readonly owner: string | undefined;
  readonly secrets: readonly ClusterSecretDecision[];
}

/**
 * The reasons are those of the first secret that decides. A cluster that refers to nothing can be started by anybody.
 * @param cluster its name; names compare without case
 */
export function clusterOwnerCanRead(facts: SecretAccessFacts, cluster: string): ClusterDecision {
  const state = stateOf(facts);
  const owners = ownersOf(state, cluster);
  const told = state.clusterSecrets.get(cluster.toLowerCase());
  const isKnown = told !== undefined || owners.length > 0;
  const secrets = (told ?? []).map((secret) => ({ secret, decision: decideFor(facts, owners, secret) }));
  const outcome = isKnown && told ? worst(secrets.map(({ decision }) => decision.outcome)) : 'undetermined';
  const deciding = secrets.find(({ decision }) => decision.outcome === outcome)?.decision;
  const configuration = { kind: 'cluster-configuration', subject: cluster };
  return {
    owner: owners.length === 1 ? owners[0]?.owner : undefined,
    outcome,
    reasons: deciding?.reasons ?? [ownerLink(cluster, owners)],
    unknowns: outcome === 'undetermined' ? (deciding ? unknownsOf(secrets) : [configuration]) : [],
    secrets,
  };
}

/** Each once, in the order in which files tell them. */
function ownersOf({ owners }: SecretAccessState, cluster: string): readonly ClusterOwner[] {
  const found = new Map<string, ClusterOwner>();
  for (const fact of owners.get(cluster.toLowerCase()) ?? []) {
    const key = fact.owner.trim().toLowerCase();
    found.set(key, found.get(key) ?? fact);
  }
  return [...found.values()];
}

/** Files may name several owners: what holds for each of them holds. */
function decideFor(
  facts: SecretAccessFacts,
  owners: readonly ClusterOwner[],
  secret: ClusterSecret,
): Decision<SecretReason> {
  const { cluster, scope, key, origin } = secret;
  const reference: SecretReason = { id: 'databricks/cluster-secret', effect: 'none', origin, cluster, scope, key };
  const decisions = owners.map(({ owner }) =>
    decideSecretAccess(facts, { principal: owner, operation: 'secrets/get', resource: addressOfScope(scope) }),
  );
  const [first] = decisions;
  if (!first || decisions.some(({ outcome }) => outcome !== first.outcome)) {
    const unknowns = [{ kind: 'cluster-owner', subject: cluster }];
    return { outcome: 'undetermined', reasons: [reference, ownerLink(cluster, owners)], unknowns };
  }
  return { ...first, reasons: [reference, ownerLink(cluster, owners.slice(0, 1)), ...first.reasons] };
}

function ownerLink(cluster: string, [owner, ...others]: readonly ClusterOwner[]): SecretReason {
  const id = 'databricks/cluster-owner';
  return owner && others.length === 0
    ? { id, effect: 'none', origin: owner.origin, cluster, owner: owner.owner }
    : { id, effect: 'none', ...(owner ? { origin: owner.origin } : {}), cluster, owner: undefined };
}

function worst(outcomes: readonly Outcome[]): Outcome {
  return outcomes.includes('denied') ? 'denied' : outcomes.includes('undetermined') ? 'undetermined' : 'allowed';
}

function unknownsOf(secrets: readonly ClusterSecretDecision[]): Decision<SecretReason>['unknowns'] {
  const all = secrets.flatMap(({ decision }) => decision.unknowns);
  return all.filter(
    ({ kind, subject }, index) => all.findIndex((one) => one.kind === kind && one.subject === subject) === index,
  );
}
