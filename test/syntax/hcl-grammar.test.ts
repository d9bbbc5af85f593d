/**
 * Terraform as others read it: for texts without mistakes the prebuilt tree-sitter grammar finds the same blocks,
 * attributes and keys at the same places. It is the judge and not the reader: of half-typed text it makes one error.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { RULES } from '../../server/src/rules/index.ts';
import { hcl } from '../../server/src/syntax/hcl.ts';
import { type EntryNode, type SyntaxNode, visitNodes } from '../../server/src/syntax/tree.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SAMPLE = readFileSync(path.join(ROOT, 'test/workspace/databricks/secrets.tf'), 'utf8');

const RICH = `# 日本語 😀
terraform {
  required_providers {
    databricks = { source = "databricks/databricks", version = ">= 1.0" }
  }
}

locals {
  prefix = "{{secrets/\${var.scope}"
  list   = ["a", 1, true, null, var.x, [for x in var.y : upper(x)], { a = 1, "b" = 2, (var.k) = 3 }]
  text   = <<-EOT
    some \${var.x} text
      indented %{if true}yes%{endif}
  EOT
  calc   = var.a ? merge({ a = 1 }, var.b) : { c = "d" }
}

resource "databricks_job" "j" {
  dynamic "task" {
    for_each = var.tasks
    content { task_key = task.value }
  }
  job_cluster {
    new_cluster {
      spark_conf = merge(local.conf, { "spark.a" = format("{{secrets/%s/k}}", var.s) })
    }
  }
  depends_on = [databricks_cluster.a, databricks_cluster.b["x"].id]
}
`;

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['the sample workspace', SAMPLE],
  ['all kinds of expressions', RICH],
  ...RULES.flatMap(({ id, examples }) =>
    examples.flatMap(({ language, clean }, index): [string, string][] =>
      language === 'terraform' && clean !== undefined ? [[`${id} ${index}`, clean]] : [],
    ),
  ),
];

let parser: Parser;

beforeAll(async () => {
  const modules = path.join(ROOT, 'node_modules');
  await Parser.init({ wasmBinary: readFileSync(path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm')) });
  parser = new Parser();
  parser.setLanguage(
    await Language.load(readFileSync(path.join(modules, '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm'))),
  );
});

/** The names of attributes and blocks, and the keys of objects, by the grammar. */
function namesByGrammar(text: string): string[] {
  const names: string[] = [];
  const visit = (node: Node): void => {
    const [first] = node.namedChildren;
    if (first && (node.type === 'attribute' || node.type === 'block' || node.type === 'object_elem')) {
      names.push(`${first.startIndex} ${first.text}`);
    }
    for (const child of node.namedChildren) {
      if (child && !/^(?:template_interpolation|for_expr|for_object_expr|for_tuple_expr|index)$/.test(child.type)) {
        visit(child);
      }
    }
  };
  const tree = parser.parse(text);
  if (tree) {
    visit(tree.rootNode);
  }
  return names.sort();
}

/** The same by our tree, labels of blocks left out. */
function namesByTree(text: string): string[] {
  const names: string[] = [];
  const { root } = hcl.parse(text);
  const take = (node: SyntaxNode | EntryNode, start: number): void => {
    if (node.kind === 'entry' && !isLabel(text, start)) {
      names.push(`${start} ${text.slice(start, start + node.key.width)}`);
    }
  };
  if (root) {
    visitNodes(root.node, root.start, () => true, take);
  }
  return names.sort();
}

/** A label stands behind the word or the label of its block, on the same line. */
function isLabel(text: string, start: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^\s*\w+(?:\s+"[^"]*")*\s+$/.test(line);
}

describe('the grammar of others finds the same names', () => {
  test.each(TEXTS)('%s', (_, text) => {
    const names = namesByGrammar(text);
    expect(names.length).toBeGreaterThan(1);
    expect(namesByTree(text)).toEqual(names);
  });
});
