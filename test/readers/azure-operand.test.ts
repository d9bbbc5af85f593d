/** What expressions of templates, Bicep and Terraform are put together from. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Operand, parseExpression } from '../../server/src/readers/azure-operand.ts';

const name = (word: string, path = '', picks: readonly Operand[] = []): Operand => ({
  kind: 'name',
  name: word,
  path,
  picks,
});
const text = (value: string): Operand => ({ kind: 'text', value });
const call = (word: string, operands: readonly Operand[], path = ''): Operand => ({
  kind: 'call',
  name: word,
  path,
  operands,
});
const UNKNOWN: Operand = { kind: 'unknown' };

describe('an expression', () => {
  test.each<readonly [string, Operand]>([
    ['vault.id', name('vault', '.id')],
    ['vault::key.id', name('vault', '::key.id')],
    ['identity.properties.principalId', name('identity', '.properties.principalId')],
    ['resourceGroup().id', call('resourceGroup', [], '.id')],
    ['guid(vault.id, \'a\', "b")', call('guid', [name('vault', '.id'), text('a'), text('b')])],
    ["variables('x')", call('variables', [text('x')])],
    ["concat('it''s', ' fine')", call('concat', [text("it's"), text(' fine')])],
    [
      'azurerm_user_assigned_identity.main[0].client_id',
      name('azurerm_user_assigned_identity', '.main[0].client_id', [text('0')]),
    ],
    ['roles[name]', name('roles', '[name]', [name('name')])],
    ['identity!.id', name('identity', '.id')],
    ["['a', b]", call('[]', [text('a'), name('b')])],
    ['  spaced ( a ,\n b ) ', UNKNOWN],
    ['a ? b : c', UNKNOWN],
    ['a + b', UNKNOWN],
    ['', UNKNOWN],
    ["guid('a'", UNKNOWN],
    ["'never closed", UNKNOWN],
  ])('%s', (source, expected) => {
    expect(parseExpression(source)).toEqual(expected);
  });

  test('that is nested deeper than anybody writes is not known', () => {
    const deep = `${'f('.repeat(5_000)}x${')'.repeat(5_000)}`;
    expect(JSON.stringify(parseExpression(deep).kind)).toBeDefined();
    expect(parseExpression(`${'['.repeat(100_000)}`)).toEqual(UNKNOWN);
  });
});

describe('any text', () => {
  const signs = fc.constantFrom(
    "'",
    '"',
    '(',
    ')',
    '[',
    ']',
    '.',
    '::',
    ',',
    ' ',
    '!',
    '?',
    'a',
    'guid',
    '$',
    '{',
    '}',
    '\\',
    '\n',
    '0',
  );

  test('is read without an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(signs, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (source) => {
          expect(['text', 'name', 'call', 'unknown']).toContain(parseExpression(source).kind);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  const word = fc.constantFrom('vault', 'x', 'principalId', 'local');
  const { operand } = fc.letrec<{ operand: Operand }>((tie) => ({
    operand: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.string({ unit: fc.constantFrom('a', 'B', '-', ' ', '/'), maxLength: 6 }).map(text),
      fc.tuple(word, fc.constantFrom('', '.id', '.properties.principalId')).map(([one, path]) => name(one, path)),
      fc
        .tuple(fc.constantFrom('guid', 'concat', 'subscriptionResourceId'), fc.array(tie('operand'), { maxLength: 3 }))
        .map(([one, operands]) => call(one, operands)),
    ),
  }));

  test('that an operand is written as is read as that operand', () => {
    fc.assert(
      fc.property(operand, (one) => {
        expect(parseExpression(write(one))).toEqual(one);
      }),
      { numRuns: 1_000 },
    );
  });
});

function write(operand: Operand): string {
  switch (operand.kind) {
    case 'text':
      return `'${operand.value}'`;
    case 'name':
      return `${operand.name}${operand.path}`;
    case 'call':
      return `${operand.name}(${operand.operands.map(write).join(', ')})${operand.path}`;
    case 'unknown':
      return '?';
  }
}
