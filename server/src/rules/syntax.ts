import type { Problem, ProblemCode } from '../syntax/tree.ts';
import { type Message, message } from './message.ts';
import { defineRule } from './rule.ts';

/** One slip makes the reader stumble again and again; what follows the first few is mostly their echo. */
const MOST_SHOWN = 5;

/** Where one is, there are more, and one answer mends them all. */
const ONCE: ReadonlySet<ProblemCode> = new Set(['foreign-blank', 'conflict-marker', 'stray-backslash']);

/** What more text may mend, so that it is no mistake while somebody is typing there. */
const OPEN: ReadonlySet<ProblemCode> = new Set([
  'missing-colon',
  'missing-value',
  'unclosed',
  'unclosed-string',
  'unclosed-here-document',
  'unclosed-element',
]);

/** What lenient tools take. */
const TAKEN: ReadonlySet<ProblemCode> = new Set(['multi-line-string', 'control-character', 'trailing-comma']);

export const syntax = defineRule({
  id: 'grantscope/syntax',
  appliesTo: 'grantscope/source-file',
  severity: 'error',
  fixable: false,
  summary: 'A file that cannot be read as what it is, at the place.',
  why: `Tools refuse the file as a whole, often with a message that names the wrong place. Grantscope reads on behind the mistake, so that the other findings do not wait for it.

Comments are not flagged: some tools take them. A comma behind the last value is a warning, because some tools take it and the Azure CLI does not.`,
  sources: ['https://www.rfc-editor.org/rfc/rfc8259'],
  *check({ problems, recognised, lenient }) {
    if (!recognised) {
      return;
    }
    const shown = new Set<ProblemCode>();
    let count = 0;
    for (const problem of problems) {
      const isRepeated = ONCE.has(problem.code) && shown.has(problem.code);
      if (isRepeated || (lenient && TAKEN.has(problem.code)) || count >= MOST_SHOWN) {
        continue;
      }
      shown.add(problem.code);
      count++;
      const { start, end } = problem.span;
      yield {
        at: { start, end },
        unfinished: OPEN.has(problem.code),
        message: TEXTS[problem.code] ?? message('This cannot be read.'),
        ...(isMild(problem) ? { severity: 'warning' } : {}),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "Name": "Vault reader",
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read" "Microsoft.KeyVault/vaults/write"],
                                              ^
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      flagged: `{
  "Name": "Vault reader",
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read",],
                                              ^
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    {
      flagged: `{
  "spark_conf": {
    "spark.user": "{{secrets/lake/user}}"
                                         ^
    "spark.password": "{{secrets/lake/password}}"
  }
}`,
    },
    {
      clean: `{
  // some tools take comments
  "Name": "Vault reader",
  "Description": "Reads vaults",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
}`,
    },
    { clean: `{ "name": "some other file" "with": "a mistake" }` },
  ],
});

function isMild({ code }: Problem): boolean {
  return code === 'trailing-comma' || code === 'other-encoding';
}

const TEXTS: Readonly<Record<ProblemCode, Message>> = {
  empty: message('There is nothing here to read.'),
  'missing-comma': message('A comma is missing here. Tools refuse the whole file.'),
  'trailing-comma': message(
    'There is a comma behind the last value. The Azure CLI and the portal refuse the file; Azure PowerShell takes it. Remove it.',
  ),
  'missing-colon': message('A colon and a value are missing behind this key. Tools refuse the whole file.'),
  'missing-value': message('A value is missing behind this colon. Tools refuse the whole file.'),
  'missing-key': message('This value has no key. Tools refuse the whole file.'),
  unclosed: message('This bracket is not closed. Tools refuse the whole file.'),
  'unclosed-comment': message('This comment is not closed, so all that follows belongs to it.'),
  'unclosed-string': message('The closing quote is missing. Tools refuse the whole file.'),
  'multi-line-string': message(
    'This text goes on over the end of the line. Only templates of Azure Resource Manager take that; other tools refuse the file. Write \\n for a new line.',
  ),
  unquoted: message('This has to stand in double quotes. Tools refuse the whole file.'),
  unexpected: message('Nothing can stand here. Tools refuse the whole file.'),
  'invalid-escape': message('There is no such escape here. For a backslash write two. Tools refuse the whole file.'),
  'control-character': message(
    'There is a control character in this text, such as a tab. Tools refuse the whole file. Write it as an escape in double quotes, \\t for a tab.',
  ),
  'foreign-blank': message(
    'This blank is no space but another character that looks like one, as copied from a web page. Tools refuse the whole file. Replace it, here and wherever else it stands.',
  ),
  'conflict-marker': message(
    'This is a conflict that git could not merge. Tools refuse the whole file. Choose one side and remove the markers.',
  ),
  'stray-backslash': message(
    'This backslash is a part of the JSON text and breaks it. A shell takes the backslash at the end of a line away only outside of single quotes. Remove it, here and on the other lines.',
  ),
  'too-deep': message('This is nested too deep to be read.'),
  'tab-indentation': message('YAML takes no tabs for indentation. Tools refuse the whole file. Use blanks.'),
  'bad-indentation': message(
    'This line is indented in a way that fits nothing around it. Tools refuse the whole file.',
  ),
  'duplicate-key': message(
    'This key stands here twice. Some tools refuse the file, others drop the first without a word.',
  ),
  'unclosed-here-document': message('The line that ends this text is missing, so all that follows belongs to it.'),
  'unclosed-element': message(
    'This element is not closed. Nobody takes the document as it is; a part of it may be missing.',
  ),
  'mismatched-element': message('This closes another element than the one that is open. Nobody takes the document.'),
  'malformed-element': message('This is no XML. Nobody takes the document.'),
  'unknown-entity': message(
    'XML has no such reference, or an & stands for itself here. Nobody takes the document. Write &amp; for the sign.',
  ),
  'document-type': message(
    'A document type has no place in SAML: it can make entities that grow without end or fetch files. It is passed over here, and others refuse the document.',
  ),
  'other-encoding': message(
    'The document says that it is in another encoding than UTF-8. It is read as UTF-8 here, and AWS takes no other for metadata. Save it as UTF-8.',
  ),
  'broken-base64': message('The text breaks off here: it is no whole Base64. A part of it may be missing.'),
  unreadable: message('This cannot be read.'),
};
