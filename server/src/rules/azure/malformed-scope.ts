import type { ScopeFlaw, ScopeFlawCode } from '../../access/azure/scope.ts';
import { spanIn, spanOf } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';
import { exampleScopes } from './example-role.ts';

export const malformedScope = defineRule({
  id: 'azure/malformed-scope',
  appliesTo: 'azure/assignable-scope',
  severity: 'error',
  fixable: true,
  summary: 'A text that is no scope: a missing slash, `/subscription/`, a bare GUID, a mangled path, a bad name.',
  why: `A scope is \`/subscriptions/<GUID>\`, \`/subscriptions/<GUID>/resourceGroups/<name>\`, or \`/providers/Microsoft.Management/managementGroups/<id>\`. For anything else Azure answers "The request did not have a subscription or a valid tenant level resource provider", or creates nothing where you look for it.

In Git Bash an argument that begins with a slash is turned into a Windows path; set \`MSYS_NO_PATHCONV=1\` there. A slash at the end is cut off by Azure PowerShell; what the other tools do with it is not documented.`,
  sources: [
    'https://learn.microsoft.com/azure/role-based-access-control/scope-overview#scope-format',
    'https://github.com/Azure/azure-cli/issues/28842',
    'https://github.com/Azure/azure-cli/issues/1735',
  ],
  *check({ text, scope: { flaw } }) {
    const described = text.known && flaw ? describe(flaw, text.value) : undefined;
    if (!flaw || !described) {
      return;
    }
    const { from, to, correction } = flaw;
    const fix: Fix | undefined =
      correction === undefined
        ? undefined
        : {
            title:
              correction === ''
                ? message('Remove "{0}"', text.value.slice(from, to))
                : message('Change to {0}', correction),
            safe: true,
            changes: [{ verb: 'replaceText', scalar: text.scalar, span: { start: from, end: to }, text: correction }],
          };
    yield {
      at: to > from ? spanIn(text.scalar, from, to) : spanOf(text.scalar),
      message: described,
      ...(MILD.has(flaw.code) ? { severity: 'warning' } : {}),
      fixes: () => (fix ? [fix] : []),
    };
  },
  examples: [
    {
      flagged: exampleScopes(`    "/subscription/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"
      ^^^^^^^^^^^^`),
      fixed: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`),
    },
    {
      flagged: exampleScopes(`    "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`),
    },
    {
      flagged: exampleScopes(`    "subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"
     ^^^^^^^^^^^^^`),
      fixed: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`),
    },
    {
      flagged: exampleScopes(`    "C:/Program Files/Git/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"
     ^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`),
    },
    {
      flagged: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5bresourceGroups/rg"
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg"`),
    },
    {
      flagged: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/"
                                                        ^`),
      fixed: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`),
    },
    {
      flagged: exampleScopes(`    "/providers/Microsoft.Insights"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
    },
    {
      clean: exampleScopes(
        `    "/subscriptions/\${subscription_id}", "\${current_scope_resource_id}", "[subscription().id]"`,
      ),
    },
  ],
});

/** What only some tools refuse. */
const MILD: ReadonlySet<ScopeFlawCode> = new Set(['trailing-slash', 'blanks']);

type Describe = (part: string, correction: string) => Message;

const TEXTS: Readonly<Partial<Record<ScopeFlawCode, Describe>>> = {
  empty: () =>
    message('This scope is empty. Azure refuses the role. Write a scope such as "/subscriptions/…", or remove it.'),
  blanks: () =>
    message(
      'There is a blank around this scope. It may be taken for a part of it, and then Azure refuses the role. Remove the blank.',
    ),
  'shell-path': (part) =>
    message(
      'Git Bash has turned this scope into a path of its own folder ("{0}"). Azure does not find it. Take that part away, and set MSYS_NO_PATHCONV=1 where the scope is passed on.',
      part,
    ),
  url: () =>
    message(
      'This is an address, no scope. Azure refuses the role. Write the resource id, which begins with "/subscriptions/".',
    ),
  'bare-guid': (_, correction) =>
    message('This is a bare GUID, no scope. Azure refuses the role. For a subscription write "{0}".', correction),
  'no-leading-slash': () =>
    message(
      'A scope begins with a slash: "/subscriptions/…" or "/providers/Microsoft.Management/managementGroups/…". Azure refuses the role.',
    ),
  'empty-segment': () => message('There is a slash too many in this scope. Azure does not find it. Write one.'),
  'misspelt-segment': (part, correction) =>
    message(
      '"{0}" is no part of a scope: write "{1}". Azure answers that the request has no subscription.',
      part,
      correction,
    ),
  'missing-slash': () =>
    message('A slash is missing behind the id of the subscription. Azure does not find the scope.'),
  'no-guid': (part) =>
    message(
      '"{0}" is no id of a subscription: that is a GUID of 8-4-4-4-12 hexadecimal digits. Azure does not find the scope.',
      part,
    ),
  'unknown-beginning': () =>
    message(
      'A scope begins with "/subscriptions/" or "/providers/Microsoft.Management/managementGroups/". Azure refuses the role.',
    ),
  'provider-only': () =>
    message(
      'This names a resource provider, no scope. Azure refuses the role. Give a management group, a subscription or a resource group.',
    ),
  incomplete: () =>
    message('This scope is incomplete: names are missing, or parts are in the wrong order. Azure does not find it.'),
  'resource-group-name': (part) =>
    message(
      '"{0}" cannot be the name of a resource group: up to 90 letters, digits and . _ - ( ), no dot at the end.',
      part,
    ),
  'management-group-name': (part) =>
    message(
      '"{0}" cannot be the id of a management group: up to 90 letters, digits and . _ - ( ). Its display name is no id.',
      part,
    ),
  'trailing-slash': () =>
    message('There is a slash at the end of this scope. Some tools cut it off, others may refuse it. Remove it.'),
};

function describe({ code, from, to, correction }: ScopeFlaw, value: string): Message | undefined {
  return TEXTS[code]?.(value.slice(from, to), correction ?? '');
}
