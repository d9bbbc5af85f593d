import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { python } from '../../server/src/syntax/code.ts';
import { parseEmbedded } from '../../server/src/syntax/language.ts';
import { notebookCells, pythonSource } from '../../server/src/syntax/notebook.ts';
import { NOTEBOOK } from './sample-notebook.ts';

describe('bad input', () => {
  test('never throws, at every prefix of a notebook and whatever the text', () => {
    for (let end = 0; end <= NOTEBOOK.length; end++) {
      const cells = [...notebookCells(pythonSource.parse(NOTEBOOK.slice(0, end)).root)];
      for (const { source } of cells) {
        parseEmbedded(source.node, python);
      }
    }
    const unit = fc.constantFrom(
      '# ',
      'MAGIC',
      ' ',
      '%sql',
      '\n',
      '\r',
      'COMMAND ----------',
      'a',
      '"',
      '\uD800',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const tree = pythonSource.parse(`# Databricks notebook source\n${units.join('')}`);
        expect(tree.root?.node.width).toBe(tree.text.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('a hundred thousand separators and prefixes end soon', () => {
    for (const unit of ['# COMMAND ----------\n', '# MAGIC %sql\n', '# COMMAND ---------- x ', '\n', '# DBTITLE x\n']) {
      const text = `# Databricks notebook source\n${unit.repeat(100_000)}`;
      expect(pythonSource.parse(text).root?.node.width).toBe(text.length);
    }
  });
});
