import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { python, sql } from '../../server/src/syntax/code.ts';
import { json } from '../../server/src/syntax/json.ts';
import { embeddedFrame, fileFrame, type Language, parseEmbedded, type Tree } from '../../server/src/syntax/language.ts';
import {
  isNotebook,
  notebookCells,
  pythonSource,
  rSource,
  scalaSource,
  sqlSource,
} from '../../server/src/syntax/notebook.ts';
import { itemsOf, type Placed, type ScalarNode, spanIn } from '../../server/src/syntax/tree.ts';
import { drawCode } from './draw-code.ts';
import { drawTree } from './draw-tree.ts';
import { NOTEBOOK } from './sample-notebook.ts';

function cellsOf(tree: Tree): { language: string; text: string }[] {
  return [...notebookCells(tree.root)].map(({ language, source }) => ({ language, text: source.node.text }));
}

describe('a notebook kept as source code', () => {
  test('has cells with their languages and sources', () => {
    expect(cellsOf(pythonSource.parse(NOTEBOOK))).toEqual([
      { language: 'markdown', text: '# Title\n\ntext' },
      { language: 'python', text: '# DBTITLE 1,Mount\npw = dbutils.secrets.get("a", "b")\nprint(pw)' },
      { language: 'sql', text: "SELECT secret('s',\n  'k')" },
      { language: 'run', text: './setup' },
      { language: 'python', text: '' },
      { language: 'shellscript', text: 'databricks secrets list-scopes' },
    ]);
    expect(cellsOf(pythonSource.parse(NOTEBOOK.replaceAll('\n', '\r\n')))).toEqual(
      cellsOf(pythonSource.parse(NOTEBOOK)).map(({ language, text }) => ({
        language,
        text: text.replaceAll('\n', '\r\n'),
      })),
    );
  });

  test.each([
    [
      scalaSource,
      '// Databricks notebook source\nval x = 1\n\n// COMMAND ----------\n// MAGIC %python\n// MAGIC x',
      'scala',
    ],
    [
      sqlSource,
      '-- Databricks notebook source\nselect 1\n-- COMMAND ----------\n-- MAGIC %python\n-- MAGIC x\n',
      'sql',
    ],
    [rSource, '# Databricks notebook source\nx <- 1\n# COMMAND ----------\n# MAGIC %python x', 'r'],
  ])('%o', (language: Language, text, id) => {
    expect(cellsOf(language.parse(text)).map((cell) => cell.language)).toEqual([id, 'python']);
    expect(cellsOf(language.parse(text))[1]?.text).toBe('x');
  });

  test('is plain code where the first line does not say so', () => {
    const tree = pythonSource.parse('f("x")\n# COMMAND ----------\n');
    expect(isNotebook(tree.root)).toBe(false);
    expect(cellsOf(tree)).toEqual([]);
    expect(drawCode(tree)).toEqual(['f("x")']);
    expect(tree.language).toBe(pythonSource);
  });

  test('every place in a cell is that place in the file', () => {
    for (const text of [NOTEBOOK, NOTEBOOK.replaceAll('\n', '\r\n')]) {
      for (const { source } of notebookCells(pythonSource.parse(text).root)) {
        for (let at = 0; at < source.node.text.length; at++) {
          const { start, end } = spanIn(source, at, at + 1);
          expect(text.slice(start, end)).toBe(source.node.text.charAt(at));
        }
      }
    }
  });

  test('what a fix changes in a cell is changed in the file', () => {
    const tree = pythonSource.parse(NOTEBOOK);
    const cell = [...notebookCells(tree.root)].find(({ language }) => language === 'sql');
    expect(cell).toBeDefined();
    if (cell) {
      const inner = parseEmbedded(cell.source.node, sql);
      const at = inner.text.indexOf('k');
      const frame = embeddedFrame(fileFrame(tree), cell.source, inner);
      const edits = frame.toFileEdits([{ span: { start: at, end: at + 1 }, text: 'new' }]);
      expect(applyEdits(NOTEBOOK, edits ?? [])).toBe(NOTEBOOK.replace("'k'", "'new'"));
    }
  });
});

/** Texts of which none is a word of the format. */
const anyText = fc.array(fc.constantFrom('a', ' ', '\n', '"', 'b = 1', '\n\n', '# x')).map((parts) => parts.join(''));

function edited(tree: Tree, source: Placed<ScalarNode>, start: number, end: number, text: string): string | undefined {
  const edits = tree.language.write(tree.text, { verb: 'replaceText', scalar: source, span: { start, end }, text });
  return edits && applyEdits(tree.text, edits);
}

describe('writing into a cell', () => {
  test('puts lines behind the prefix, and what is written is read', () => {
    fc.assert(
      fc.property(anyText, fc.nat(5), fc.nat(60), fc.nat(60), (text, index, one, other) => {
        const tree = pythonSource.parse(NOTEBOOK);
        const cell = [...notebookCells(tree.root)][index];
        const before = cell?.source.node.text ?? '';
        const [start = 0, end = 0] = [Math.min(one, before.length), Math.min(other, before.length)].sort(
          (a, b) => a - b,
        );
        const wanted = before.slice(0, start) + text + before.slice(end);
        const isKept = wanted !== '' && wanted.trim() === wanted && !/^[%#]/.test(wanted) && cell?.language !== 'run';
        const after = cell && edited(tree, cell.source, start, end, text);
        if (isKept && after !== undefined) {
          expect([...notebookCells(pythonSource.parse(after).root)][index]?.source.node.text).toBe(wanted);
        }
      }),
    );
  });

  test('not what would make other cells of it', () => {
    const tree = pythonSource.parse(NOTEBOOK);
    const [cell] = notebookCells(tree.root);
    expect(cell && edited(tree, cell.source, 0, 1, '\n# COMMAND ----------\n')).toBeUndefined();
  });
});

const anyChange = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(30)),
  inserted: fc.constantFrom(
    '',
    'x',
    '\n',
    '"',
    '# MAGIC ',
    '# COMMAND ----------\n',
    '\n# COMMAND ----------\n',
    '%',
    '# MAGIC %sql\n',
    '(',
    '-',
  ),
});

