import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';

const MOST = 512;

export const roleNameLength = defineRule({
  id: 'azure/role-name-length',
  appliesTo: 'azure/role-definition',
  severity: 'error',
  fixable: false,
  summary: 'A name of more than 512 characters.',
  why: 'Azure takes names of roles of up to 512 characters and refuses longer ones. The portal shows far less of them.',
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits'],
  *check({ name }) {
    const text = name?.text;
    if (text?.known && text.value.length > MOST) {
      yield {
        at: spanOfText(text.scalar),
        message: message(
          'This name has {0} characters. Azure refuses names of more than {1}. Shorten it; details belong into the description.',
          text.value.length,
          MOST,
        ),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "Name": "${'long '.repeat(102)}name",
           ${'^'.repeat(514)}
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    { clean: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read"],`) },
  ],
});
