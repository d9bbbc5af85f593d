/** The command that the guide to roles of Key Vault gives as an example, in a shell script. */
import { describe, expect, test } from 'vitest';
import { Checker } from '../../server/src/rules/check.ts';
import type { Finding } from '../../server/src/rules/finding.ts';
import { EXEMPTIONS, RULES } from '../../server/src/rules/index.ts';
import { reportFindings } from '../../server/src/rules/report-findings.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { fileFrame } from '../../server/src/syntax/language.ts';
import { shell } from '../../server/src/syntax/shell.ts';
import { facts } from '../facts.ts';

// Letter by letter, with its backslashes inside the quotes and its blank behind an operation.
const SAMPLE = `az role definition create --role-definition '{ \\
"Name": "Backup Keys Operator", \\
"Description": "Perform key backup/restore operations", \\
"Actions": [
], \\
"DataActions": [ \\
"Microsoft.KeyVault/vaults/keys/read ", \\
"Microsoft.KeyVault/vaults/keys/backup/action", \\
"Microsoft.KeyVault/vaults/keys/restore/action" \\
], \\
"NotDataActions": [
], \\
"AssignableScopes": ["/subscriptions/{subscriptionId}"] \\
}'
`;

describe("the key vault guide's own sample", () => {
  const script = `#!/bin/bash\nset -e\n\n${SAMPLE}`;
  const tree = shell.parse(script);
  const findings = reportFindings(tree, new Checker(RULES, EXEMPTIONS, facts).check(fileFrame(tree)), {});
  const placeOf = ({ span }: Finding): string => {
    const before = script.slice(0, span.start);
    return `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
  };

  test('is flagged at the blank behind its operation', () => {
    const places = findings.map((one) => `${placeOf(one)} ${one.rule} "${script.slice(one.span.start, one.span.end)}"`);
    expect(places).toEqual([
      '4:48 grantscope/syntax "\\"',
      '10:37 azure/padded-operation " "',
      '16:38 azure/placeholder "{subscriptionId}"',
    ]);
  });

  test('is mended there', () => {
    const padded = findings.find(({ rule }) => rule === 'azure/padded-operation');
    const fixed = applyEdits(script, padded?.fixes[0]?.edits() ?? []);
    expect(fixed).toBe(script.replace('keys/read ", \\', 'keys/read", \\'));
  });
});
