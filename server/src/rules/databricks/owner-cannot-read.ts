import type { Facts } from '../../access/facts.ts';
import { type Cluster, textAt } from '../../readers/databricks-cluster.ts';
import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

const INVENTORY = `databricks:
  admins: [root@contoso.com]
  scopes:
    billing:
      keys: [storage-key]
      acls:
        ada@contoso.com: MANAGE
        loaders: READ
  clusters:
    nightly:
      owner: grace@contoso.com
groups:
  loaders: [alan@contoso.com]`;

export const ownerCannotRead = defineRule({
  id: 'databricks/owner-cannot-read',
  appliesTo: 'databricks/cluster',
  asksInventory: true,
  severity: 'error',
  fixable: false,
  summary: 'A reference to a secret that the owner of the cluster may not read.',
  why: `A cluster looks its references up as its owner, when it starts. The owner needs READ on the secret scope, by name, through a group, or as an administrator of the workspace. Without it the cluster does not start.

Who owns a cluster stands in its export (\`creator_user_name\`) or in an inventory file. The rule speaks only where all permissions on the scope, all groups in them and all administrators are known. Permissions hold for a whole scope, so one command mends all references to it: \`databricks secrets put-acl <scope> <owner> READ\`.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
    'https://github.com/databricks/terraform-provider-databricks/issues/2543',
  ],
  *check(cluster, facts) {
    const owner = ownerOf(cluster, facts);
    const told = new Set<string>();
    for (const { scalar, reference } of owner ? [...cluster.confReferences, ...cluster.environmentReferences] : []) {
      const { scope } = reference;
      const isNew = scope?.known && !told.has(scope.value.toLowerCase());
      if (owner && scope && isNew && facts.secrets.mayRead(owner, scope.value) === 'no') {
        told.add(scope.value.toLowerCase());
        yield {
          at: spanIn(scalar, reference.span.start, reference.span.end),
          message: message(
            'The cluster belongs to {0}, who may not read the secret scope "{1}". It looks the secret up as its owner, and does not start. Run: databricks secrets put-acl {1} {0} READ',
            owner,
            scope.value,
          ),
        };
      }
    }
  },
  examples: [
    {
      inventory: INVENTORY,
      flagged: `{
  "cluster_name": "adhoc",
  "creator_user_name": "grace@contoso.com",
  "spark_version": "15.4.x-scala2.12",
  "data_security_mode": "SINGLE_USER",
  "spark_conf": {
    "fs.azure.account.key.contoso.dfs.core.windows.net": "{{secrets/billing/storage-key}}",
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "spark.storage.key": "{{secrets/billing/storage-key}}"
  }
}`,
    },
    {
      language: 'yaml',
      inventory: INVENTORY,
      flagged: `resources:
  clusters:
    nightly:
      cluster_name: nightly
      spark_version: 15.4.x-scala2.12
      spark_env_vars:
        STORAGE_KEY: "{{secrets/billing/storage-key}}"
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      inventory: INVENTORY,
      clean: `[
  { "cluster_name": "a", "creator_user_name": "ada@contoso.com", "spark_conf": { "spark.k": "{{secrets/billing/storage-key}}" } },
  { "cluster_name": "b", "creator_user_name": "alan@contoso.com", "spark_conf": { "spark.k": "{{secrets/billing/storage-key}}" } },
  { "cluster_name": "c", "creator_user_name": "root@contoso.com", "spark_conf": { "spark.k": "{{secrets/billing/storage-key}}" } },
  { "cluster_name": "d", "creator_user_name": "grace@contoso.com", "spark_conf": { "spark.k": "{{secrets/other/storage-key}}" } },
  { "cluster_name": "e", "creator_user_name": "grace@contoso.com", "spark_conf": { "spark.k": "{{secrets/\${var.scope}/storage-key}}" } },
  { "cluster_name": "f", "spark_conf": { "spark.k": "{{secrets/billing/storage-key}}" } }
]`,
    },
    {
      clean: `{ "creator_user_name": "grace@contoso.com", "spark_conf": { "spark.k": "{{secrets/billing/storage-key}}" } }`,
    },
  ],
});

/** Only the owner counts, and not who may attach or for whom a job runs. */
function ownerOf({ map, isProperties }: Cluster, { secrets }: Facts): string | undefined {
  const creator = isProperties ? undefined : textAt(map, 'creator_user_name')?.text;
  if (creator) {
    return creator.known && creator.value !== '' ? creator.value : undefined;
  }
  const name = isProperties ? undefined : textAt(map, 'cluster_name')?.text;
  return name?.known ? secrets.ownerOf(name.value) : undefined;
}
