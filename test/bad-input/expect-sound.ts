/** What holds for the findings on any text: they lie in it, and their fixes can be made. */
import { expect } from 'vitest';
import type { Finding } from '../../server/src/rules/finding.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';

export function expectSound(text: string, findings: readonly Finding[]): void {
  for (const { span, fixes } of findings) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
    for (const fix of fixes) {
      expect(typeof applyEdits(text, fix.edits() ?? [])).toBe('string');
    }
  }
}
