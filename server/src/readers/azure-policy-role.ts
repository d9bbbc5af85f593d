/**
 * The roles that a policy gives to the identity of its assignments: the list `roleDefinitionIds` in the details of its
 * effect. Each is the whole id of a definition, and names are not taken
 * (https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources#configure-the-policy-definition).
 * Modules have lists of that name as well; what those take, only the module knows.
 */
import { isGuid } from '../access/azure/guid.ts';
import { findEntry, isList, isScalar, itemsOf, type MapNode, type Placed, type ScalarNode } from '../syntax/tree.ts';
import { namingIn, type RoleReference, replaceName } from './azure-role-reference.ts';
import { type Dialect, readText } from './text.ts';

const ROLE_PATH = '/providers/Microsoft.Authorization/roleDefinitions/';
/** Of these at least one stands beside the roles in the details of an effect. */
const DETAILS = ['type', 'deployment', 'operations', 'existenceCondition', 'conflictEffect', 'deploymentScope'];

/** The whole id of a role, as a policy takes it. */
export function writePolicyRole(guid: string): string {
  return `${ROLE_PATH}${guid}`;
}

export function* readPolicyRoles(map: Placed<MapNode>, dialect: Dialect): Generator<RoleReference> {
  const list = findEntry(map, 'roleDefinitionIds')?.value;
  if (!isList(list)) {
    return;
  }
  const items = [...itemsOf(list)].filter((item) => isScalar(item)).filter(({ node }) => node.type === 'string');
  const isPolicy = DETAILS.some((key) => findEntry(map, key) !== undefined);
  const takesGuids = !isPolicy && items.some(({ node }) => isGuid(node.text));
  for (const item of items) {
    yield readRole(item, isPolicy, takesGuids, dialect);
  }
}

function readRole(
  scalar: Placed<ScalarNode>,
  isInPolicy: boolean,
  takesGuids: boolean,
  dialect: Dialect,
): RoleReference {
  const text = readText(scalar, dialect);
  const { value } = text;
  const { name, guid } = namingIn(text);
  const isWhole = name?.value === value;
  const writeText = takesGuids ? (id: string): string => id : writePolicyRole;
  return {
    kind: 'azure/role-reference',
    text,
    // A module may look names up; the path of an id has no place for one.
    name: isWhole && !isInPolicy ? undefined : name,
    guid,
    takes: 'id',
    takesNames: false,
    isKnownPlace: true,
    isInId: name !== undefined,
    isGiven: isInPolicy,
    isInPolicy,
    writeText,
    // A policy takes ids only, and of a module nobody knows.
    writeName: () => [],
    writeId: (id) => (name ? [replaceName(text, name, isWhole ? writeText(id) : id)] : []),
  };
}
