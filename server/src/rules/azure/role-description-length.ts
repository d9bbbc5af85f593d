import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';

const MOST = 2048;

export const roleDescriptionLength = defineRule({
  id: 'azure/role-description-length',
  appliesTo: 'azure/role-definition',
  severity: 'error',
  fixable: false,
  summary: 'A description of more than 2,048 characters.',
  why: 'Azure takes descriptions of roles of up to 2,048 characters and refuses longer ones.',
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits'],
  *check({ description }) {
    const text = description?.text;
    if (text?.known && text.value.length > MOST) {
      yield {
        at: spanOfText(text.scalar),
        message: message(
          'This description has {0} characters. Azure refuses descriptions of more than {1}. Shorten it.',
          text.value.length,
          MOST,
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "Name": "Vault reader",
  "Description": "${'long '.repeat(410)}",
                  ${'^'.repeat(2050)}
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    { clean: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],`) },
  ],
});
