import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';
import { judgeEntry } from './judged-entry.ts';

export const partialWildcard = defineRule({
  id: 'azure/partial-wildcard',
  appliesTo: 'azure/operation-entry',
  severity: 'warning',
  fixable: false,
  holdsInExcerpts: true,
  summary: 'A `*` that is only a part of a segment.',
  why: `The documentation shows \`*\` in the place of whole segments only, and none of the eleven thousand entries of the built-in roles has it anywhere else. Whether Azure takes \`virtual*\` and what it then matches is not documented.

Write the segments out, or put the \`*\` in the place of the whole segment.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format'],
  *check(entry, facts) {
    const judged = judgeEntry(entry, facts);
    if (judged?.judgement.verdict !== 'partial-wildcard') {
      return;
    }
    const { name, judgement } = judged;
    yield {
      at: judged.at(judgement.from, judgement.to),
      message: message(
        'The wildcard in "{0}" is only a part of a segment. It is not documented that Azure takes this, or what it then grants. Let * stand for the whole segment, or write the names out.',
        name,
      ),
    };
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.Compute/virtual*"],
                                 ^^^^^^^^`),
    },
    { clean: exampleRole(`  "Actions": ["*/read", "Microsoft.Compute/*", "Microsoft.Web/*/action"],`) },
  ],
});
