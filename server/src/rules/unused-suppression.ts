/** The rule about comments that silence nothing. Found where suppressions are applied, after all other rules. */
import { defineRule } from './rule.ts';

export const unusedSuppression = defineRule({
  id: 'grantscope/unused-suppression',
  appliesTo: 'grantscope/source-file',
  severity: 'information',
  fixable: true,
  unnecessary: true,
  summary: 'A comment that silences a rule where the rule has nothing to say.',
  why: 'What it once silenced is mended or gone. Left in, it hides the next mistake at the same place. Remove it.',
  sources: [],
  *check() {},
  examples: [
    {
      flagged: `
{
  "Name": "Vault backup operator",
  "Description": "Reads vaults",
  // grantscope-disable-next-line azure/padded-operation
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
      fixed: `
{
  "Name": "Vault backup operator",
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      clean: `
{
  "Name": "Vault backup operator",
  "Description": "Reads vaults",
  // grantscope-disable-next-line azure/padded-operation -- as the guide has it
  "Actions": ["Microsoft.KeyVault/vaults/read "],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
  ],
});
