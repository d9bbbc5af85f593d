/** What one file says of key vaults that are there: what the Azure CLI and the service print. */
import type { AccessPolicy, PermissionModel, Vault } from '../access/azure/access-facts.ts';
import type { AccessPolicies, AccessPolicy as PolicyModel } from '../readers/azure-access-policy.ts';
import type { KeyVault, PermissionModel as ModelSaid } from '../readers/azure-key-vault.ts';
import type { FoundModel } from '../readers/read-models.ts';
import { spanOf } from '../syntax/tree.ts';

/** A template says nothing of a vault that is certain before it is deployed: the subscription and often the name are missing. */
export function vaultsIn(uri: string, found: FoundModel): readonly Vault[] {
  const { model, frame } = found;
  if (model.kind !== 'azure/key-vault' || model.form !== 'export' || !model.id?.known) {
    return [];
  }
  const offsetOf = (node: KeyVault['whole'] | PolicyModel['node']): number =>
    frame.toFile(spanOf({ ...node, start: found.start + node.start })).start;
  return [
    {
      scope: model.id.value,
      permissionModel: MODELS[model.permissionModel],
      accessPolicies: model.policies && policiesOf(uri, model.policies, offsetOf),
      isHsm: false,
      origin: { uri, offset: offsetOf(model.whole) },
    },
  ];
}

const MODELS: Readonly<Record<ModelSaid, PermissionModel>> = {
  rbac: 'rbac',
  policy: 'policy',
  omitted: 'unknown',
  unknown: 'unknown',
};

/** Undefined where the file does not have them all. */
function policiesOf(
  uri: string,
  { items, isWhole, any }: AccessPolicies,
  offsetOf: (node: PolicyModel['node']) => number,
): readonly AccessPolicy[] | undefined {
  if (any === 'no') {
    return [];
  }
  const read = items.map((item) => policyOf(uri, item, offsetOf(item.node)));
  const known = read.flatMap((one) => (one ? [one] : []));
  return isWhole && known.length === read.length ? known : undefined;
}

function policyOf(uri: string, { objectId, applicationId, permissions, isWhole }: PolicyModel, offset: number) {
  const principal = objectId?.text;
  if (!isWhole || !principal?.known) {
    return undefined;
  }
  const { keys = [], secrets = [], certificates = [], storage = [] } = permissions;
  return {
    objectId: principal.value,
    ...(applicationId?.text ? { applicationId: applicationId.text.value } : {}),
    keys,
    secrets,
    certificates,
    storage,
    origin: { uri, offset },
  };
}
