/**
 * What rules say, before it is put into a language. The English text is the key to its translations, and `{0}`, `{1}` …
 * stand for the arguments; a list as an argument is joined in the way of the language.
 */
export type MessageArgument = string | number | readonly string[];

export interface Message {
  readonly text: string;
  readonly args: readonly MessageArgument[];
}

/** English texts and what they are in another language; empty for English. */
export type Translations = Readonly<Record<string, string>>;

export function message(text: string, ...args: readonly MessageArgument[]): Message {
  return { text, args };
}

export function render({ text, args }: Message, translations: Translations): string {
  const template = translations[text] ?? text;
  return template.replace(/\{(\d)\}/g, (slot, index: string) => {
    const argument = args[Number(index)];
    if (argument === undefined) {
      return slot;
    }
    if (typeof argument === 'object') {
      return argument.join(translations[', '] ?? ', ');
    }
    return typeof argument === 'number' ? writeNumber(argument) : argument;
  });
}

/** With commas between thousands. Most numbers are small, and the first one that is given to Intl takes ten milliseconds. */
function writeNumber(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1000 ? String(number) : number.toLocaleString('en');
}
