/** Conditions are decided as the service decides them, and what is not known is unknown only where it matters. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCondition } from '../../../server/src/access/azure/condition/compile-condition.ts';
import {
  type AttributeAnswer,
  type ConditionRequest,
  decideCondition,
} from '../../../server/src/access/azure/condition/condition-evaluator.ts';
import type { Expression } from '../../../server/src/access/azure/condition/condition-nodes.ts';
import { matchesLike } from '../../../server/src/access/azure/condition/condition-values.ts';
import { facts } from '../../facts.ts';
import { anyCondition } from './draw-condition.ts';
import { judgeNaively } from './naive-condition.ts';

type Attributes = Readonly<Record<string, AttributeAnswer>>;

const request = (operation: string, attributes: Attributes = {}, subOperation?: string): ConditionRequest => ({
  operation,
  ...(subOperation === undefined ? {} : { subOperation }),
  attribute: (source, path) => attributes[`@${source}[${path}]`],
});

const decide = (condition: string, operation: string, attributes: Attributes = {}, subOperation?: string) =>
  compileCondition(condition).decide(request(operation, attributes, subOperation));

const WRITE = 'Microsoft.Authorization/roleAssignments/write';
const DELETE = 'microsoft.authorization/roleassignments/DELETE';
const IN_REQUEST = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]';
const IN_RESOURCE = '@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId]';
const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

describe('the conditions of the built-in roles', () => {
  const delegations = facts.roles
    .all()
    .flatMap(({ name, permissions }) =>
      permissions.flatMap(({ condition = '' }, index) =>
        condition.includes('RoleDefinitionId') ? [[`${name} ${index}`, condition] as const] : [],
      ),
    );

  test.each(delegations)('%s lets through the roles that it names, and no other', (_, condition) => {
    const named = [...condition.matchAll(/GuidEquals ?\{([^}]*)\}/g)].flatMap(([, ids = '']) => ids.split(/, ?/));
    const isGuarded = condition.includes('ActionMatches');
    const others = { '@Request[Microsoft.Authorization/roleAssignments:PrincipalType]': 'ServicePrincipal' };
    for (const id of new Set(named)) {
      const attributes = { ...others, '@Resource[HasObotoken]': true, [IN_REQUEST]: id, [IN_RESOURCE]: id };
      expect(decide(condition, WRITE, attributes).value).toBe('yes');
      expect(decide(condition, DELETE, attributes).value).toBe('yes');
    }
    const attributes = { ...others, '@Resource[HasObotoken]': true, [IN_REQUEST]: OWNER, [IN_RESOURCE]: OWNER };
    const [write, remove] = [decide(condition, WRITE, attributes).value, decide(condition, DELETE, attributes).value];
    const lower = condition.toLowerCase();
    const binds = (verb: string): boolean => !isGuarded || lower.includes(`roleassignments/${verb}'`);
    expect([write, remove]).toEqual([binds('write') ? 'no' : 'yes', binds('delete') ? 'no' : 'yes']);
    expect(decide(condition, 'Microsoft.Support/supportTickets/read', {}).value).toBe(isGuarded ? 'yes' : 'unknown');
  });

  test('an attribute that nobody knows is named, and only where the answer hangs on it', () => {
    const [, condition = ''] = delegations.find(([name]) => name.startsWith('Key Vault Data Access')) ?? [];
    expect(decide(condition, WRITE)).toEqual({ value: 'unknown', missing: [IN_REQUEST] });
    expect(decide(condition, DELETE)).toEqual({ value: 'unknown', missing: [IN_RESOURCE] });
    expect(decide(condition, 'Microsoft.KeyVault/vaults/read')).toEqual({ value: 'yes', missing: [] });
  });
});

/** An operator, what its left side is known to be, its right side, and the answer. */
const COMPARISONS: readonly (readonly [string, AttributeAnswer, string, string])[] = [
  ['StringEquals', 'a', "'a'", 'yes'],
  ['StringEquals', 'A', "'a'", 'no'],
  ['stringequalsignorecase', 'A', "'a'", 'yes'],
  ['StringNotEquals', 'A', "'a'", 'yes'],
  ['StringNotEqualsIgnoreCase', 'A', "'a'", 'no'],
  ['StringStartsWith', 'abc', "'ab'", 'yes'],
  ['StringNotStartsWith', 'abc', "'ab'", 'no'],
  ['StringLike', 'a/b/c', "'a/*'", 'yes'],
  ['StringLike', 'a*c', "'a\\*c'", 'yes'],
  ['StringLike', 'abc', "'a\\*c'", 'no'],
  ['StringLikeIgnoreCase', 'ABC', "'a?c'", 'yes'],
  ['StringNotLike', 'abc', "'b*'", 'yes'],
  ['NumericEquals', 7, '7', 'yes'],
  ['NumericGreaterThan', 8, '7', 'yes'],
  ['NumericGreaterThanEquals', 7, '7', 'yes'],
  ['NumericLessThan', 7, '7', 'no'],
  ['NumericLessThanEquals', 7, '7', 'yes'],
  ['NumericNotEquals', '7', '7', 'no'],
  ['NumericEquals', 'seven', '7', 'unknown'],
  ['BoolEquals', true, 'TRUE', 'yes'],
  ['BoolNotEquals', true, 'true', 'no'],
  ['GuidEquals', '49FC33C1-886F-4B21-A00E-1D9993234734', '49fc33c1886f4b21a00e1d9993234734', 'yes'],
  ['GuidEquals', `/providers/Microsoft.Authorization/roleDefinitions/${OWNER}`, OWNER, 'yes'],
  ['GuidNotEquals', OWNER, OWNER, 'no'],
  ['GuidEquals', 'Owner', OWNER, 'unknown'],
  ['DateTimeGreaterThan', '2023-05-01T13:00:00.0000001Z', "'2023-05-01T13:00:00.0Z'", 'yes'],
  ['DateTimeEquals', '2023-05-01T13:00:00Z', "'2023-05-01T15:00:00+02:00'", 'yes'],
  ['DateTimeLessThanEquals', '2023-05-01', "'2023-05-01T00:00:00Z'", 'yes'],
  ['DateTimeNotEquals', 'yesterday', "'2023-05-01T00:00:00Z'", 'unknown'],
  ['StringEquals', null, "'a'", 'no'],
  ['StringNotEquals', null, "'a'", 'unknown'],
  ['StringEquals', undefined, "'a'", 'unknown'],
  ['StringEquals', ['a', 'b'], "'a'", 'unknown'],
  ['StringEquals', ['a'], "'a'", 'yes'],
  ['ForAnyOfAnyValues:StringEquals', ['a', 'b'], "{'b', 'c'}", 'yes'],
  ['ForAnyOfAnyValues:StringEquals', ['a'], "{'b', 'c'}", 'no'],
  ['ForAllOfAnyValues:StringEquals', ['a', 'b'], "{'b', 'c'}", 'no'],
  ['ForAllOfAnyValues:StringEquals', ['c', 'b'], "{'b', 'c'}", 'yes'],
  ['ForAnyOfAllValues:StringNotEquals', ['a'], "{'b', 'c'}", 'yes'],
  ['ForAnyOfAllValues:StringNotEquals', ['b'], "{'b', 'c'}", 'no'],
  ['ForAllOfAllValues:NumericGreaterThan', [8, 9], '{6, 7}', 'yes'],
  ['ForAnyOfAnyValues:StringEquals', [], "{'b'}", 'no'],
  ['ForAllOfAnyValues:StringEquals', [], "{'b'}", 'unknown'],
  ['ForAnyOfAnyValues:StringEquals', null, "{'b'}", 'no'],
  ['StringSomething', 'a', "'a'", 'unknown'],
];

