/**
 * Whether the owner of a cluster can read what its configuration refers to. Databricks looks references up as the owner when
 * the cluster starts, which needs READ (https://docs.databricks.com/aws/en/security/secrets/secrets-spark-conf-env-var).
 */
import type { Decision, Outcome, Unknown } from '../decision.ts';
import { decideSecretAccess } from './decide-secret-access.ts';
import { type SecretAccessState, stateOf } from './evaluation/secret-access-state.ts';
import { UnknownSecretFacts } from './evaluation/secret-reason-chain.ts';
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
 * The reasons are those of the first secret that decides. Whoever owns it can start a cluster that refers to nothing.
 * @param cluster its name; names compare without case
 */
export function clusterOwnerCanRead(facts: SecretAccessFacts, cluster: string): ClusterDecision {
  const state = stateOf(facts);
  const owners = ownersOf(state, cluster);
  const configurations = state.clusters.get(cluster.toLowerCase()) ?? [];
  const secrets = configurations
    .flatMap((one) => one.secrets)
    .map((secret) => ({ secret, decision: decideFor(facts, cluster, owners, secret) }));
  const isWhole = configurations.length > 0 && configurations.every(({ closed }) => closed);
  const known = worst(secrets.map(({ decision }) => decision.outcome));
  const outcome = known === 'allowed' && !isWhole ? 'undetermined' : known;
  const deciding = secrets.find(({ decision }) => decision.outcome === outcome)?.decision;
  return {
    owner: owners.length === 1 ? owners[0]?.owner : undefined,
    outcome,
    reasons: deciding?.reasons ?? [ownerLink(cluster, owners)],
    unknowns: outcome === 'undetermined' ? unknownsOf(secrets, isWhole ? undefined : cluster) : [],
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
  cluster: string,
  owners: readonly ClusterOwner[],
  { scope, key, origin }: ClusterSecret,
): Decision<SecretReason> {
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

/** @param cluster one that may refer to more than is told */
function unknownsOf(secrets: readonly ClusterSecretDecision[], cluster: string | undefined): readonly Unknown[] {
  const found = new UnknownSecretFacts();
  if (cluster !== undefined) {
    found.add('cluster-configuration', cluster);
  }
  for (const { decision } of secrets) {
    found.addAll(decision.unknowns);
  }
  return found.list();
}
