/** Decisions come back whatever stands in policies, and the same for the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf, type KeyValues } from '../../server/src/access/aws/request-context.ts';
import { decideS3 } from '../../server/src/access/aws/s3-decision.ts';
import { decideTrust } from '../../server/src/access/aws/trust-decision.ts';
import { type PolicyJson, roleOf } from './policy-of.ts';

const word = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '*',
    '${',
    '${x}',
    '${aws:username',
    "${a:b, 'c'}",
    'arn:',
    'arn:aws:s3:::b/*',
    ':::::',
    '1/33',
    '::1',
    'constructor',
  ),
);
const operator = fc.oneof(
  word,
  fc.constantFrom(
    'constructor:Null',
    'StringLike',
    'ForAllValues:Null',
    'DateEquals',
    'IpAddress',
    'BinaryEquals',
    'ArnLike',
    'BoolIfExists',
  ),
);
const texts = fc.array(word, { maxLength: 3 });
const policy: fc.Arbitrary<PolicyJson> = fc.record({
  Version: fc.constantFrom('2012-10-17', '2008-10-17', 'x'),
  Statement: fc.array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Principal: fc.record({ AWS: texts, Federated: texts, Service: texts }),
      Action: texts,
      Resource: texts,
      Condition: fc.dictionary(operator, fc.dictionary(word, texts)),
    }),
    { maxLength: 3 },
  ),
});
const values: fc.Arbitrary<KeyValues> = fc.oneof(texts, fc.constantFrom('absent', 'unknown'));

test('any policy is decided, twice the same', () => {
  fc.assert(
    fc.property(policy, fc.dictionary(word, values), values, word, word, (json, known, others, name, resource) => {
      const role = roleOf({ arn: name, trust: json, policies: [json], boundary: json });
      const context = contextOf(known, () => others);
      const decide = () => [
        decideTrust({ role, caller: { kind: 'saml', provider: name }, actions: ['sts:AssumeRoleWithSAML'], context }),
        decideTrust({
          role,
          caller: { kind: 'session', role: name },
          callerRole: role,
          actions: ['sts:AssumeRole'],
          context,
        }),
        decideS3({ role, action: name, resource, bucket: undefined, context }),
      ];
      const decisions = decide();
      expect(decide()).toEqual(decisions);
      for (const { outcome, reasons, unknowns } of decisions) {
        expect(unknowns.length > 0).toBe(outcome === 'undetermined');
        expect(reasons.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1000 },
  );
});

describe('long policies', () => {
  const long = 'x'.repeat(300_000);

  test.each<[string, string]>([
    ['a text', `arn:aws:s3:::b/${long}`],
    ['one with a variable', `arn:aws:s3:::b/${long}\${aws:username}`],
    ['open braces', `arn:aws:s3:::b/${'${'.repeat(150_000)}`],
    ['variables', `arn:aws:s3:::b/${'${a:b}'.repeat(50_000)}`],
  ])('%s', (_, resource) => {
    const Statement = { Effect: 'Allow' as const, Action: 's3:GetObject', Resource: resource };
    const role = roleOf({ arn: 'arn:aws:iam::111111111111:role/a', policies: [{ Version: '2012-10-17', Statement }] });
    const context = contextOf({ 'aws:username': [long], 'a:b': ['x'] });
    const started = performance.now();
    const decision = decideS3({
      role,
      action: 's3:GetObject',
      resource: `arn:aws:s3:::b/${long}`,
      bucket: undefined,
      context,
    });
    expect(decision.outcome).not.toBe('undetermined');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
