/**
 * What rules say, before it is put into a language. The English text is the key to its translations, and `{0}`, `{1}` …
 * stand for the arguments; a list as an argument is joined in the way of the language, and a message is put into it.
 */
export type MessageArgument = string | number | readonly string[] | Message;

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
    if (isMessage(argument)) {
      return render(argument, translations);
    }
    if (typeof argument === 'object') {
      return argument.join(translations[', '] ?? ', ');
    }
    return typeof argument === 'number' ? writeNumber(argument) : argument;
  });
}

function isMessage(argument: MessageArgument): argument is Message {
  return typeof argument === 'object' && 'text' in argument;
}

/** Sentences one after the other; undefined where there is none. */
export function joinSentences(sentences: readonly Message[]): Message | undefined {
  return sentences.reduceRight<Message | undefined>(
    (after, one) => (after ? message('{0} {1}', one, after) : one),
    undefined,
  );
}

/** With commas between thousands. Most numbers are small, and the first one that is given to Intl takes ten milliseconds. */
function writeNumber(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1000 ? String(number) : number.toLocaleString('en');
}
