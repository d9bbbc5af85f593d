/** Writes texts as scalars of YAML, plain only where no reader could take them for anything else. */
import type { ScalarNode } from '../tree.ts';
import { readBlockScalar } from './yaml-block-scalar.ts';
import { readPlain, readQuoted, typeOfPlain } from './yaml-flow-scalar.ts';
import { maskTemplates } from './yaml-mask.ts';

/** Words that readers of YAML 1.1 take for booleans. */
const OLD_BOOLEAN = /^(?:y|n|yes|no|on|off)$/i;
const SURE = /^[A-Za-z_/$](?:[\w ./$@+=~%()*\\-]|:(?=[\w/]))*$/;

/** Whether a text reads as itself without quotes, wherever it stands. */
export function isSurelyPlain(text: string): boolean {
  return SURE.test(text) && text.trim() === text && typeOfPlain(text) === 'string' && !OLD_BOOLEAN.test(text);
}

export function quoteDouble(text: string): string {
  // YAML takes the escapes of JSON; these two are line ends to readers of YAML 1.1.
  return JSON.stringify(text).replace(
    /[\u0085\u2028\u2029\uFEFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A string in the quotes that it had before, or in those that it needs. */
export function writeString(text: string, style: string | undefined): string {
  if (style === 'single' && !/[^\P{Cc}]|[\u2028\u2029\uFEFF]/u.test(text)) {
    return `'${text.replaceAll("'", "''")}'`;
  }
  const mayBePlain = style === undefined || style === 'plain' || style === 'literal' || style === 'folded';
  return mayBePlain && isSurelyPlain(text) ? text : quoteDouble(text);
}

/** The text that stands for a stretch in a scalar, or undefined where it would not read as it should. */
export function encodeText(node: ScalarNode, source: string, span: Stretch, text: string): string | undefined {
  const encoded = encode(node, source, text);
  if (encoded === undefined || node.flawed) {
    return undefined;
  }
  const wanted = node.text.slice(0, span.from) + text + node.text.slice(span.to);
  const written = source.slice(0, span.start) + encoded + source.slice(span.end);
  return readsAs(node, written, wanted, indentOf(node, source)) ? encoded : undefined;
}

/** A stretch of decoded text, and where it stands in the source of the scalar. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

function encode(node: ScalarNode, source: string, text: string): string | undefined {
  switch (node.style) {
    case 'single':
      return /[^\P{Cc}]|[\u2028\u2029]/u.test(text) ? undefined : text.replaceAll("'", "''");
    case 'double':
      return quoteDouble(text).slice(1, -1);
    case 'literal': {
      const indent = indentOf(node, source);
      const newline = source.includes('\r\n') ? '\r\n' : '\n';
      return indent === undefined || /\r/.test(text) ? undefined : text.replaceAll('\n', newline + indent);
    }
    case 'folded':
      return indentOf(node, source) === undefined || /[\r\n]/.test(text) ? undefined : text;
    default:
      return /[\r\n]/.test(text + source) ? undefined : text;
  }
}

/** The indentation of a block scalar's lines; undefined where it has none, or says it by a number. */
function indentOf(node: ScalarNode, source: string): string | undefined {
  const header = /^[|>][-+0-9]*/.exec(source)?.[0] ?? '';
  const first = node.map.pieces.find(({ decoded }) => node.text[decoded.start] !== '\n' && decoded.end > decoded.start);
  if (!first || /\d/.test(header)) {
    return undefined;
  }
  const at = first.source.start;
  const indent = source.slice(source.lastIndexOf('\n', at - 1) + 1, at);
  return /^ +$/.test(indent) ? indent : undefined;
}

function readsAs(node: ScalarNode, source: string, wanted: string, indent: string | undefined): boolean {
  switch (node.style) {
    case 'single':
    case 'double': {
      const read = readQuoted(source, node.style);
      return !read.flawed && read.text === wanted;
    }
    case 'literal':
    case 'folded': {
      const read = readBlockScalar(source, source.indexOf('\n') + 1, 0);
      return (
        read.width === source.length &&
        read.text === wanted &&
        indentOf(read, source) === indent &&
        isIndented(source, indent)
      );
    }
    default:
      return node.type === 'word'
        ? isTemplate(source)
        : node.type === 'string' && staysPlain(node.text, source, wanted);
  }
}

/** Whether every line of a block scalar that is not empty has its indentation: one that has less ends it. */
function isIndented(source: string, indent: string | undefined): boolean {
  const lines = source.split('\n').slice(1);
  return indent !== undefined && lines.every((line) => line.startsWith(indent) || /^ *\r?$/.test(line));
}

function isTemplate(source: string): boolean {
  return maskTemplates(`k: ${source}`) === `k: ${'x'.repeat(source.length)}` && source.endsWith('}}');
}

/** Whether plain text is still plain where the text before was: brackets are only where there were brackets. */
function staysPlain(before: string, source: string, wanted: string): boolean {
  if (source !== wanted || readPlain(source, undefined).type !== 'string' || OLD_BOOLEAN.test(source)) {
    return false;
  }
  const hadBrackets = /[[\]{},]/.test(before);
  const isSafe = !/^[\s\-?:,[\]{}#&*!|>'"%@`]|:\s|\s#|:$|\s$|\{\{|[^\P{Cc}]|\uFEFF/u.test(source) && source !== '';
  return (
    isSafe && (isSurelyPlain(source) || hadBrackets || !/[[\]{},]/.test(source)) && !/^(?:---|\.\.\.)/.test(source)
  );
}
