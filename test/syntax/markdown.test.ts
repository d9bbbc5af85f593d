/** Blocks of code in Markdown: what is read, what is written, and what is read again. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { markdown } from '../../server/src/syntax/markdown.ts';
import { notebookCells } from '../../server/src/syntax/notebook.ts';
import { spanIn } from '../../server/src/syntax/tree.ts';

function cellsIn(text: string) {
  return [...notebookCells(markdown.parse(text).root)];
}

function drawn(text: string): string[][] {
  return cellsIn(text).map(({ language, source }) => [language, source.node.text]);
}

describe('blocks of code', () => {
  test.each([
    ['# a\n\nb', []],
    ['```bash\naz x\n```\n', [['shellscript', 'az x\n']]],
    ['```\naz x\n```\n```text\nb\n```', [['text', 'b\n']]],
    ['~~~~ PowerShell title="x"\r\na\r\n~~~\r\n~~~~\r\n', [['powershell', 'a\r\n~~~\r\n']]],
    ['```{.azurecli-interactive}\na', [['shellscript', 'a']]],
    ['> ```json\n> {\n>  "a": 1 }\n> ```\nx', [['json', '{\n "a": 1 }\n']]],
    ['> ```json\n> {\nno quote\n', [['json', '{\n']]],
    [
      '1. a\n\n   ```azurepowershell\n   b `\n     -c\n   ```\n- ```sql\n  d\n  ```',
      [
        ['powershell', 'b `\n  -c\n'],
        ['sql', 'd\n'],
      ],
    ],
    ['````md\n```bash\na\n```\n````', [['md', '```bash\na\n```\n']]],
    ['```console\n$ az a \\\n  b\nprinted\n$ c\n```', [['shellscript', 'az a \\\n  b\nc\n']]],
    ['```powershell\nPS C:\\> a\nprinted\nPS> b\n```', [['powershell', 'a\nb\n']]],
    ['```bash ` a\n```', []],
    ['```hcl\n```\n', [['terraform', '']]],
    ['<!--\n```bash\na\n```\n-->\n```sql\nb\n```', [['sql', 'b\n']]],
    [
      '<!-- a -->\n```sql\nb\n```\n<!-- c\n```r\nd\n```',
      [
        ['sql', 'b\n'],
        ['r', 'd\n'],
      ],
    ],
    [
      'a <!--\n```sql\nb <!--\n```\n```r\nc\n```\n-->',
      [
        ['sql', 'b <!--\n'],
        ['r', 'c\n'],
      ],
    ],
    ['- a\n\n  > ```yml\n  > b: 1\n  > ```\n', [['yaml', 'b: 1\n']]],
    ['\t```bash\n\taz x\n\t  y\n\t```', [['shellscript', 'az x\n  y\n']]],
  ])('%j', (text, expected) => {
    expect(drawn(text)).toEqual(expected);
  });

  test('each place of the code leads to its source', () => {
    const text = 'a\n> 1. ```bash\r\n>    az x\n>\n>      y\n>    ```\n';
    const [cell] = cellsIn(text);
    const code = cell?.source.node.text ?? '';
    expect(code).toBe('az x\n\n  y\n');
    const sources = [...code].map((_, at) => {
      const span = cell ? spanIn(cell.source, at, at + 1) : { start: 0, end: 0 };
      return text.slice(span.start, span.end);
    });
    expect(sources.join('')).toBe(code);
  });
});

describe('writing', () => {
  function replace(text: string, old: string, replacement: string): string | undefined {
    const [cell] = cellsIn(text);
    if (!cell) {
      throw new Error('no block');
    }
    const start = cell.source.node.text.indexOf(old);
    const span = { start, end: start + old.length };
    const edits = markdown.write(text, { verb: 'replaceText', scalar: cell.source, span, text: replacement });
    return edits && applyEdits(text, edits);
  }

  test.each([
    ['```bash\naz x\n```', 'x', 'y z', '```bash\naz y z\n```'],
    ['> ```bash\n> az x\n> b\n> ```', 'x', 'y\nz', '> ```bash\n> az y\n> z\n> b\n> ```'],
    ['> ```bash\n> az x\n> b\n> ```', 'az x\n', '', '> ```bash\n> b\n> ```'],
    ['```bash\naz x\n```', 'x', '```', undefined],
    ['```bash\n$ az x\n```', 'x', 'y', '```bash\n$ az y\n```'],
    ['```bash\n$ az x\n```', 'x', 'y\nz', undefined],
  ])('%j: %j becomes %j', (text, old, replacement, expected) => {
    expect(replace(text, old, replacement)).toBe(expected);
  });

  test('the code reads afterwards as it should', () => {
    const line = fc.constantFrom('a', '  b c', '', '`d', '$ e');
    const prefix = fc.constantFrom('', '> ', '> > ', '   ');
    const added = fc.string({ unit: fc.constantFrom('x', '\n', ' ', '`', '~', '>') });
    fc.assert(
      fc.property(
        prefix,
        fc.array(line, { minLength: 1 }),
        fc.nat(12),
        fc.nat(4),
        added,
        (before, lines, at, length, replacement) => {
          const text = ['```sql', ...lines, '```', ''].map((one) => `${before}${one}`).join('\n');
          const [cell] = cellsIn(text);
          const code = cell?.source.node.text ?? '';
          const start = Math.min(at, code.length - 1);
          const span = { start, end: Math.min(start + length, code.length - 1) };
          const edits =
            cell && markdown.write(text, { verb: 'replaceText', scalar: cell.source, span, text: replacement });
          if (edits) {
            const after = cellsIn(applyEdits(text, edits));
            expect(after.map(({ source }) => source.node.text)).toEqual([
              code.slice(0, span.start) + replacement + code.slice(span.end),
            ]);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('bad input and changes', () => {
  const unit = fc.constantFrom(
    ...[
      '```',
      '~~~',
      '`',
      'bash',
      '\n',
      '> ',
      '- ',
      '   ',
      'a',
      '\r\n',
      '$ ',
      '\0',
      '\t',
      '```sql\n',
      '1. ',
      '\uD800',
      '<!--',
      '-->',
    ],
  );
  const anyText = fc.array(unit, { maxLength: 40 }).map((units) => units.join(''));

  test('reads again what changed, and throws at nothing', () => {
    fc.assert(
      fc.property(anyText, fc.nat(60), fc.nat(20), anyText, (text, at, length, added) => {
        const start = Math.min(at, text.length);
        const end = Math.min(text.length, start + length);
        const after = text.slice(0, start) + added + text.slice(end);
        const tree = markdown.reparse(markdown.parse(text), after, { start, end, length: added.length });
        expect(tree).toEqual(markdown.parse(after));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    '```bash\n',
    '> ```bash\n',
    '- ',
    '>',
    '`',
    '```bash\na\n```\n',
    '~~~a\n> ',
    '$ a\n',
    ' ',
    '<!--\n',
    '-->\n',
    '<!-- -->\n',
  ])('%j many times takes no long time', (repeated) => {
    expect(markdown.parse(repeated.repeat(40_000)).root?.node.width).toBe(repeated.length * 40_000);
  });
});
