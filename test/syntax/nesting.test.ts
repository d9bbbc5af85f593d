/** The hardest case of the tree: a role in JSON, in a shell argument, in a block of YAML. */
import { describe, expect, test } from 'vitest';
import { Checker } from '../../server/src/rules/check.ts';
import type { Finding } from '../../server/src/rules/finding.ts';
import { EXEMPTIONS, RULES } from '../../server/src/rules/index.ts';
import { reportFindings } from '../../server/src/rules/report-findings.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { embeddedFrame, fileFrame, parseEmbedded } from '../../server/src/syntax/language.ts';
import { entryAt, isMap, isScalar } from '../../server/src/syntax/tree.ts';
import { facts } from '../facts.ts';
import { toyShell, toyYaml } from './toy-languages.ts';

/** The findings on the shell text that a block of toy YAML holds, at their places in the YAML. */
function check(text: string): readonly Finding[] {
  const tree = toyYaml.parse(text);
  const file = fileFrame(tree);
  const value = isMap(tree.root) ? entryAt(tree.root, 0)?.value : undefined;
  if (!isScalar(value)) {
    throw new Error('no block');
  }
  const shell = embeddedFrame(file, value, parseEmbedded(value.node, toyShell));
  return reportFindings(tree, new Checker(RULES, EXEMPTIONS, facts).check(shell), {});
}

function lineAndColumn(text: string, offset: number): string {
  return `${text.slice(0, offset).split('\n').length}:${offset - text.lastIndexOf('\n', offset - 1)}`;
}

// The sample of the guide to Key Vault roles, with its backslashes inside the quotes and its blank behind an operation.
const PIPELINE = `run: |
  az role definition create \\
    --role-definition '{ \\
     "Name": "Backup Keys Operator", \\
     "Description": "Perform key backup/restore operations", \\
      "Actions": [
      ], \\
      "DataActions": [ \\
          "Microsoft.KeyVault/vaults/keys/read ", \\
          "Microsoft.KeyVault/vaults/keys/backup/action", \\
           "Microsoft.KeyVault/vaults/keys/restore/action" \\
      ], \\
      "AssignableScopes": ["/subscriptions/{subscriptionId}"] \\
    }'
`;

describe('a role in JSON in a shell argument in YAML', () => {
  test('is found, and each finding stands at its place in the file', () => {
    const places = check(PIPELINE).map(
      ({ rule, span }) =>
        `${lineAndColumn(PIPELINE, span.start)} ${rule} ${JSON.stringify(PIPELINE.slice(span.start, span.end))}`,
    );
    expect(places).toEqual([
      '3:26 grantscope/syntax "\\\\"',
      '9:47 azure/padded-operation " "',
      '13:44 azure/placeholder "{subscriptionId}"',
    ]);
  });

  test('a fix changes the text of the file and nothing else', () => {
    const padded = check(PIPELINE).find(({ rule }) => rule === 'azure/padded-operation');
    const fixed = applyEdits(PIPELINE, padded?.fixes[0]?.edits() ?? []);
    expect(fixed).toBe(PIPELINE.replace('keys/read "', 'keys/read"'));
  });

  test('lines that a fix puts in are indented as the block is, and quotes are written as the shell needs them', () => {
    const text = `run: |
  az role definition create --role-definition '{
    "Name": "It is ok",
    "Actions": ["Microsoft.KeyVault/vaults/secrets/getSecret/action"],
    "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
  }'
`;
    const moved = check(text).find(({ rule }) => rule === 'azure/wrong-plane');
    expect(applyEdits(text, moved?.fixes[0]?.edits() ?? [])).toBe(`run: |
  az role definition create --role-definition '{
    "Name": "It is ok",
    "Actions": [],
    "DataActions": [
      "Microsoft.KeyVault/vaults/secrets/getSecret/action"
    ],
    "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]
  }'
`);
    const edits = toyShell.write("x 'y'", {
      verb: 'replaceText',
      scalar: { node: { ...shellWord("'y'"), style: 'single' }, start: 2 },
      span: { start: 0, end: 1 },
      text: "it's",
    });
    expect(applyEdits("x 'y'", edits ?? [])).toBe("x 'it'\\''s'");
  });

  test('what cannot be written safely is not written', () => {
    const bare = { node: { ...shellWord('y'), style: 'bare' }, start: 2 };
    expect(
      toyShell.write('x y', { verb: 'replaceText', scalar: bare, span: { start: 0, end: 1 }, text: 'a b' }),
    ).toBeUndefined();
  });
});

function shellWord(text: string) {
  const root = toyShell.parse(text).root?.node;
  const word = root?.kind === 'command' ? root.words[0]?.node : undefined;
  if (!word) {
    throw new Error('no word');
  }
  return word;
}
