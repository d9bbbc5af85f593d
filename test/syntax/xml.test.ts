/** XML and Base64 of it: every place of the tree is a place of the text, and nothing is put in from elsewhere. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../server/src/readers/source-file.ts';
import { parseEmbedded } from '../../server/src/syntax/language.ts';
import { isScalar, type Placed, type SyntaxNode, spanOfText, visitNodes } from '../../server/src/syntax/tree.ts';
import { xml } from '../../server/src/syntax/xml.ts';

/** Every text of a tree with the source that it stands for. */
function textsOf(text: string): string[] {
  const { root } = xml.parse(text);
  const found: string[] = [];
  if (root) {
    visitNodes(
      root.node,
      root.start,
      () => true,
      (node, start) => {
        if (node.kind === 'scalar') {
          const { start: from, end } = spanOfText({ node, start });
          found.push(`${node.text} ← ${text.slice(from, end)}`);
        }
      },
    );
  }
  return found;
}

function outline({ node }: Placed, depth = 0): string {
  if (node.kind !== 'call') {
    return '';
  }
  const below = node.children.map((child) => outline({ node: child, start: 0 }, depth + 1)).join('');
  return `${'  '.repeat(depth)}${node.callee}\n${below}`;
}

const codes = (text: string): string[] => problemsOf(xml.parse(text)).map(({ code, span }) => `${code} ${span.start}`);

describe('elements', () => {
  test('have the names of their namespaces, whatever the prefix', () => {
    const root = xml.parse('<p:A xmlns:p="urn:a"><B xmlns="urn:b"><C/></B><p:D></p:D></p:A>').root;
    expect(root && outline(root)).toBe('{urn:a}A\n  {urn:b}B\n    {urn:b}C\n  {urn:a}D\n');
  });

  test('keep the places of texts and attributes through references and line ends', () => {
    const text =
      '\uFEFF<?xml version="1.0"?>\r\n<!-- c --><A b = "x&amp;y" c=\'&#65;"\'> k&lt;l\r\n<B><![CDATA[<&>]]></B></A>';
    expect(textsOf(text)).toEqual([
      'b ← b',
      'x&y ← x&amp;y',
      'c ← c',
      'A" ← &#65;"',
      ' k<l\n ←  k&lt;l\r\n',
      '<&> ← <&>',
    ]);
    expect(codes(text)).toEqual([]);
  });

  test('are kept as far as they were understood', () => {
    const root = xml.parse('<A><B>one</B><C>two').root;
    expect(root && outline(root)).toBe('{}A\n  {}B\n  {}C\n');
    expect(codes('<A><B>one</B><C>two')).toEqual(['unclosed-element 0', 'unclosed-element 13']);
    expect(codes('<A><B></A>')).toEqual(['mismatched-element 9']);
    expect(codes('<A>&nbsp;</A>')).toEqual(['unknown-entity 8']);
  });
});

describe('what would reach outside or grow', () => {
  test('a document type is passed over, and its entities stand as they are written', () => {
    const text = '<!DOCTYPE a [<!ENTITY x "yy"><!ENTITY f SYSTEM "file:///etc/passwd">]><A>&x;&f;</A>';
    expect(codes(text)[0]).toBe('document-type 0');
    expect(textsOf(text)).toEqual(['&x;&f; ← &x;&f;']);
  });

  test('a bomb of entities is as small as it is written', () => {
    const entities = Array.from({ length: 30 }, (_, index) => `<!ENTITY e${index + 1} "&e${index};&e${index};">`);
    const text = `<!DOCTYPE a [<!ENTITY e0 "ha">${entities.join('')}]><A>&e30;</A>`;
    expect(textsOf(text)).toEqual(['&e30; ← &e30;']);
  });

  test('depth has an end', () => {
    const text = `${'<a>'.repeat(100_000)}x`;
    const problems = codes(text);
    expect(problems).toContain('too-deep 600');
    expect(xml.parse(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`).root?.start).toBe(0);
  });

  test('an encoding that is none of ours is said', () => {
    expect(codes('<?xml version="1.0" encoding="ISO-8859-1"?><A/>')).toEqual(['other-encoding 30']);
    expect(codes('<?xml version="1.0" encoding="utf-16"?><A/>')).toEqual([]);
  });
});

const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const inner = (text: string) => {
  const { root } = xml.parse(text);
  return isScalar(root) ? { scalar: root, tree: parseEmbedded(root.node, xml) } : undefined;
};

describe('Base64', () => {
  const document = '<A b="c">Grüße, 漢字 𝒳</A>';

  test.each([
    ['alone', encode(document)],
    ['in lines', `\n${encode(document).replace(/.{10}/g, '$&\r\n')}\n`],
    ['as a field', `SAMLResponse=${encodeURIComponent(encode(document))}&RelayState=x`],
  ])('is read %s', (_, text) => {
    const found = inner(text);
    expect(found?.scalar.node.text).toBe(document);
    expect(found?.tree.root && outline(found.tree.root)).toBe('{}A\n');
    expect(found?.scalar.node.problems).toEqual([]);
  });

  test('keeps places: the signs of a stretch stand for it', () => {
    const text = encode('<A>abcdef</A>');
    const found = inner(text);
    const span = found && spanOfText(found.scalar);
    expect(span).toEqual({ start: 0, end: text.replace(/=+$/, '').length });
  });

  test.each([
    ['cut', encode(document).slice(0, 15)],
    ['broken', `${encode(document).slice(0, 12)}*`],
  ])('says where it breaks off: %s', (_, text) => {
    expect(inner(text)?.scalar.node.problems.map(({ code }) => code)).toEqual(['broken-base64']);
  });
});

/** Whether every node lies in the one around it, in order. */
function isSound(node: SyntaxNode, width: number): boolean {
  if (node.kind !== 'call') {
    return node.width <= width;
  }
  let at = 0;
  return node.children.every((child, index) => {
    const start = node.starts[index] ?? -1;
    const holds = start >= at && start + child.width <= node.width && isSound(child, node.width);
    at = start + child.width;
    return holds;
  });
}

test('any text is read, and its nodes lie within each other', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '</',
    '<a',
    '<b:c xmlns:b="u"',
    ' d="e"',
    " f='g",
    '&',
    '&amp;',
    '&#0;',
    '&#xD800;',
    ';',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?xml version="1.0"?>',
    '<!DOCTYPE',
    '[',
    ']',
    '\r\n',
    '\0',
    '\ud800',
    'PD94',
    '=',
    'é',
    '<a>',
    '</a>',
    '<a/>',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
      ),
      (text) => {
        const { root } = xml.parse(text);
        expect(
          !root ||
            (root.start >= 0 && root.start + root.node.width <= text.length && isSound(root.node, root.node.width)),
        ).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});
