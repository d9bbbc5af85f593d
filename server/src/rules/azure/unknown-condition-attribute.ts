import { findSource } from '../../access/azure/condition/condition-attributes.ts';
import type { ConditionFlaw } from '../../access/azure/condition/condition-checker.ts';
import { clausesOf, namesOperations } from '../../access/azure/condition/condition-guards.ts';
import { attributesIn, type Named, type Stretch } from '../../access/azure/condition/condition-nodes.ts';
import type { Condition } from '../../readers/azure-condition.ts';
import { type Message, message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule, type RuleFinding } from '../rule.ts';
import { ASSIGNMENTS, type Side, sideOf } from './assignment-sides.ts';
import { hasKnownShape, replaceInCondition, spanInCondition } from './condition-place.ts';

export const unknownConditionAttribute = defineRule({
  id: 'azure/unknown-condition-attribute',
  appliesTo: 'azure/condition',
  severity: 'warning',
  fixable: true,
  summary: 'An attribute that its source does not have.',
  why: `An attribute comes from one source or another: \`@Request\` for what the caller sends, \`@Resource\` for what is there, \`@Principal\` for the caller, \`@Environment\` for the network and the time. A name that nobody fills in is never there, so the test never holds, or the service refuses the assignment. Services get new attributes: a name is flagged only where a known one is a typing error away, or is known to belong to another source.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/conditions-format#attributes',
    'https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes',
    'https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes',
    'https://learn.microsoft.com/azure/key-vault/general/rbac-abac',
  ],
  *check(condition) {
    for (const flaw of condition.flaws) {
      const found = judge(flaw);
      if (found) {
        yield report(condition, flaw.span, found);
      }
    }
    for (const { side, source } of hasKnownShape(condition) ? misplacedSources(condition) : []) {
      const text =
        side.source === 'Request'
          ? message(
              'An assignment that is to be written has its attributes in the request: of @{0} they are never there. Write @{1}.',
              source.text,
              side.source,
            )
          : message(
              'An assignment that is to be deleted is a resource, and the request says nothing of it: of @{0} its attributes are never there. Write @{1}.',
              source.text,
              side.source,
            );
      yield report(condition, source.span, { instead: side.source, message: text });
    }
  },
  examples: [
    {
      flagged: `{ "principalId": "[parameters('id')]", "roleDefinitionId": "[parameters('role')]", "condition": "@Resource[Microsoft.KeyVault/vault:name] StringEquals 'kv'" }
                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `{ "principalId": "[parameters('id')]", "roleDefinitionId": "[parameters('role')]", "condition": "@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'kv'" }`,
    },
    {
      language: 'bicep',
      flagged: `var condition = '@Request[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals \\'logs\\''
                  ^^^^^^^`,
      fixed: `var condition = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals \\'logs\\''`,
    },
    {
      language: 'shellscript',
      flagged: `az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "@Resources[Microsoft.KeyVault/vaults:name] StringEquals 'kv'"
                                                                                         ^^^^^^^^^`,
    },
    {
      language: 'bicep',
      flagged: `var condition = '((!(ActionMatches{\\'Microsoft.Authorization/roleAssignments/delete\\'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {\${owner}}))'
                                                                                              ^^^^^^^`,
      fixed: `var condition = '((!(ActionMatches{\\'Microsoft.Authorization/roleAssignments/delete\\'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {\${owner}}))'`,
    },
    {
      language: 'terraform',
      clean: `resource "azurerm_role_assignment" "tags" {
  scope              = var.scope
  role_definition_id = var.role
  principal_id       = var.principal
  condition          = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Team<$key_case_sensitive$>] StringEquals 'a' AND @Resource[Contoso.Things/items:size] NumericLessThan 7"
}`,
    },
  ],
});

interface Found {
  readonly message: Message;
  /** What to write instead, where that is sure. */
  readonly instead: string | undefined;
}

function judge(flaw: ConditionFlaw): Found | undefined {
  switch (flaw.code) {
    case 'unknown-source': {
      const instead = nearestName(flaw.name, flaw.known);
      return {
        instead,
        message: message('Attributes come from {1}, and not from "{0}".', flaw.name, flaw.known),
      };
    }
    case 'unknown-attribute': {
      const instead = nearestName(flaw.name, flaw.known);
      return instead === undefined
        ? undefined
        : { instead, message: message('No attribute "{0}" is known. Did you mean {1}?', flaw.name, instead) };
    }
    case 'foreign-attribute': {
      const [only, ...others] = flaw.sources;
      return {
        instead: others.length === 0 ? only : undefined,
        message: message(
          '"{0}" is an attribute of @{2}: of @{1} it is never there, so this test never holds.',
          flaw.name,
          flaw.source,
          flaw.sources,
        ),
      };
    }
    default:
      return undefined;
  }
}

/** The sources of an assignment's attributes that the operation at hand does not fill. */
function* misplacedSources({ parsed }: Condition): Generator<{ readonly side: Side; readonly source: Named }> {
  for (const clause of clausesOf(parsed.expression)) {
    const side = sideOf(clause);
    // A test with operations of its own is about those.
    const tests = side ? clause.tests.filter((test) => !namesOperations(test)) : [];
    for (const { source, path } of tests.flatMap((test) => [...attributesIn(test)])) {
      const isOfAssignment = path.text.toLowerCase().startsWith(`${ASSIGNMENTS.toLowerCase()}:`);
      if (side && isOfAssignment && findSource(source.text) === side.otherSource) {
        yield { side, source };
      }
    }
  }
}

function report(condition: Condition, span: Stretch, { message: text, instead }: Found): RuleFinding {
  const part = { model: condition, start: 0 };
  return {
    at: spanInCondition(part, span),
    message: text,
    fixes: () =>
      instead === undefined
        ? []
        : [
            {
              title: message('Change to {0}', instead),
              safe: false,
              changes: [replaceInCondition(part, span, instead)],
            },
          ],
  };
}
