/** What tells the languages of source code apart, as far as finding calls, strings and assignments in them goes. */

/** How a string of one kind is written. */
export interface LiteralForm {
  /** Whether a backslash is a letter like any other. */
  readonly raw: boolean;
  /** Whether a backslash keeps the quote behind it from closing the string. */
  readonly guards: boolean;
  /** Whether it may go on over line ends. */
  readonly lines: boolean;
  /** Whether two quotes stand for one. */
  readonly doubled: boolean;
  /** What opens a stretch that the program evaluates. */
  readonly holes: '' | '{' | '$';
}

/** What stands behind a backslash, and what it means. */
export interface Escapes {
  readonly simple: Readonly<Record<string, string>>;
  readonly octal: boolean;
  /** `\x41`. */
  readonly hex: boolean;
  /** `\U0001F600`. */
  readonly long: boolean;
  /** `\u{1F600}`, and fewer than four digits. */
  readonly loose: boolean;
  /** Whether a backslash before a line end takes both away. */
  readonly joinsLines: boolean;
  /** Whether the backslash of an escape that the language does not have is lost. */
  readonly dropsBackslash: boolean;
}

export interface Dialect {
  readonly id: string;
  readonly lineComment: string;
  /** Whether there are comments between slash and star, which nest. */
  readonly blockComments: boolean;
  /** The quotes that open a string. */
  readonly quotes: string;
  /** Whether names may stand between backticks. */
  readonly backticks: boolean;
  /** Letters beside those of all languages that a name may begin with. */
  readonly nameLetters: string;
  /** What parts the names of a chain. */
  readonly separators: readonly string[];
  /** Whether three quotes open a string of lines. */
  readonly triple: boolean;
  /** How a string is written, or undefined where the prefix is none. */
  form(prefix: string, quote: string): LiteralForm | undefined;
  readonly escapes: Escapes;
  /** Signs that assign. */
  readonly assigns: readonly string[];
  /** The sign between key and value of a pair among arguments. */
  readonly pairs: string | undefined;
  /** Words before a name that is assigned to; undefined where any name may be. */
  readonly binders: ReadonlySet<string> | undefined;
  /** Words that no call is named by, in lower case where case does not matter. */
  readonly keywords: ReadonlySet<string>;
  /** Keywords behind which a name with brackets is defined and not called. */
  readonly definers: ReadonlySet<string>;
  readonly ignoresCase: boolean;
  readonly literals: Readonly<Record<string, 'boolean' | 'null'>>;
  /** How a statement goes on behind a line end: a backslash before it, an operator before it, a dot behind it. */
  readonly joins: { readonly backslash: boolean; readonly operator: boolean; readonly dot: boolean };
  /** Whether braces hold statements, or a map. */
  readonly braces: 'block' | 'map';
  /** Whether `"{}".format()` makes braces count twice, and `for x in y` goes over the parts of something. */
  readonly isPython: boolean;
  /** Whether a type may stand behind a colon behind a name. */
  readonly annotates: boolean;
  /** Whether names may carry types in square brackets before their arguments. */
  readonly typeArguments: boolean;
}

