/** Comments that are put behind values of YAML: the values stay what they were. */
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { entryAt, isList, isMap, itemAt, type Placed } from '../../server/src/syntax/tree.ts';
import { yaml } from '../../server/src/syntax/yaml.ts';
import { type Path, toValue } from './yaml-tree.ts';

function at(text: string, path: Path): Placed {
  let placed = yaml.parse(text).root;
  for (const step of path) {
    if (isMap(placed)) {
      const index = placed.node.children.findIndex(({ key }) => key.text === step);
      placed = entryAt(placed, index)?.value;
    } else {
      placed = isList(placed) ? itemAt(placed, Number(step)) : undefined;
    }
  }
  if (!placed) {
    throw new Error('nothing there');
  }
  return placed;
}

function valueIn(text: string): unknown {
  return toValue(yaml.parse(text).root?.node);
}

describe('comment', () => {
  test.each<[string, Path, string | undefined]>([
    ['a: x\nb: y\n', ['a'], 'a: x # Reader\nb: y\n'],
    ['a: "x"  \r\nb: y', ['a'], 'a: "x" # Reader  \r\nb: y'],
    ['a:\n  - x\n  - y', ['a', 1], 'a:\n  - x\n  - y # Reader'],
    ['a: [x, {b: y}]\n', ['a', 1, 'b'], 'a: [x, {b: y}] # Reader\n'],
    ['a: [x, y]\n', ['a', 0], undefined],
    ['a: [x, y]\n', ['a'], 'a: [x, y] # Reader\n'],
    ['a: x # y\n', ['a'], undefined],
    ['a: |\n  x\n', ['a'], undefined],
    ['a:\n  b: c\n', ['a'], undefined],
    ['a: x\n  y\nb: z\n', ['a'], 'a: x\n  y # Reader\nb: z\n'],
  ])('%j at %j gives %j', (text, path, expected) => {
    const edits = yaml.write(text, { verb: 'comment', node: at(text, path), text: 'Reader' });
    const after = edits && applyEdits(text, edits);
    expect(after).toBe(expected);
    if (after !== undefined) {
      expect(valueIn(after)).toEqual(valueIn(text));
    }
  });
});
