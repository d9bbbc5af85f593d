import { namesHoldingIn, type Program } from '../../readers/databricks-program.ts';
import type { CallNode, Span, SyntaxNode } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { Disguise } from './disguise.ts';

const SHOWS = /(?:^|\.)(?:print|println|display|displayHTML|cat)$|^sys\.(?:stdout|stderr)\.write$/;
/** Functions of the database that give a text in another form. */
const DISGUISING =
  /^(?:reverse|substr|substring|left|right|base64|hex|encode|split|upper|lower|concat_ws|translate|replace|overlay|ascii|array|explode|to_binary)$/i;
/** How a statement begins that shows what it selects, and the words behind which nothing is shown any more. */
const SELECTS = /^\s*(?:(?:--[^\n]*\n|\/\*[^*]*\*\/)\s*)*select\b/i;
const SOURCES = /\b(?:from|where|join)\b/i;

export const printedSecret = defineRule({
  id: 'databricks/printed-secret',
  appliesTo: 'databricks/program',
  severity: 'warning',
  fixable: false,
  summary: 'Code that shows a secret in a form that notebooks do not redact.',
  why: `A notebook replaces a secret that was read with \`dbutils.secrets.get\` by \`[REDACTED]\`, but only the text as it is. Its characters one by one, a part of it, the text reversed, encoded or in upper case are not known again and stand in the output for everybody who may open the notebook, and in its revisions and exports.

Do not print it. To see whether a secret is right, use it, or print its length. A plain \`print\` of the secret is redacted and not flagged.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/redaction.html',
    'https://docs.databricks.com/en/security/secrets/secrets.html',
  ],
  *check(program) {
    const shown =
      program.language === 'query' ? shownInQuery(program) : program.language === 'code' ? shownInCode(program) : [];
    for (const at of shown) {
      yield {
        at,
        message: message(
          'This shows a secret, or a part of it, in a form that the notebook does not redact. Who opens the notebook can read it. Remove it, or print the length only.',
        ),
      };
    }
  },
  examples: [
    {
      language: 'python',
      flagged: `pw = dbutils.secrets.get(scope="app", key="password")
print(pw[::-1])
      ^^^^^^^^
print(" ".join(pw))
      ^^^^^^^^^^^^
for c in pw:
    print(c, end=" ")
          ^
encoded = base64.b64encode(pw.encode())
print(encoded)
      ^^^^^^^
print(*pw)
      ^^^
print(f"password: {pw[:3]}")
      ^^^^^^^^^^^^^^^^^^^^^
[print(c) for c in pw]
       ^`,
    },
    {
      language: 'python',
      flagged: `# Databricks notebook source
pw = dbutils.secrets.get("app", "password")

# COMMAND ----------

display(list(pw))
        ^^^^^^^^`,
    },
    {
      language: 'scala',
      flagged: `val pw = dbutils.secrets.get("app", "password")
println(pw.reverse)
        ^^^^^^^^^^
pw.foreach(println)
           ^^^^^^^`,
    },
    {
      language: 'sql',
      flagged: `SELECT reverse(secret('app', 'password'));
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'python',
      clean: `pw = dbutils.secrets.get(scope="app", key="password")
print(pw)
print("password: " + pw)
print(len(pw), len(pw.encode()), pw[0] == "a", pw.startswith("a"))
token = base64.b64encode(pw.encode())
headers = {"Authorization": f"Basic {token}"}
for c in names:
    print(c)
print(df[0], pw.strip())
for key in dbutils.secrets.list("app"):
    print(key.key)
other = dbutils.secrets.get("app", "other")
other = other_text
print(other[0])
schema = dbutils.secrets.get("app", "schema")
print(schema.split(".")[0])`,
    },
    {
      language: 'sql',
      clean: `SELECT secret('app', 'password');
SELECT * FROM t WHERE name = upper(secret('app', 'name'));
CREATE TABLE t AS SELECT base64(secret('app', 'name'));`,
    },
  ],
});

function* shownInCode({ root, text, held }: Program): Generator<Span> {
  const disguise = new Disguise(text, held);
  const mixed = namesAssignedElse(text, namesHoldingIn(root.node));
  yield* visit(root.node, root.start);

  function* visit(node: SyntaxNode, start: number): Generator<Span> {
    if (node.kind === 'map') {
      for (const [index, { key, value, valueStart }] of node.children.entries()) {
        const at = start + (node.starts[index] ?? 0) + valueStart;
        if (value) {
          yield* visit(value, at);
          disguise.set(key.text, mixed.has(key.text) ? undefined : disguise.formOf(value, at));
        }
      }
    } else if (node.kind === 'call') {
      yield* visitCall(node, start);
    } else if (node.kind === 'list') {
      yield* visitChildren(node.children, node.starts, start);
    }
  }

  function* visitCall(node: CallNode, start: number): Generator<Span> {
    if (node.callee === 'for') {
      disguise.loop(node, start);
    }
    const bound = disguise.bind(node, start);
    const each = /^(.+)\.foreach$/.exec(node.callee)?.[1];
    const isEach = each !== undefined && disguise.formOfName(each) !== undefined;
    for (const [index, child] of node.children.entries()) {
      const at = start + (node.starts[index] ?? 0);
      const span = { start: at, end: at + child.width };
      const isPrinter = isEach && child.kind === 'scalar' && SHOWS.test(child.text);
      if (isPrinter || (SHOWS.test(node.callee) && disguise.formOf(child, at) === 'disguised')) {
        yield span;
      } else {
        yield* visit(child, at);
      }
    }
    disguise.restore(bound);
  }

  function* visitChildren(children: readonly SyntaxNode[], starts: readonly number[], start: number): Generator<Span> {
    for (const [index, child] of children.entries()) {
      yield* visit(child, start + (starts[index] ?? 0));
    }
  }
}

function* shownInQuery({ root, text }: Program): Generator<Span> {
  let end = 0;
  let isSelection = false;
  let isNew = true;
  for (const [index, node] of root.node.children.entries()) {
    const start = root.start + (root.node.starts[index] ?? 0);
    const passed = text.slice(end, start);
    const semicolon = passed.lastIndexOf(';');
    const begun = passed.slice(semicolon + 1);
    isSelection = isNew || semicolon >= 0 ? SELECTS.test(begun) : isSelection;
    isSelection &&= !SOURCES.test(begun);
    isNew = false;
    end = start + node.width;
    const isDisguised =
      node.kind === 'call' &&
      DISGUISING.test(node.callee) &&
      node.children.some((child) => child.kind === 'call' && /^(?:try_)?secret$/i.test(child.callee));
    if (isDisguised && isSelection) {
      yield { start, end };
    }
  }
}

/** Assignments as lines have them. */
const ASSIGNMENTS = /^[ \t]*(?:va[lr][ \t]+)?([\w.]+)[ \t]*(?:=(?!=)|<-)(.*)/gm;

/** The names that are assigned something else as well, of which the tree shows nothing. */
function namesAssignedElse(text: string, names: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const mixed = new Set<string>();
  for (const [, name = '', value = ''] of text.matchAll(ASSIGNMENTS)) {
    if (names.has(name) && !value.includes('secrets')) {
      mixed.add(name);
    }
  }
  return mixed;
}