describe('single comparisons', () => {
  const A = '@Resource[A/b:c]';
  const is = (operator: string, left: AttributeAnswer, right: string): string =>
    decide(`${A} ${operator} ${right}`, 'x', { [A]: left }).value;

  test.each(COMPARISONS)('%s %s %s', (operator, left, right, answer) => {
    expect(is(operator, left, right)).toBe(answer);
  });

  test('existence', () => {
    expect(decide(`Exists ${A}`, 'x', { [A]: '' }).value).toBe('yes');
    expect(decide(`Exists ${A}`, 'x', { [A]: null }).value).toBe('no');
    expect(decide(`!Exists ${A}`, 'x')).toEqual({ value: 'unknown', missing: [A] });
  });

  test('sub-operations', () => {
    const condition = `!(ActionMatches{'A/read'} AND NOT SubOperationMatches{'Blob.List'}) OR ${A} StringEquals 'a'`;
    expect(decide(condition, 'a/READ', { [A]: 'b' }).value).toBe('no');
    expect(decide(condition, 'a/READ', { [A]: 'b' }, 'blob.list').value).toBe('yes');
    expect(decide(condition, 'a/write', { [A]: 'b' }).value).toBe('yes');
  });

  test('a condition that the grammar does not take is never decided', () => {
    expect(decide(`(${A} StringEquals 'a'`, 'x', { [A]: 'a' }).value).toBe('unknown');
    expect(decide(`${A} StringEquals '\${x}'`, 'x', { [A]: 'a' }).value).toBe('unknown');
  });
});

