/** The cells of a notebook, whichever way it is kept: as source code, or as JSON in the shape of Jupyter. */
import { joinScalars, textBehind } from '../joined-scalar.ts';
import {
  entriesOf,
  entryAt,
  findEntry,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type ScalarNode,
  type SyntaxNode,
  spanOf,
} from '../tree.ts';
import { languageOf, readMagic } from './magics.ts';
import { CELL_LANGUAGE } from './source-cells.ts';

/** A cell with code. Its source may stand in several texts of the file; it is one scalar, and its places are exact. */
export interface NotebookCell {
  /** `python`, `sql`, `scala`, `r`, `shellscript`, `markdown`, `fs`, `run`, `pip`, or the word that the cell begins with. */
  readonly language: string;
  readonly source: Placed<ScalarNode>;
  /** The word that says its language, where it stands in the cell and has a node of its own. */
  readonly magic?: Placed<ScalarNode>;
  /** The text of the cell from its first sign on, magic included, where the magic has no node of its own. */
  readonly whole?: Placed<ScalarNode>;
}

/** Whether a tree is that of a notebook. */
export function isNotebook(root: Placed<SyntaxNode> | undefined): boolean {
  if (isList(root)) {
    const first = root.node.children[0];
    return first?.kind === 'map' && first.children[0]?.key.style === CELL_LANGUAGE;
  }
  return isMap(root) && findEntry(root, 'nbformat') !== undefined && isList(findEntry(root, 'cells')?.value);
}

/** The cells of a notebook in order, placed from the same beginning as the root; none where it is no notebook. */
export function* notebookCells(root: Placed<SyntaxNode> | undefined): Generator<NotebookCell> {
  if (!isNotebook(root)) {
    return;
  }
  if (isList(root)) {
    for (const item of itemsOf(root)) {
      const entry = isMap(item) ? entryAt(item, 0) : undefined;
      if (entry && isScalar(entry.value)) {
        const isSaid = entry.key.node.width > 0;
        yield { language: entry.key.node.text, source: entry.value, ...(isSaid ? { magic: entry.key } : {}) };
      }
    }
  } else if (isMap(root)) {
    yield* jupyterCells(root);
  }
}

function* jupyterCells(root: Placed<MapNode>): Generator<NotebookCell> {
  const language = languageOfNotebook(root);
  const cells = findEntry(root, 'cells')?.value;
  for (const item of isList(cells) ? itemsOf(cells) : []) {
    const cell = isMap(item) && readJupyterCell(item, language);
    if (cell) {
      yield cell;
    }
  }
}

function textOf(map: Placed<MapNode>, name: string): string | undefined {
  const value = findEntry(map, name)?.value;
  return isScalar(value) && value.node.type === 'string' ? value.node.text : undefined;
}

/** The makers of notebooks say it each in a place of their own. */
function languageOfNotebook(root: Placed<MapNode>): string {
  const metadata = findEntry(root, 'metadata')?.value;
  let found: string | undefined;
  for (const { key, value } of isMap(metadata) ? entriesOf(metadata) : []) {
    if (isMap(value)) {
      const isOfMaker = key.node.text.startsWith('application/vnd.');
      const own = textOf(value, 'language') ?? (key.node.text === 'language_info' ? textOf(value, 'name') : undefined);
      found = isOfMaker && own ? own : (found ?? own);
    }
  }
  return languageOf(found ?? 'python');
}

interface KnownCell {
  readonly notebookLanguage: string;
  /** Placed from the start of the cell. */
  readonly cell: NotebookCell | undefined;
}

// What was read from the text of a cell is remembered by its scalar, so the scalar has to stay the same.
const known = new WeakMap<MapNode, KnownCell>();

function readJupyterCell({ node, start }: Placed<MapNode>, notebookLanguage: string): NotebookCell | undefined {
  let found = known.get(node);
  if (found?.notebookLanguage !== notebookLanguage) {
    found = { notebookLanguage, cell: readCode({ node, start: 0 }, notebookLanguage) };
    known.set(node, found);
  }
  const { cell } = found ?? {};
  const moved = (scalar: Placed<ScalarNode>) => ({ node: scalar.node, start: start + scalar.start });
  return (
    cell && {
      language: cell.language,
      source: moved(cell.source),
      ...(cell.whole ? { whole: moved(cell.whole) } : {}),
    }
  );
}

function readCode(cell: Placed<MapNode>, notebookLanguage: string): NotebookCell | undefined {
  if (textOf(cell, 'cell_type') !== 'code') {
    return undefined;
  }
  const source = readSource(findEntry(cell, 'source')?.value);
  if (!source) {
    return undefined;
  }
  const magic = readMagic(source.node.text);
  return magic
    ? { language: magic.language, source: textBehind(source, magic.contentStart), whole: source }
    : { language: notebookLanguage, source };
}

/** The source is one text, or a list of lines. */
function readSource(value: Placed | undefined): Placed<ScalarNode> | undefined {
  if (isScalar(value)) {
    return value.node.type === 'string' && value.node.text !== '' ? value : undefined;
  }
  if (!isList(value)) {
    return undefined;
  }
  const lines = [...itemsOf(value)].filter((item) => isScalar(item)).filter(({ node }) => node.type === 'string');
  const isWhole = lines.length === value.node.children.length && lines.some(({ node }) => node.text !== '');
  return isWhole ? joinScalars(lines, spanOf(value)) : undefined;
}