/** Remembers the forms of short prefixes, since there are few and every literal asks for one. */
function remembered(form: Dialect['form']): Dialect['form'] {
  const known = new Map<string, LiteralForm | undefined>();
  return (prefix, quote) => {
    const name = prefix + quote;
    const found = known.has(name) ? known.get(name) : form(prefix, quote);
    if (prefix.length < 3) {
      known.set(name, found);
    }
    return found;
  };
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

const CONTROLS = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' } as const;

export const PYTHON: Dialect = {
  id: 'python',
  lineComment: '#',
  blockComments: false,
  quotes: '"\'',
  backticks: false,
  nameLetters: '',
  separators: ['.'],
  triple: true,
  form: remembered((prefix, quote) =>
    /^(?:[rbuft]|rb|br|rf|fr|rt|tr)?$/i.test(prefix)
      ? {
          raw: /r/i.test(prefix),
          guards: true,
          lines: quote.length === 3,
          doubled: false,
          holes: /[ft]/i.test(prefix) ? '{' : '',
        }
      : undefined,
  ),
  escapes: {
    simple: { ...CONTROLS, a: '\x07', v: '\v' },
    octal: true,
    hex: true,
    long: true,
    loose: false,
    joinsLines: true,
    dropsBackslash: false,
  },
  assigns: ['=', ':='],
  pairs: undefined,
  binders: undefined,
  keywords: words(
    'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield',
  ),
  definers: words('def class'),
  ignoresCase: false,
  literals: { True: 'boolean', False: 'boolean', None: 'null' },
  joins: { backslash: true, operator: false, dot: false },
  braces: 'map',
  isPython: true,
  annotates: true,
  typeArguments: false,
};

export const SCALA: Dialect = {
  id: 'scala',
  lineComment: '//',
  blockComments: true,
  quotes: '"',
  backticks: true,
  nameLetters: '$',
  separators: ['.'],
  triple: true,
  form: remembered((prefix, quote) => {
    const lines = quote.length === 3;
    const raw = prefix === 'raw' || (prefix === '' && lines);
    return { raw, guards: !raw && !lines, lines, doubled: false, holes: prefix === '' ? '' : '$' };
  }),
  escapes: {
    simple: CONTROLS,
    octal: false,
    hex: false,
    long: false,
    loose: false,
    joinsLines: false,
    dropsBackslash: false,
  },
  assigns: ['='],
  pairs: '->',
  binders: words('val var'),
  keywords: words(
    'abstract case catch class def do else enum export extends extension final finally for forSome given if implicit import lazy match new object override package private protected return sealed then throw trait try type using val var while with yield',
  ),
  definers: words('def class object trait enum type'),
  ignoresCase: false,
  literals: { true: 'boolean', false: 'boolean', null: 'null' },
  joins: { backslash: false, operator: true, dot: true },
  braces: 'block',
  isPython: false,
  annotates: true,
  typeArguments: true,
};

export const SQL: Dialect = {
  id: 'sql',
  lineComment: '--',
  blockComments: true,
  quotes: '"\'',
  backticks: true,
  nameLetters: '',
  separators: ['.'],
  triple: false,
  form: remembered((prefix) =>
    /^r?$/i.test(prefix)
      ? { raw: prefix !== '', guards: prefix === '', lines: true, doubled: prefix === '', holes: '' }
      : undefined,
  ),
  escapes: {
    // A backslash stays before the signs that only patterns know.
    simple: { ...CONTROLS, f: 'f', '0': '\0', Z: '\x1a', '%': '\\%', _: '\\_' },
    octal: true,
    hex: false,
    long: true,
    loose: false,
    joinsLines: false,
    dropsBackslash: true,
  },
  assigns: [],
  pairs: undefined,
  binders: undefined,
  keywords: words(
    'all and any as between by case cross distinct else end except exists from full function group having in inner insert intersect into is join lateral left like limit not on or order outer over partition procedure right rlike select set some table then union using values view when where with',
  ),
  definers: words('table function procedure'),
  ignoresCase: true,
  literals: { true: 'boolean', false: 'boolean', null: 'null' },
  joins: { backslash: false, operator: false, dot: false },
  braces: 'block',
  isPython: false,
  annotates: false,
  typeArguments: false,
};

export const R: Dialect = {
  id: 'r',
  lineComment: '#',
  blockComments: false,
  quotes: '"\'',
  backticks: true,
  nameLetters: '.',
  separators: [':::', '::', '$', '@'],
  triple: false,
  form: remembered((prefix) =>
    /^r?$/i.test(prefix)
      ? { raw: prefix !== '', guards: prefix === '', lines: true, doubled: false, holes: '' }
      : undefined,
  ),
  escapes: {
    simple: { ...CONTROLS, a: '\x07', v: '\v', '`': '`', ' ': ' ', '\n': '\n' },
    octal: true,
    hex: true,
    long: true,
    loose: true,
    joinsLines: false,
    dropsBackslash: false,
  },
  assigns: ['<<-', '<-', '='],
  pairs: undefined,
  binders: undefined,
  keywords: words('if else repeat while function for next break in'),
  definers: new Set(),
  ignoresCase: false,
  literals: { TRUE: 'boolean', FALSE: 'boolean', T: 'boolean', F: 'boolean', NULL: 'null', NA: 'null' },
  joins: { backslash: false, operator: true, dot: false },
  braces: 'block',
  isPython: false,
  annotates: false,
  typeArguments: false,
};
