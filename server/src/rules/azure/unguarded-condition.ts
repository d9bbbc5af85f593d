import { clausesOf, namesOperations } from '../../access/azure/condition/condition-guards.ts';
import { attributesIn, type Expression } from '../../access/azure/condition/condition-nodes.ts';
import { type Plane, parseOperation } from '../../access/azure/operation-pattern.ts';
import { grantedElsewhere } from '../../access/azure/role-operations.ts';
import type { BuiltInRole, OperationFacts } from '../../access/facts.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { spanInCondition } from './condition-place.ts';
import { conditionalAssignments } from './conditional-assignment.ts';

/** The types of resource whose attributes only operations on them have, and the plane of those operations. */
const PLANES: Readonly<Record<string, Plane>> = {
  'microsoft.authorization/roleassignments': 'control',
  'microsoft.storage/storageaccounts/blobservices/containers': 'data',
  'microsoft.storage/storageaccounts/blobservices/containers/blobs': 'data',
};

export const unguardedCondition = defineRule({
  id: 'azure/unguarded-condition',
  appliesTo: 'azure/deployment',
  severity: 'warning',
  fixable: false,
  summary: 'A test that binds every operation of the role, those without its attribute too.',
  why: `A test without \`!(ActionMatches{'…'}) OR\` before it has to hold for everything that the role grants. Where an operation is done on something that does not have the attribute the test does not hold, and the operation is refused: the role grants less than its name says. Say which operations are meant: \`!(ActionMatches{'…'}) OR (test)\`.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/conditions-format#actions',
    'https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot',
  ],
  *check(deployment, facts) {
    for (const { role, condition } of conditionalAssignments(deployment, facts)) {
      for (const { whole } of clausesOf(condition.model.parsed.expression)) {
        const type = namesOperations(whole) ? undefined : typeOf(whole);
        const other = type === undefined ? undefined : otherOperation(role, type, facts.operations);
        if (type !== undefined && other !== undefined) {
          yield {
            at: spanInCondition(condition, whole.span),
            message: message(
              '{0} also grants {1}, which is not done on {2}: this test binds it as well, and it is refused. Put !(ActionMatches…) OR before the test for the operations that are meant.',
              role.name,
              other,
              type,
            ),
          };
        }
      }
    }
  },
  examples: [
    {
      language: 'shellscript',
      flagged: `az role assignment create --role 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9 --assignee "$ID" --scope "$SCOPE" --condition "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {4633458b-17de-408a-b874-0445c86b69e6}"
                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'shellscript',
      clean: `az role assignment create --role 2a2b9908-6ea1-4ae2-8e65-a410df84e7d1 --assignee "$ID" --scope "$SCOPE" --condition "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringStartsWith 'app-'"
az role assignment create --role 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9 --assignee "$ID" --scope "$SCOPE" --condition "ActionMatches{'Microsoft.Support/*'} OR (ActionMatches{'Microsoft.Authorization/roleAssignments/write'} AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'User')"
az role assignment create --role 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9 --assignee "$ID" --scope "$SCOPE" --condition "@Environment[isPrivateLink] BoolEquals true"
az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {4633458b-17de-408a-b874-0445c86b69e6}"`,
    },
  ],
});

/** The type of resource whose attributes a test asks for, where it asks for those of one only. */
function typeOf(test: Expression): string | undefined {
  const types = new Set<string | undefined>();
  for (const { source, path } of attributesIn(test)) {
    const colon = path.text.indexOf(':');
    const isOfResource = /^(?:resource|request)$/i.test(source.text);
    types.add(isOfResource && colon > 0 && path.text.includes('/') ? path.text.slice(0, colon) : undefined);
  }
  const [type] = types;
  return types.size === 1 ? type : undefined;
}

/** An operation of the same plane that the role grants on something else. */
function otherOperation(role: BuiltInRole, type: string, operations: OperationFacts): string | undefined {
  const plane = PLANES[type.toLowerCase()];
  if (!plane) {
    return undefined;
  }
  const entries = role.permissions.flatMap(({ actions, dataActions }) => (plane === 'control' ? actions : dataActions));
  return grantedElsewhere(role, plane, type, entries.map(parseOperation), operations);
}
