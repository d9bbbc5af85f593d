/** Documents and expressions that are broken in any way: they are read, checked and never the end of anything. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { FederationInventory } from '../../server/src/inventory/aws-federation-inventory.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { json } from '../../server/src/syntax/json.ts';
import type { Language } from '../../server/src/syntax/language.ts';
import { oktaExpression } from '../../server/src/syntax/okta-expression.ts';
import { xml } from '../../server/src/syntax/xml.ts';
import { yaml } from '../../server/src/syntax/yaml.ts';
import { facts } from '../facts.ts';

const FOLDER = path.resolve(import.meta.dirname, '../workspace/federation');
const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');
const checker = new TextChecker(facts);

/** Checks a text, makes each fix, and takes over what it says. */
function use(text: string, language: Language): number {
  const tree = language.parse(text);
  const inventory = new FederationInventory();
  inventory.update('/folder/okta-databricks.xml', tree);
  inventory.facts(0).role('arn:aws:iam::111122223333:role/a');
  inventory.application('ada@contoso.com');
  const findings = checker.check(tree, {});
  for (const { span, fixes } of findings) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
    for (const fix of fixes) {
      applyEdits(text, fix.edits() ?? []);
    }
  }
  return findings.length;
}

const EXPRESSION =
  'Arrays.flatten(isMemberOfGroupName("A") ? "arn:aws:iam::111122223333:saml-provider/o, arn:aws:iam::111122223333:role/a" : [], user.isMemberOf({\'group.id\': {"x"}}) = “b” ? "${c}" : "")';

describe('cut at every character', () => {
  test('an expression', () => {
    for (let end = 0; end <= EXPRESSION.length; end++) {
      use(EXPRESSION.slice(0, end), oktaExpression);
      use(EXPRESSION.slice(end), oktaExpression);
    }
  });

  test('a response, and its Base64', () => {
    const text = read('responses/validation-error.xml');
    const encoded = Buffer.from(text).toString('base64');
    for (let end = 0; end <= text.length; end += 7) {
      use(text.slice(0, end), xml);
      use(text.slice(end), xml);
      use(encoded.slice(0, end), xml);
    }
  });

  test('an inventory file and an export', () => {
    const inventory = read('wrong/okta.inventory.yaml');
    const account = read('iam/account-111122223333.json');
    for (let end = 0; end < inventory.length; end += 11) {
      use(inventory.slice(0, end), yaml);
    }
    for (let end = 0; end < account.length; end += 37) {
      use(account.slice(0, end), json);
    }
  });
});

test('any text, in any of the languages', () => {
  const piece = fc.constantFrom(
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">',
    '<saml:AttributeStatement>',
    '<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">',
    '<saml:AttributeValue>',
    '</saml:AttributeValue>',
    '</saml:Attribute>',
    '<saml:Subject><saml:NameID/>',
    'arn:aws:iam::111122223333:role/a',
    'arn:aws:iam::111122223333:saml-provider/o',
    ',',
    ' ',
    '"',
    '?',
    ':',
    '{',
    '}',
    '[',
    ']',
    '${x}',
    'isMemberOfGroupName(',
    'Arrays.flatten(',
    ')',
    '&amp;',
    '&',
    '\u0000',
    '\ud800',
    '<!DOCTYPE x [',
    ']]>',
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((all) => all.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(xml, oktaExpression), (written, language) => {
      use(written, language);
    }),
    { numRuns: 2000 },
  );
});

test('a response of 100 kB and metadata of 10 MB are read in time', () => {
  const value =
    '<saml2:AttributeValue>arn:aws:iam::111122223333:role/r,arn:aws:iam::111122223333:saml-provider/o</saml2:AttributeValue>\n';
  const response = read('responses/right.xml').replace(
    '<saml2:AttributeValue',
    `${value.repeat(830)}<saml2:AttributeValue`,
  );
  expect(response.length).toBeGreaterThan(100_000);
  expect(use(response, xml)).toBeGreaterThan(0);
  const entity = read('iam/okta-databricks.xml').split('\n').slice(1).join('\n');
  const metadata = `<e xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${entity.repeat(Math.ceil(10_000_000 / entity.length))}</e>`;
  const start = performance.now();
  const tree = xml.parse(metadata);
  expect(tree.problems).toEqual([]);
  expect(performance.now() - start).toBeLessThan(20_000);
});
