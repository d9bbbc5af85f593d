import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';
import { judgeEntry } from './judged-entry.ts';

export const retiredOperation = defineRule({
  id: 'azure/retired-operation',
  appliesTo: 'azure/operation-entry',
  severity: 'warning',
  fixable: false,
  holdsInExcerpts: true,
  summary: 'An operation that Azure published once and does not publish any more.',
  why: `When a provider withdraws an operation, roles that have it go on working, but they cannot be changed any more: Azure checks all entries on every update, and refuses the role because of this one. The same file cannot create the role in another tenant.

Remove the entry, or name the operation that took its place.`,
  sources: ['https://github.com/MicrosoftDocs/azure-docs/issues/91993'],
  *check(entry, facts) {
    const judged = judgeEntry(entry, facts);
    if (judged?.judgement.verdict !== 'retired') {
      return;
    }
    const { name } = judged;
    const { lastSeen } = judged.judgement.operation;
    yield {
      at: judged.at(),
      message: name.includes('*')
        ? message(
            '"{0}" matches only operations that Azure does not publish any more, the last seen on {1}. Azure refuses to create or to update a role with it. Remove it or name what took its place.',
            name,
            lastSeen,
          )
        : message(
            'Azure does not publish "{0}" any more; it was last seen on {1}. Azure refuses to create or to update a role with it. Remove it or name what took its place.',
            name,
            lastSeen,
          ),
    };
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": [
    "Microsoft.Security/autoProvisioningSettings/read",
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "Microsoft.KeyVault/vaults/read"
  ],`),
    },
    { clean: exampleRole(`  "Actions": ["Microsoft.Security/pricings/read"],`) },
  ],
});
