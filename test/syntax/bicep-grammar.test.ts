/**
 * Bicep as others read it: for texts without mistakes the prebuilt tree-sitter grammar finds the same statements and
 * properties at the same places. It is the judge and not the reader: of half-typed text it makes one error.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { bicep } from '../../server/src/syntax/bicep.ts';
import { type EntryNode, type SyntaxNode, visitNodes } from '../../server/src/syntax/tree.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const TEMPLATE = `// 日本語 😀
targetScope = 'resourceGroup'
metadata description = 'x'

@description('Who')
@secure()
param principal string = 'y'
param many array = [
  'a'
  {
    b: 1
  }
]
type kind = {
  name: string
}

var roles = {
  Reader: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
  'Key Vault': '/subscriptions/\${subscription().subscriptionId}/x'
}

resource kv 'Microsoft.KeyVault/vaults@2022-07-01' existing = {
  name: 'kv'
  resource secret 'secrets' = {
    name: 'x'
  }
}

resource ra 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (enabled && empty(x)) {
  name: guid(kv.id, principal, 'r')
  scope: kv
  properties: {
    roleDefinitionId: contains(roles, 'r') ? roles['r'] : roles.Reader
    calc: a + 1 > 2 || !(b ?? c)
    text: '''
some: text
'''
  }
}

module m 'm.bicep' = [for (r, i) in many: {
  name: 'm-\${i}'
  params: {
    list: map(many, x => { n: x })
  }
}]

output id string = ra.id
output all array = [for i in range(0, 2): {
  n: i
}]
`;

const EXPRESSIONS = `var a = [for x in ['a', 'b']: x == 'a' ? { k: 1 } : { l: 2 }]
var b = union({ m: { n: 'o' } }, p.q[0].r)
var c = [
  {
    d: -1
    e: null
    f: true
  }
  g('h', { i: [] })
]
func f(s string) string => '\${s}'
assert t = a == b
`;

const TEXTS = [
  ['a template', TEMPLATE],
  ['a template with the line ends of Windows', TEMPLATE.replaceAll('\n', '\r\n')],
  ['expressions', EXPRESSIONS],
] as const;

let parser: Parser;

beforeAll(async () => {
  const modules = path.join(ROOT, 'node_modules');
  await Parser.init({ wasmBinary: readFileSync(path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm')) });
  parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(path.join(modules, 'tree-sitter-bicep/tree-sitter-bicep.wasm'))));
});

/** The names that statements give and the keys of objects, by the grammar; types left out. */
function namesByGrammar(text: string): string[] {
  const names: string[] = [];
  const visit = (node: Node): void => {
    const [first] = node.namedChildren;
    if (first && (/_declaration$/.test(node.type) || /^(?:assert_statement|user_defined_function)$/.test(node.type))) {
      names.push(`${first.startIndex} ${first.text}`);
    } else if (first && node.type === 'object_property' && first.type !== 'resource_declaration') {
      names.push(`${first.startIndex} ${first.text}`);
    }
    for (const child of node.type === 'type_declaration' ? [] : node.namedChildren) {
      if (child && !/^(?:interpolation|decorators|parameters)$/.test(child.type)) {
        visit(child);
      }
    }
  };
  const tree = parser.parse(text);
  expect(tree?.rootNode.hasError).toBe(false);
  if (tree) {
    visit(tree.rootNode);
  }
  return names.sort();
}

/** The same by our tree: keys that are no types and no words of statements. */
function namesByTree(text: string): string[] {
  const names: string[] = [];
  const { root } = bicep.parse(text);
  const take = (node: SyntaxNode | EntryNode, start: number): void => {
    const isWord =
      /^(?:resource|module|param|var|output|metadata|type|func|assert) \w+/.test(text.slice(start, start + 40)) ||
      text.startsWith('targetScope =', start);
    if (node.kind === 'entry' && !node.key.style.endsWith('type') && !isWord) {
      names.push(`${start} ${text.slice(start, start + node.key.width)}`);
    }
  };
  if (root) {
    visitNodes(root.node, root.start, () => true, take);
  }
  return names.sort();
}

describe('the grammar of others finds the same names', () => {
  test.each(TEXTS)('%s', (_, text) => {
    const names = namesByGrammar(text);
    expect(names.length).toBeGreaterThan(1);
    expect(namesByTree(text)).toEqual(names);
  });
});
