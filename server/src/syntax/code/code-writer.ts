/** Writes the text of string literals, escaped for their quotes, and other literals for values. */
import type { Change, Edit } from '../change.ts';
import { type Placed, type ScalarNode, type Span, spanIn, spanOf } from '../tree.ts';
import { decodeLiteral } from './decode-literal.ts';
import type { Dialect } from './dialect.ts';
import { scanLiteral } from './literal.ts';

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

export function writeCode(text: string, change: Change, dialect: Dialect): readonly Edit[] | undefined {
  switch (change.verb) {
    case 'replaceText':
      return replaceText(text, change.scalar, change.span, change.text, dialect);
    case 'replace':
      return typeof change.value === 'string' ? replaceValue(text, change.node, change.value, dialect) : undefined;
    default:
      return undefined;
  }
}

function replaceText(
  text: string,
  scalar: Placed<ScalarNode>,
  span: Span,
  replacement: string,
  dialect: Dialect,
): readonly Edit[] | undefined {
  const { node } = scalar;
  const cuts = node.opaque.some(
    ({ start, end }) => (span.start > start && span.start < end) || (span.end > start && span.end < end),
  );
  if (node.type !== 'string' || cuts) {
    return undefined;
  }
  const prefix = /^[^"']*/.exec(node.style)?.[0] ?? '';
  const form = dialect.form(prefix, quoteOf(node.style));
  const isRaw = form?.raw ?? true;
  const written = isRaw ? replacement : escapeText(replacement, node.style, dialect, form?.doubled ?? false);
  const edit = { span: spanIn(scalar, span.start, span.end), text: doubleSigns(written, node, form?.holes === '$') };
  const wanted = node.text.slice(0, span.start) + replacement + node.text.slice(span.end);
  return readsAs(text, scalar, edit, wanted, dialect) ? [edit] : undefined;
}

function quoteOf(style: string): string {
  return style.replace(/^[^"']*/, '');
}

function doubleSigns(written: string, node: ScalarNode, doublesDollars: boolean): string {
  const braced = node.halvesBraces ? written.replace(/[{}]/g, '$&$&') : written;
  return doublesDollars ? braced.replace(/\$/g, '$$$$') : braced;
}

/** Escapes what cannot stand between the quotes as it is. */
function escapeText(text: string, style: string, dialect: Dialect, doubled: boolean): string {
  const quote = style.slice(-1);
  const isBytes = dialect.isPython && /b/i.test(style);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to escape
  return text.replace(/[\u0000-\u001f\\"'\u007f]/g, (sign) => {
    if (sign === '"' || sign === "'") {
      return sign === quote ? (doubled ? sign + sign : `\\${sign}`) : sign;
    }
    const code = sign.charCodeAt(0).toString(16);
    return NAMED[sign] ?? (isBytes ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`);
  });
}

/** Whether the literal says what is wanted once it is changed: what a raw text cannot hold shows here. */
function readsAs(text: string, scalar: Placed<ScalarNode>, edit: Edit, wanted: string, dialect: Dialect): boolean {
  const { node, start } = scalar;
  const { span } = edit;
  const source = text.slice(start, span.start) + edit.text + text.slice(span.end, start + node.width);
  return readLiteral(source, node, dialect) === wanted && isEncodable(node.style, wanted, dialect);
}

function isEncodable(style: string, text: string, dialect: Dialect): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  return !dialect.isPython || !/^[a-z]*b/i.test(style) || /^[\u0000-\u007f]*$/.test(text);
}

/** What a literal says, or undefined where the source is more or less than one. */
function readLiteral(source: string, { style, halvesBraces }: ScalarNode, dialect: Dialect): string | undefined {
  const quoteAt = source.search(/["']/);
  const literal = quoteAt < 0 ? undefined : scanLiteral(source, 0, quoteAt, dialect, { end: -1 });
  if (!literal?.closed || literal.end !== source.length || literal.style !== style) {
    return undefined;
  }
  const isFormatted = halvesBraces === true && literal.form.holes === '';
  return decodeLiteral(source, literal, dialect.escapes, isFormatted).text;
}

function replaceValue(
  text: string,
  { node, start }: Placed,
  value: string,
  dialect: Dialect,
): readonly Edit[] | undefined {
  if (node.kind !== 'scalar') {
    return undefined;
  }
  const isText = node.type === 'string';
  const quote = isText && !node.style.startsWith('`') ? quoteOf(node.style).charAt(0) || '"' : dialect.quotes.slice(-1);
  const doubled = dialect.form('', quote)?.doubled ?? false;
  const escaped = escapeText(value, quote, dialect, doubled);
  // A text that is filled in by a call of `format` stays one.
  const isFormatted = isText && node.halvesBraces === true && !/^[a-z]*[ft]/i.test(node.style);
  const content = isFormatted ? escaped.replace(/[{}]/g, '$&$&') : escaped;
  const before = text.charAt(start - 1);
  return /[\w"']/.test(before) ? undefined : [{ span: spanOf({ node, start }), text: quote + content + quote }];
}
