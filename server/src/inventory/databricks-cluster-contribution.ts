/** What one file says of clusters: their owners, and the secrets that their configurations refer to. */
import { type Cluster, textAt } from '../readers/databricks-cluster.ts';
import type { FoundModel } from '../readers/read-models.ts';
import type { Frame } from '../syntax/language.ts';

export interface SaidSecret {
  readonly scope: string;
  readonly key: string;
  readonly start: number;
}

export interface SaidCluster {
  readonly name: string;
  readonly start: number;
  readonly owner: { readonly name: string; readonly start: number } | undefined;
  /** Each once, where it is first referred to. */
  readonly secrets: readonly SaidSecret[];
  /** Whether it can refer to no others. */
  readonly closed: boolean;
}

/** The clusters that have a name, with offsets in the file. */
export function clustersIn(models: readonly FoundModel[]): readonly SaidCluster[] {
  return models.flatMap(({ model, start, frame }) => {
    const cluster = model.kind === 'databricks/cluster' ? namedCluster(model) : undefined;
    return cluster ? [placed(cluster, start, frame)] : [];
  });
}

const known = new WeakMap<Cluster, SaidCluster | 'nameless'>();

/** Places count from the start of the model. */
function namedCluster(cluster: Cluster): SaidCluster | undefined {
  const said = known.get(cluster) ?? readNamedCluster(cluster) ?? 'nameless';
  known.set(cluster, said);
  return said === 'nameless' ? undefined : said;
}

function readNamedCluster(cluster: Cluster): SaidCluster | undefined {
  const name = cluster.isProperties ? undefined : knownTextAt(cluster, 'cluster_name');
  if (!name) {
    return undefined;
  }
  const secrets = new Map<string, SaidSecret>();
  let closed = !cluster.isOpen;
  for (const { scalar, reference } of [...cluster.confReferences, ...cluster.environmentReferences]) {
    const { scope, key } = reference;
    if (scope?.known && key?.known) {
      const id = `${scope.value}/${key.value}`.toLowerCase();
      const said = secrets.get(id) ?? { scope: scope.value, key: key.value, start: scalar.start };
      secrets.set(id, said);
    } else {
      closed = false;
    }
  }
  const owner = knownTextAt(cluster, 'creator_user_name');
  return { ...name, owner, secrets: [...secrets.values()], closed };
}

function knownTextAt({ map }: Cluster, key: string): { readonly name: string; readonly start: number } | undefined {
  const found = textAt(map, key);
  const isKnown = found?.text.known && found.text.value.trim() !== '';
  return found && isKnown ? { name: found.text.value, start: found.entry.key.start } : undefined;
}

function placed(cluster: SaidCluster, modelStart: number, frame: Frame): SaidCluster {
  const offsetOf = (start: number): number =>
    frame.toFile({ start: modelStart + start, end: modelStart + start }).start;
  const { owner } = cluster;
  return {
    ...cluster,
    start: offsetOf(cluster.start),
    owner: owner && { ...owner, start: offsetOf(owner.start) },
    secrets: cluster.secrets.map((secret) => ({ ...secret, start: offsetOf(secret.start) })),
  };
}
