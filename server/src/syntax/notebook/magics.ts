/** The words that say which language a cell of a notebook is written in. */

const LANGUAGES: Readonly<Record<string, string>> = {
  python: 'python',
  python3: 'python',
  py: 'python',
  ipython: 'python',
  sql: 'sql',
  scala: 'scala',
  spark: 'scala',
  r: 'r',
  sh: 'shellscript',
  bash: 'shellscript',
  md: 'markdown',
  'md-sandbox': 'markdown',
  fs: 'fs',
  run: 'run',
  pip: 'pip',
};

/** The language of a name or a magic; one that is not known is a language of its own. */
export function languageOf(name: string): string {
  const known = name.toLowerCase();
  return Object.hasOwn(LANGUAGES, known) ? (LANGUAGES[known] ?? known) : known;
}

export interface Magic {
  readonly language: string;
  /** Where the word ends, and where what it is about begins: on its line, or on the next. */
  readonly end: number;
  readonly contentStart: number;
}

const MAGIC = /^%%?([A-Za-z][\w-]*)/;

/** The magic that a text begins with. */
export function readMagic(text: string): Magic | undefined {
  const found = MAGIC.exec(text.slice(0, 80));
  if (!found?.[1]) {
    return undefined;
  }
  const end = found[0].length;
  let contentStart = end;
  while (text.charAt(contentStart) === ' ' || text.charAt(contentStart) === '\t') {
    contentStart++;
  }
  const lineEnd = /^\r?\n/.exec(text.slice(contentStart, contentStart + 2))?.[0].length ?? 0;
  return { language: languageOf(found[1]), end, contentStart: contentStart + lineEnd };
}