describe('reading again', () => {
  test.each([NOTEBOOK, NOTEBOOK.replace(/^.*\n/, '')])('gives the tree of the whole text: %#', (sample) => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 4 }), (changes) => {
        let text = sample;
        let tree = pythonSource.parse(text);
        for (const { at, length, inserted } of changes) {
          const start = Math.floor(at * text.length);
          const end = Math.min(text.length, start + length);
          const next = text.slice(0, start) + inserted + text.slice(end);
          tree = pythonSource.reparse(tree, next, { start, end, length: inserted.length });
          text = next;
          expect(drawTree(tree)).toBe(drawTree(pythonSource.parse(text)));
          expect(tree.language).toBe(pythonSource);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('shares the cells that did not change', () => {
    const tree = pythonSource.parse(NOTEBOOK);
    const at = NOTEBOOK.indexOf('print');
    const next = pythonSource.reparse(tree, `${NOTEBOOK.slice(0, at)}x${NOTEBOOK.slice(at)}`, {
      start: at,
      end: at,
      length: 1,
    });
    const known = new Set([...itemsOfRoot(tree)]);
    expect([...itemsOfRoot(next)].map((node) => known.has(node))).toEqual([true, false, true, true, true, true]);
  });
});

function itemsOfRoot({ root }: Tree): unknown[] {
  return root?.node.kind === 'list' ? [...itemsOf({ node: root.node, start: 0 })].map(({ node }) => node) : [];
}

describe('a notebook in the shape of Jupyter', () => {
  const notebook = (cells: unknown[], metadata: unknown = {}): string =>
    JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 0 }, undefined, 1);
  const code = (source: string | string[]) => ({
    cell_type: 'code',
    metadata: {},
    outputs: [{ text: ['f("x")'] }],
    source,
  });
  const text = notebook([
    { cell_type: 'markdown', metadata: {}, source: ['# a'] },
    code(['pw = "a\\tb"\n', 'print(pw)']),
    code('%sql\nselect 1'),
    code(['%sql\n', "select secret('s',\n", " 'é\"')"]),
    code([]),
  ]);

  test('has code cells with their languages and sources', () => {
    expect(cellsOf(json.parse(text))).toEqual([
      { language: 'python', text: 'pw = "a\\tb"\nprint(pw)' },
      { language: 'sql', text: 'select 1' },
      { language: 'sql', text: "select secret('s',\n 'é\"')" },
    ]);
    const other = {
      language_info: { name: 'python' },
      'application/vnd.databricks.v1+notebook': { language: 'scala' },
    };
    expect(cellsOf(json.parse(notebook([code('x')], other)))).toEqual([{ language: 'scala', text: 'x' }]);
    expect(cellsOf(json.parse(notebook([code('x')], { kernelspec: { language: 'R' } })))[0]?.language).toBe('r');
    expect(cellsOf(json.parse('{"cells": []}'))).toEqual([]);
  });

  test('every place of a source is that place in the file, and a cell is read once', () => {
    const tree = json.parse(text);
    const again = [...notebookCells(tree.root)];
    for (const [index, { source }] of [...notebookCells(tree.root)].entries()) {
      expect(again[index]?.source.node).toBe(source.node);
      for (let at = 0; at < source.node.text.length; at++) {
        const { start, end } = spanIn(source, at, at + 1);
        expect(JSON.parse(`"${text.slice(start, end)}"`)).toBe(source.node.text.charAt(at));
      }
    }
  });

  test('what is written is read, over the borders of its lines as well', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1), fc.nat(60), fc.nat(60), (written, index, one, other) => {
        const tree = json.parse(text);
        const cell = [...notebookCells(tree.root)][index * 2];
        const before = cell?.source.node.text ?? '';
        const [start = 0, end = 0] = [Math.min(one, before.length), Math.min(other, before.length)].sort(
          (a, b) => a - b,
        );
        const after = cell && edited(tree, cell.source, start, end, written);
        const wanted = before.slice(0, start) + written + before.slice(end);
        if (wanted !== '' && !wanted.startsWith('%')) {
          expect([...notebookCells(json.parse(after ?? '').root)][index * 2]?.source.node.text).toBe(wanted);
        }
      }),
    );
  });

  test('calls in a cell are found where they stand in the file', () => {
    const tree = json.parse(text);
    const [cell] = notebookCells(tree.root);
    const inner = cell && parseEmbedded(cell.source.node, python);
    const frame = cell && inner && embeddedFrame(fileFrame(tree), cell.source, inner);
    const at = inner?.text.indexOf('print') ?? 0;
    const span = frame?.toFile({ start: at, end: at + 9 });
    expect(text.slice(span?.start, span?.end)).toBe('print(pw)');
  });
});
