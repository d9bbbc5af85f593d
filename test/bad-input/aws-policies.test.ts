/** Policies half typed, cut off and mixed up: nothing throws, findings lie in the text, fixes can be made. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { json } from '../../server/src/syntax/json.ts';
import { yaml } from '../../server/src/syntax/yaml.ts';
import { facts } from '../facts.ts';
import { expectSound } from './expect-sound.ts';

const checker = new TextChecker(facts);

/** The examples of the rules about AWS, by language. */
const SAMPLES: readonly (readonly [language: string, text: string])[] = RULES.filter(({ id }) =>
  id.startsWith('aws/'),
).flatMap(({ examples }) =>
  examples.flatMap(({ language = 'json', flagged, clean }) =>
    [flagged?.replace(/^ *\^+.*\n?/gm, ''), clean].flatMap((text): [string, string][] =>
      text === undefined ? [] : [[language, text]],
    ),
  ),
);

function look(language: string, text: string): void {
  const found = languageOfDocument(language, '');
  expectSound(text, found ? checker.checkText(text, found, {}) : []);
}

test.each(SAMPLES)('%s, cut off at any seventh place (%#)', (language, text) => {
  for (let end = 0; end <= text.length; end += 7) {
    look(language, text.slice(0, end));
  }
});

test('pieces of one in the place of another', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SAMPLES),
      fc.constantFrom(...SAMPLES),
      fc.nat(),
      fc.nat(),
      fc.nat(80),
      ([language, text], [, other], at, from, length) => {
        const place = at % (text.length + 1);
        const piece = other.slice(from % (other.length + 1)).slice(0, length);
        look(language, text.slice(0, place) + piece + text.slice(place));
      },
    ),
    { numRuns: 500 },
  );
});

const words = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"Version"',
  '"Statement"',
  '"Effect"',
  '"Allow"',
  '"Principal"',
  '"Federated"',
  '"Action"',
  '"sts:AssumeRoleWithSAML"',
  '"s3:*"',
  '"Resource"',
  '"arn:aws:s3:::a/*"',
  '"arn::::::"',
  '"Condition"',
  '"StringEquals"',
  '"SAML:aud"',
  'null',
  '7',
  '"AssumeRolePolicyDocument"',
  '"%7B%22Statement%22%3A%"',
  '"%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22allow%22%2C%22Action%22%3A%22s3%3AX%C3%A4%22%7D%5D%7D"',
];

test('any words of policies in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (parts) => look('json', parts.join(''))),
    { numRuns: 1500 },
  );
});

const TEMPLATE = `AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal:
        Federated: !Sub arn:aws:iam::\${AWS::AccountId}:saml-provider/okta
      Action: !If
        - Lab
        - sts:AssumeRole
        - sts:AssumeRoleWithSAML
      Resource: "*"
`;

test.each([
  [json, SAMPLES.find(([language]) => language === 'json')?.[1] ?? ''],
  [yaml, TEMPLATE],
])('the same findings after an edit as from the start (%#)', (language, sample) => {
  fc.assert(
    fc.property(fc.nat(sample.length), fc.constantFrom('x', '"', '!', ' ', '\n', '- '), (at, inserted) => {
      const after = sample.slice(0, at) + inserted + sample.slice(at);
      const edited = language.reparse(language.parse(sample), after, { start: at, end: at, length: inserted.length });
      const tell = (tree: typeof edited) => checker.check(tree, {}).map(({ rule, span }) => [rule, span]);
      expect(tell(edited)).toEqual(tell(language.parse(after)));
    }),
    { numRuns: 400 },
  );
});
