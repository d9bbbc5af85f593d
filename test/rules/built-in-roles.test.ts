/**
 * Every built-in role, written as a custom role of a subscription in every shape: Azure takes them, so what we call an
 * error has to be one that Azure really makes of custom roles. Left as built-in they are nobody's to mend.
 */
import { describe, expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { json } from '../../server/src/syntax/json.ts';
import { facts } from '../facts.ts';
import { SHAPES } from '../role-shapes.ts';

const checker = new TextChecker(facts);
const roles = facts.roles.all();

describe.each(Object.entries(SHAPES))('%s', (shape, write) => {
  test('as custom roles only the several blocks are errors', () => {
    const errors = new Map<string, string[]>();
    for (const role of roles) {
      const text = JSON.stringify(write(role, 'custom'), undefined, 2);
      for (const { rule, severity, span } of checker.checkText(text, json, {})) {
        if (severity === 'error') {
          errors.set(rule, [...(errors.get(rule) ?? []), `${role.name}: ${text.slice(span.start, span.end)}`]);
        }
      }
    }
    const several = errors.get('azure/several-permissions') ?? [];
    expect(several).toHaveLength(shape.startsWith('flat') ? 0 : 16);
    errors.delete('azure/several-permissions');
    expect([...errors.values()].flat()).toEqual([]);
  });

  test('every role is recognised: its name is known to be taken', () => {
    for (const role of roles) {
      const findings = checker.checkText(JSON.stringify(write(role, 'custom')), json, {});
      expect(findings.map(({ rule }) => rule)).toContain('azure/role-name-taken');
    }
  });

  test('as built-in roles they have no findings', () => {
    for (const role of roles) {
      const text = JSON.stringify(write(role, 'built-in'), undefined, 2);
      expect(checker.checkText(text, json, {})).toEqual([]);
    }
  });
});
