/** The examples of every rule as a text shows them: in a block of code, in quotes and lists, whatever ends the lines. */
import { describe, expect, test } from 'vitest';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { Checker } from '../../server/src/rules/check.ts';
import type { Finding } from '../../server/src/rules/finding.ts';
import { EXEMPTIONS, RULES } from '../../server/src/rules/index.ts';
import { reportFindings } from '../../server/src/rules/report-findings.ts';
import type { Example, Rule } from '../../server/src/rules/rule.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { fileFrame, type Language } from '../../server/src/syntax/language.ts';
import { markdown } from '../../server/src/syntax/markdown.ts';
import { facts, factsWith } from '../facts.ts';

/** What blocks of code call the languages of the examples. */
const WORDS: Readonly<Record<string, string>> = {
  json: 'json',
  yaml: 'yml',
  terraform: 'hcl',
  bicep: 'bicep',
  shellscript: 'azurecli-interactive',
  powershell: 'azurepowershell',
  python: 'python',
  scala: 'scala',
  sql: 'sql',
  r: 'r',
};

/** How a block stands in a text: the line of its first fence up to the word, what stands before its lines, its last line. */
const FRAMES = [
  ['```', '', '```\n\nAnd so on.'],
  ['> ~~~~ ', '> ', '> ~~~~\n'],
  ['1.  ```', '    ', '    ```\n2. next'],
  ['> - ```', '>   ', ''],
] as const;

type Frame = (typeof FRAMES)[number];

function wrap(code: string, word: string, [first, before, last]: Frame): string {
  const lines = code.split('\n').map((line) => `${before}${line}`);
  return `# Title\n\n${first}${word}\n${lines.join('\n')}\n${last}`;
}

const checker = new Checker(RULES, EXEMPTIONS, facts);

function check(language: Language, text: string, { inventory }: Example): readonly Finding[] {
  const tree = language.parse(text);
  const known = inventory === undefined ? checker : new Checker(RULES, EXEMPTIONS, factsWith(inventory));
  return reportFindings(tree, known.check(fileFrame(tree)), {});
}

const HOLDING = new Set(RULES.filter((rule) => rule.holdsInExcerpts).map(({ id }) => id));
/** Those that hold whatever they are about. */
const HOLDING_OF_ALL = new Set(RULES.filter((rule) => rule.holdsInExcerpts === true).map(({ id }) => id));
const MARKS = /^ *\^+( [\w/-]+)?$/;

/** Every example that a block of code can show, without its marks. */
function textsOf({ examples }: Rule): [word: string, language: Language, text: string, example: Example][] {
  return examples.flatMap((example) => {
    const id = example.language ?? 'json';
    const [word, language] = [WORDS[id], languageOfDocument(id, '')];
    const marked = example.flagged ?? example.clean ?? '';
    const text = marked
      .split('\n')
      .filter((line) => !MARKS.test(line))
      .join('\n');
    return word && language ? [[word, language, text, example]] : [];
  });
}

function identify(findings: readonly Finding[], text: string): string[] {
  return findings.map(({ rule, span, message }) => `${rule} ${text.slice(span.start, span.end)} ${message.text}`);
}

/** What may stand for something to put in, and is passed over for that. */
const MAY_BE_PLACEHOLDER = /[<>{}]|\bmy /;

const examples = RULES.flatMap((rule) => textsOf(rule).map((one) => [rule.id, ...one] as const));

describe.each(FRAMES.map((frame) => [frame[0], frame] as const))('behind %j', (_, frame) => {
  test.each(examples)('%s: the same is said, as far as it holds (%s)', (_id, word, language, text, example) => {
    const shown = wrap(text, word, frame);
    const own = identify(
      check(language, text, example).filter(({ rule }) => HOLDING.has(rule)),
      text,
    );
    const found = identify(check(markdown, shown, example), shown);
    expect(own).toEqual(expect.arrayContaining(found));
    expect(found).toEqual(
      expect.arrayContaining(
        own.filter((one) => HOLDING_OF_ALL.has(one.split(' ', 1)[0] ?? '') && !MAY_BE_PLACEHOLDER.test(one)),
      ),
    );
  });

  test.each(examples)('%s: each fix writes what it writes in a file (%s)', (_id, word, language, text, example) => {
    const shown = wrap(text, word, frame);
    const written = check(language, text, example).flatMap(({ fixes }) =>
      fixes.map((fix) => wrap(applyEdits(text, fix.edits() ?? []), word, frame)),
    );
    for (const { fixes } of check(markdown, shown, example)) {
      expect(written).toEqual(expect.arrayContaining(fixes.map((fix) => applyEdits(shown, fix.edits() ?? []))));
    }
  });
});

