import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

/** Bytes. */
const MOST = 8 * 1024;

/** A condition with this many ids. */
function naming(count: number): string {
  const ids = Array.from(
    { length: count },
    (_, index) => `${String(index).padStart(8, '0')}-6ea1-4ae2-8e65-a410df84e7d1`,
  );
  return `@Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAnyValues:GuidEquals {${ids.join(', ')}}`;
}

export const conditionTooLong = defineRule({
  id: 'azure/condition-too-long',
  appliesTo: 'azure/condition',
  severity: 'error',
  fixable: false,
  summary: 'A condition of more than 8 KB.',
  why: `Azure takes conditions of up to 8 KB, blanks and line ends included. A long condition is mostly a long list of ids: name a group that has the principals, or split the assignment.`,
  sources: ['https://learn.microsoft.com/azure/role-based-access-control/conditions-faq'],
  *check({ scalar, value, parsed }) {
    // What is filled in may be shorter than its name.
    const bytes = parsed.known ? sizeOf(value) : 0;
    if (bytes > MOST) {
      yield {
        at: spanOfText(scalar),
        message: message('This condition has {0} bytes, and Azure takes {1}.', bytes, MOST),
      };
    }
  },
  examples: [
    {
      language: 'bicep',
      flagged: `var condition = '${naming(220)}'
                 ${'^'.repeat(naming(220).length)}`,
    },
    {
      language: 'bicep',
      clean: `var condition = '${naming(150)}'`,
    },
  ],
});

/** The bytes of a text in UTF-8. */
function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
