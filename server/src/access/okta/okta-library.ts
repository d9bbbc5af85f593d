/** What the functions of Okta's expression language give for values that are known. */
import { areSame, doubtOf, isDoubt, isList, listOf, type OktaValue, textOfValue } from './okta-values.ts';

/** How texts with commas are taken where an array is asked for. */
export interface CommaReading {
  /** @param alone whether the text is the only argument of Arrays.flatten; undefined for other functions */
  split(text: string, alone: boolean | undefined): boolean;
}

/** Undefined where a function does not take such values, or what it gives is not known. */
type Implementation = (args: readonly OktaValue[], reading: CommaReading) => OktaValue | undefined;

function texts(args: readonly OktaValue[]): readonly string[] | undefined {
  const found = args.filter((one) => typeof one === 'string');
  return found.length === args.length ? found : undefined;
}

function ofTexts(compute: (...args: string[]) => OktaValue): Implementation {
  return (args) => {
    const found = texts(args);
    return found && compute(...found);
  };
}

function itemsOf(value: OktaValue, reading: CommaReading, alone?: boolean): readonly OktaValue[] {
  if (value === null) {
    return [];
  }
  if (isList(value)) {
    return value.items;
  }
  return typeof value === 'string' && value.includes(',') && reading.split(value, alone)
    ? value.split(',').map((one) => one.trim())
    : [value];
}

function ofItems(compute: (items: readonly OktaValue[], value: OktaValue) => OktaValue | undefined): Implementation {
  return ([first = null, second = null], reading) => compute(itemsOf(first, reading), second);
}

const substring: Implementation = ([text, start, end]) =>
  typeof text === 'string' && typeof start === 'number' && typeof end === 'number' && start >= 0 && end >= start
    ? end > text.length
      ? undefined
      : text.slice(start, end)
    : undefined;

/** What comes out where the text that is searched for is not there is not documented. */
function cut(side: 'before' | 'after'): Implementation {
  return (args) => {
    const [text = '', search = ''] = texts(args) ?? [];
    const place = text.indexOf(search);
    return place < 0 || search === ''
      ? undefined
      : side === 'before'
        ? text.slice(0, place)
        : text.slice(place + search.length);
  };
}

const TEXT: readonly (readonly [string, Implementation])[] = [
  ['toUpperCase', ofTexts((text) => text.toUpperCase())],
  ['toLowerCase', ofTexts((text) => text.toLowerCase())],
  ['substringBefore', cut('before')],
  ['substringAfter', cut('after')],
  ['substring', substring],
];

/** The keys are looked for anywhere in the text; the first pair that is found counts. */
function switchText(text: string, otherwise = '', ...pairs: string[]): OktaValue {
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    const [key = '', value = ''] = pairs.slice(index, index + 2);
    if (text.includes(key)) {
      return value;
    }
  }
  return otherwise;
}

function toNumber([value]: readonly OktaValue[]): number | undefined {
  const isNumber = typeof value === 'string' && /^-?\d{1,30}(?:\.\d{1,30})?$/.test(value.trim());
  return typeof value === 'number' ? value : isNumber ? Number(value) : undefined;
}

const IMPLEMENTATIONS: ReadonlyMap<string, Implementation> = new Map([
  ...TEXT,
  ...TEXT.map(([name, compute]) => [`String.${name}`, compute] as const),
  ['String.append', ofTexts((text, suffix = '') => text + suffix)],
  ['String.join', ofTexts((separator, ...rest) => rest.join(separator))],
  ['String.len', ofTexts((text) => text.length)],
  ['String.removeSpaces', ofTexts((text) => text.replaceAll(' ', ''))],
  ['String.replace', ofTexts((text, match = '', by = '') => (match === '' ? text : text.replaceAll(match, () => by)))],
  ['String.replaceFirst', ofTexts((text, match = '', by = '') => text.replace(match, () => by))],
  ['String.startsWith', ofTexts((text, start = '') => text.startsWith(start))],
  ['String.stringContains', ofTexts((text, search = '') => text.includes(search))],
  ['String.stringSwitch', ofTexts(switchText)],
  ['Arrays.add', ofItems((items, value) => listOf([...items, value]))],
  ['Arrays.remove', ofItems((items, value) => listOf(items.filter((item) => !areSame(item, value))))],
  ['Arrays.clear', () => listOf([])],
  ['Arrays.get', ofItems((items, place) => (typeof place === 'number' ? items[place] : undefined))],
  ['Arrays.contains', ofItems((items, value) => items.some((item) => areSame(item, value)))],
  ['Arrays.size', ofItems((items) => items.length)],
  ['Arrays.isEmpty', ofItems((items) => items.length === 0)],
  ['Arrays.toCsvString', ofItems((items) => joinItems(items))],
  ['Convert.toNum', (args) => toNumber(args)],
  ['Convert.toInt', (args) => roundNumber(toNumber(args))],
]);

function joinItems(items: readonly OktaValue[]): string | undefined {
  const parts = items.map(textOfValue);
  return parts.every((one) => one !== undefined) ? parts.join(',') : undefined;
}

function roundNumber(number: number | undefined): number | undefined {
  return number === undefined ? undefined : Math.round(number);
}

/** @returns undefined for a function that there is not, or that is not decided here */
export function callLibrary(name: string, args: readonly OktaValue[], reading: CommaReading): OktaValue | undefined {
  return IMPLEMENTATIONS.get(name)?.(args, reading);
}

/** Every value by itself: lists are taken apart, null adds nothing, and what nobody knows stays one. */
export function flatten(args: readonly OktaValue[], reading: CommaReading): OktaValue {
  const visit = (value: OktaValue): readonly OktaValue[] =>
    isList(value)
      ? value.items.flatMap(visit)
      : isDoubt(value)
        ? [doubtOf(value.missing, value.possible.flatMap(visit), value.isOpen)]
        : itemsOf(value, reading, args.length === 1);
  return listOf(args.flatMap(visit));
}