test.each(FRAMES.map((frame) => [frame[0], frame] as const))('lines may end as on Windows behind %j', (_, frame) => {
  for (const [, word, , text, example] of examples) {
    const shown = wrap(text, word, frame);
    const onWindows = shown.replaceAll('\n', '\r\n');
    const found = check(markdown, onWindows, example);
    expect(found.map(({ rule }) => rule)).toEqual(check(markdown, shown, example).map(({ rule }) => rule));
    for (const finding of found) {
      for (const fix of finding.fixes) {
        expect(applyEdits(onWindows, fix.edits() ?? []).replaceAll('\r\n', '\n')).not.toBe(shown);
      }
    }
  }
});

test('some rules hold, and none that asks for a whole file', () => {
  expect(HOLDING.size).toBeGreaterThan(15);
  for (const id of ['grantscope/syntax', 'azure/missing-assignable-scope', 'azure/placeholder', 'azure/wrong-shape']) {
    expect(HOLDING).not.toContain(id);
  }
});

describe('what a reader puts in', () => {
  const shown = (code: string, word = 'bash'): string[] => {
    const text = wrap(code, word, FRAMES[2]);
    return check(markdown, text, {}).map(({ rule, span }) => `${rule} ${text.slice(span.start, span.end)}`);
  };

  test.each([
    'az role assignment create --assignee <id> --role <role> --scope /subscriptions/<subscription id>',
    'az role assignment create --assignee <id> --role "<Reader or Contributr>" --scope ...',
    'az role assignment create --assignee {id} --role {Contributr} --scope {scope}',
    'az role assignment create --role "[Contributr]" --assignee-principal-type "User|Group"',
    'az role assignment create --role ROLE_NAME --assignee-principal-type PRINCIPAL_TYPE',
    'databricks secrets put-secret <scope> <key>',
    'databricks secrets put-secret {scope} {key}',
  ])('is passed over: %s', (command) => {
    expect(shown(command)).toEqual([]);
  });

  test('keeps nothing else from being seen on its line', () => {
    const command =
      'az role assignment create --assignee <object id> --role "Key Vault Reader" --scope /subscriptions/<id>/...';
    expect(shown(command)).toEqual(['azure/role-name Key Vault Reader']);
    expect(shown(command, 'powershell')).toEqual(['azure/role-name Key Vault Reader']);
    expect(shown('{ "roleDefinitionName": "Reader", "principalId": <id>, ... }', 'json')).toEqual([
      'azure/role-name Reader',
    ]);
  });

  test('is all the same in a piece of a role', () => {
    const role =
      '"Actions": [ "Microsoft.KeyVault/vaults/raed", "Microsoft.<Provider>/x/read", ... ],\n"AssignableScopes": [';
    expect(shown(`{ "Name": "R", ${role}`, 'json')).toEqual(['azure/unknown-operation Microsoft.KeyVault/vaults/raed']);
  });
});

test('a comment of the text silences a rule in all of it', () => {
  const text = wrap('az role assignment create --role Reader', 'bash', FRAMES[2]);
  expect(check(markdown, text, {})).toHaveLength(1);
  expect(check(markdown, `<!-- grantscope-disable-file azure/role-name -->\n${text}`, {})).toEqual([]);
});

test('a comment silences a rule there, and one that silences nothing is no finding', () => {
  const command = 'az role assignment create --role Reader # grantscope-disable-line azure/role-name';
  const text = wrap(`${command}\n# grantscope-disable-next-line azure/role-name\naz x`, 'bash', FRAMES[1]);
  expect(check(markdown, text, {})).toEqual([]);
});
