/** Writes values as PowerShell: texts in their quotes, hashtables, arrays, words of a command. */
import type { Written } from '../change.ts';

/** A whole word that needs no quotes, wherever in a command it stands. */
export const BARE = /^[A-Za-z_/.\\*][\w/.:\\*+=-]*$/;
/** Text within a word that means the same with quotes and without. */
const PLAIN = /^[\w/.:\\*+=-]*$/;
/** A key that needs no quotes. */
export const BARE_KEY = /^[A-Za-z_]\w*$/;

/** Characters that end the text of a file early, or cannot be written as they are. */
export function isWritable(text: string): boolean {
  return !text.includes('\0');
}

export function quote(text: string): string {
  return `'${writeText(text, 'single')}'`;
}

/** The text as it is written in a kind of quotes; undefined where it cannot. */
export function writeText(text: string, quoting: string): string | undefined {
  switch (quoting) {
    case 'single':
      return text.replace(/['\u2018-\u201b]/g, '$&$&');
    case 'double':
      return text.replace(/["$`\u201c-\u201e]/g, '`$&');
    case 'bare':
      return PLAIN.test(text) ? text : undefined;
    default:
      return undefined;
  }
}

/** A parameter is written as it is: quotes would make a text of it. */
const PARAMETER = /^--?[A-Za-z][\w-]*$/;

export function printWord(text: string, word: Written): string | undefined {
  if (word !== null && typeof word === 'object') {
    return word.kind === 'kept'
      ? text.slice(word.node.start, word.node.start + word.node.node.width)
      : printValue(text, word);
  }
  const value = String(word);
  return !isWritable(value) ? undefined : BARE.test(value) || PARAMETER.test(value) ? value : quote(value);
}

/** A value as it stands behind an equals sign; undefined where it cannot be written. */
export function printValue(text: string, value: Written): string | undefined {
  if (value === null) {
    return '$null';
  }
  if (typeof value !== 'object') {
    const isText = typeof value === 'string';
    return isText && !isWritable(value)
      ? undefined
      : isText
        ? quote(value)
        : isBoolean(value)
          ? `$${value}`
          : `${value}`;
  }
  switch (value.kind) {
    case 'kept':
      return text.slice(value.node.start, value.node.start + value.node.node.width);
    case 'expression':
      return undefined;
    case 'list': {
      const items = value.items.map((item) => printValue(text, item));
      return items.includes(undefined) ? undefined : `@(${items.join(', ')})`;
    }
    default: {
      const entries = value.entries.map(([key, item]) => printEntry(text, key, item));
      return entries.includes(undefined) ? undefined : `@{ ${entries.join('; ')} }`;
    }
  }
}

function isBoolean(value: number | boolean): value is boolean {
  return typeof value === 'boolean';
}

export function printKey(key: string): string {
  return BARE_KEY.test(key) ? key : quote(key);
}

export function printEntry(text: string, key: string, value: Written): string | undefined {
  const printed = printValue(text, value);
  return printed === undefined ? undefined : `${printKey(key)} = ${printed}`;
}