const answers: fc.Arbitrary<AttributeAnswer> = fc.oneof(
  fc.constantFrom<AttributeAnswer>(undefined, null, 'a', 'A', 'bc', '42', 42, true, '49fc33c1886f4b21a00e1d9993234734'),
  fc.array(fc.constantFrom<string | number>('a', 'A', 7, ''), { maxLength: 2 }),
);

const requests = fc
  .record({
    operation: fc.constantFrom('p/t/READ', 'P/t/write', 'Q/x'),
    subOperation: fc.constantFrom(undefined, 'Blob.List'),
    all: fc.array(answers, { minLength: 20, maxLength: 20 }),
  })
  .map(({ operation, subOperation, all }) => {
    const paths = ['A/b:c', 'A/b:d', 'Isolated', 'tags:Key with blank<$key_case_sensitive$>', 'tags&$keys$&'];
    const attributes: Record<string, AttributeAnswer> = {};
    for (const [index, source] of ['Request', 'Resource', 'Principal', 'Environment'].entries()) {
      for (const [place, path] of paths.entries()) {
        attributes[`@${source}[${path}]`] = all[index * paths.length + place];
      }
    }
    return request(operation, attributes, subOperation);
  });

describe('three values', () => {
  test('agree with the naive model', () => {
    fc.assert(
      fc.property(anyCondition, requests, (condition, asked) => {
        const { value, missing } = decideCondition(condition, asked);
        expect(value).toBe(judgeNaively(condition, asked));
        expect(value === 'unknown' || missing.length === 0).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test('a known answer stays whatever is learned later', () => {
    fc.assert(
      fc.property(anyCondition, requests, requests, (condition, asked, later) => {
        const { value } = decideCondition(condition, asked);
        const learned: ConditionRequest = {
          ...asked,
          attribute: (source, path) => {
            const known = asked.attribute(source, path);
            return known === undefined ? later.attribute(source, path) : known;
          },
        };
        expect(value === 'unknown' || decideCondition(condition, learned).value === value).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});

test('texts are compared with patterns as with the regular expression that says the same', () => {
  const sign = fc.constantFrom('a', 'b', '*', '?', '\\', '/');
  const words = fc.array(sign, { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(words, words, (text, pattern) => {
      const source = pattern.replace(/\\(.)|([*?])|(\\$)|(\/)/gs, (_, escaped, wild, last, slash) => {
        const plain: string | undefined = escaped ?? last ?? slash;
        return plain === undefined ? (wild === '*' ? '.*' : '.') : plain.replace(/[\\*?/]/g, '\\$&');
      });
      expect(matchesLike(text, pattern)).toBe(new RegExp(`^${source}$`, 's').test(text));
    }),
    { numRuns: 20_000 },
  );
});

test('a condition is read once', () => {
  const text = "@Resource[A/b:c] StringEquals 'once'";
  expect(compileCondition(text)).toBe(compileCondition(text));
});

test('many decisions a second', () => {
  const [condition = ''] =
    facts.roles.byId('8b54135c-b56d-4d72-a534-26097cfdc8d8')?.permissions.map((one) => one.condition ?? '') ?? [];
  const { expression }: { expression: Expression } = compileCondition(condition);
  const asked = request(WRITE, { [IN_REQUEST]: OWNER });
  const start = performance.now();
  for (let index = 0; index < 50_000; index++) {
    decideCondition(expression, asked);
  }
  expect(performance.now() - start).toBeLessThan(10_000);
});
