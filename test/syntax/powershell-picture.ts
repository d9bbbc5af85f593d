/** Draws trees of PowerShell scripts in short, and finds their commands and words. */
import { powershell } from '../../server/src/syntax/powershell.ts';
import type { CommandNode, Placed, ScalarNode, SyntaxNode } from '../../server/src/syntax/tree.ts';

/** The children of the root of a script. */
export function itemsIn(text: string): readonly Placed[] {
  const root = powershell.parse(text).root?.node;
  return root?.kind === 'list' ? root.children.map((node, index) => ({ node, start: root.starts[index] ?? 0 })) : [];
}

/** The commands of a script, those in substitutions aside. */
export function commandsIn(text: string): readonly Placed<CommandNode>[] {
  return itemsIn(text).flatMap(({ node, start }) => (node.kind === 'command' ? [{ node, start }] : []));
}

/** A word of the line of the first command, placed in the text. */
export function wordIn(text: string, index: number): Placed<ScalarNode> {
  const command = commandsIn(text)[0];
  const word = command?.node.line[index];
  if (!word) {
    throw new Error('no such word');
  }
  return { node: word.node, start: (command?.start ?? 0) + word.start };
}

/** A node as an expression: `cmd(word, --option=value)`, with `<` before what it reads and `$` before what is nested. */
export function draw(node: SyntaxNode | undefined): string {
  switch (node?.kind) {
    case 'scalar':
      return node.text;
    case 'command': {
      const options = node.options.map(({ name, value }) => `${name.node.text}=${draw(value?.node)}`);
      const input = node.input ? [`< ${draw(node.input.node)}`] : [];
      const nested = (node.nested ?? []).map((command) => `$ ${draw(command.node)}`);
      return `(${[...node.words.map((word) => word.node.text), ...options, ...input, ...nested].join(' | ')})`;
    }
    case 'map':
      return node.children.map(({ key, value }) => `${key.text}=${draw(value)}`).join();
    case 'call':
      return `${node.callee}[${node.children.map(draw).join(' | ')}]`;
    case 'list':
      return `[${node.children.map(draw).join(' | ')}]`;
    default:
      return '';
  }
}

export function drawAll(text: string): string[] {
  return itemsIn(text).map(({ node }) => draw(node));
}

/** The problems of a script, each with its place. */
export function problemsIn(text: string): string[] {
  const found: string[] = [];
  const walk = (node: SyntaxNode, start: number): void => {
    found.push(...node.problems.map(({ code, span }) => `${code}@${start + span.start}`));
    const below: Placed[] = [];
    if (node.kind === 'command') {
      below.push(...node.line, ...(node.nested ?? []), ...(node.input?.node.kind === 'scalar' ? [node.input] : []));
    } else if (node.kind === 'list' || node.kind === 'call') {
      below.push(...node.children.map((child, index) => ({ node: child, start: node.starts[index] ?? 0 })));
    } else if (node.kind === 'map') {
      for (const entry of node.children) {
        below.push(...(entry.value ? [{ node: entry.value, start: entry.valueStart }] : []));
      }
    }
    for (const child of below) {
      walk(child.node, start + child.start);
    }
  };
  const root = powershell.parse(text).root;
  if (root) {
    walk(root.node, 0);
  }
  return found;
}
