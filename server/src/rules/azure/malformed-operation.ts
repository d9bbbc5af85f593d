import type { OperationJudgement } from '../../access/azure/operation-judgement.ts';
import { spanOf } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';
import { judgeEntry } from './judged-entry.ts';

export const malformedOperation = defineRule({
  id: 'azure/malformed-operation',
  appliesTo: 'azure/operation-entry',
  severity: 'warning',
  fixable: false,
  holdsInExcerpts: true,
  summary:
    'An entry that is not written as an operation: blanks inside, a slash at an end, foreign characters, no verb.',
  why: `An operation is written \`Provider.Name/type/verb\`, with segments of letters, digits and a few signs, and ends in \`read\`, \`write\`, \`delete\`, \`action\` or \`*\`. Anything else matches no published operation, and Azure refuses the whole role.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format'],
  *check(entry, facts) {
    const judged = judgeEntry(entry, facts);
    const text = judged && describe(judged.judgement, judged.name);
    if (!text) {
      return;
    }
    const { judgement, name } = judged;
    const at = 'from' in judgement ? judged.at(judgement.from, judgement.to) : judged.at();
    yield { at: name === '' ? spanOf(entry.text.scalar) : at, message: text };
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.Container Registries/registries/read"],
                                  ^`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.Insights/alertRules/"],
                                            ^`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.Compute/virtualMachines"],
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
    },
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.KeyVault/vaults/read", ""],
                                                ^^`),
    },
    {
      clean: exampleRole(
        `  "Actions": ["Microsoft.OperationalInsights/workspaces/*", "microsoft.compute/virtualMachines/Start/ACTION"],`,
      ),
    },
  ],
});

function describe(judgement: OperationJudgement, name: string): Message | undefined {
  switch (judgement.verdict) {
    case 'empty':
      return message('This entry is empty. Azure refuses the whole role because of it. Remove it.');
    case 'characters':
      return message(
        '"{0}" has characters that no operation has. Azure refuses the whole role because of it. Correct the name.',
        name,
      );
    case 'slash':
      return message(
        '"{0}" has a slash too many. It matches no operation, and Azure refuses the whole role. Remove the slash.',
        name,
      );
    case 'no-verb':
      return message(
        '"{0}" names what operations are done on, but no operation. Azure refuses the whole role. Add what may be done: /read, /write, /delete, or /* for everything.',
        name,
      );
    default:
      return undefined;
  }
}
