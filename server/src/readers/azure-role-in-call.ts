/** Roles in calls of templates: `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'Reader')`. */
import { guidsIn, isGuid } from '../access/azure/guid.ts';
import { type CallNode, isScalar, type Placed } from '../syntax/tree.ts';
import { namingAt, type RoleReference, replaceName } from './azure-role-reference.ts';
import { readText } from './text.ts';

const RESOURCE_ID = /(?:^|\.)(?:subscriptionResourceId|resourceId|tenantResourceId|managementGroupResourceId)$/i;
const ROLE_TYPE = 'microsoft.authorization/roledefinitions';

export function readRoleInCall({ node, start }: Placed<CallNode>): RoleReference | undefined {
  if (!RESOURCE_ID.test(node.callee)) {
    return undefined;
  }
  const texts = node.children.map((child, index) => ({ node: child, start: start + (node.starts[index] ?? 0) }));
  const type = texts.findIndex((one) => isScalar(one) && one.node.text.toLowerCase() === ROLE_TYPE);
  const role = type < 0 ? undefined : texts[type + 1];
  if (!isScalar(role) || role.node.type !== 'string' || texts.length !== type + 2) {
    return undefined;
  }
  const text = readText(role, 'plain');
  const [guid] = [...guidsIn(text.value)];
  const isName = text.known && !guid && !isGuid(text.value) && text.value.trim() !== '';
  const naming = isName ? namingAt(0, text.value) : undefined;
  return {
    kind: 'azure/role-reference',
    text,
    name: naming,
    guid: guid && namingAt(guid.start, guid.guid),
    takes: 'id',
    isKnownPlace: true,
    isInId: true,
    isGiven: true,
    // What the calls make is an id.
    writeName: () => [],
    writeId: (id) => (naming ? [replaceName(text, naming, id)] : []),
  };
}
