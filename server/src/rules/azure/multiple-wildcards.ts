import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleRole } from './example-role.ts';
import { judgeEntry } from './judged-entry.ts';

export const multipleWildcards = defineRule({
  id: 'azure/multiple-wildcards',
  appliesTo: 'azure/operation-entry',
  severity: 'error',
  fixable: false,
  holdsInExcerpts: true,
  summary: 'Two `*` in one entry.',
  why: `Azure takes one wildcard in an entry and refuses the whole role when there are two ("contains multiple wildcards. Only one is allowed."). Older pages of the documentation showed an entry with two.

A \`*\` matches any text, slashes included, so one is mostly enough: \`Microsoft.CostManagement/*\` for \`Microsoft.CostManagement/*/query/*\`. Else write one entry for each.`,
  sources: ['https://github.com/MicrosoftDocs/azure-docs/issues/74428'],
  *check(entry, facts) {
    const judged = judgeEntry(entry, facts);
    if (judged?.judgement.verdict !== 'several-wildcards') {
      return;
    }
    const { name, judgement } = judged;
    yield {
      at: judged.at(judgement.from, judgement.to),
      message: message(
        '"{0}" has more than one wildcard. Azure takes one in an entry and refuses the whole role. Keep one, or write an entry for each.',
        name,
      ),
    };
  },
  examples: [
    {
      flagged: exampleRole(`  "Actions": ["Microsoft.CostManagement/*/query/*"],
                                                ^`),
    },
    { clean: exampleRole(`  "Actions": ["Microsoft.CostManagement/*"],`) },
  ],
});
