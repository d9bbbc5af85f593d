/** Names of assignments as Azure works them out. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignmentName, templateGuid } from '../../server/src/access/azure/assignment-name.ts';

/** RFC 9562, section 5.5, by its words and with another implementation of SHA-1. */
function uuidOfVersion5(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

describe('guid() of templates', () => {
  test('is what Bicep gives (src/Bicep.Core.UnitTests/TypeSystem/FunctionResolverTests.cs)', () => {
    expect(templateGuid(['foo', 'bar', 'baz'])).toBe('2ed86837-7c7c-5eaa-9864-dd077fd19b0d');
  });

  test('the oracle of these tests gives the example of RFC 9562, appendix A.4', () => {
    expect(uuidOfVersion5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  test('is a UUID of version 5 over any texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), (texts) => {
        expect(templateGuid(texts)).toBe(uuidOfVersion5('11fb06fb-712d-4ddd-98c7-e71bbd588830', texts.join('-')));
      }),
    );
  });
});

describe('the name of an assignment', () => {
  const SCOPE = '/subscriptions/6F1C2A34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/RG';
  const PRINCIPAL = '3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e';
  const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

  test('is guid() of scope, principal and the last segment of the role, all in lower case', () => {
    const expected = templateGuid([SCOPE.toLowerCase(), PRINCIPAL, READER]);
    for (const role of [
      READER,
      READER.toUpperCase(),
      `/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
      `/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
    ]) {
      expect(assignmentName(SCOPE, PRINCIPAL.toUpperCase(), role)).toBe(expected);
    }
  });

  test('is another one for another scope, principal or role', () => {
    const names = [
      assignmentName(SCOPE, PRINCIPAL, READER),
      assignmentName(`${SCOPE}2`, PRINCIPAL, READER),
      assignmentName(SCOPE, READER, READER),
      assignmentName(SCOPE, PRINCIPAL, PRINCIPAL),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
