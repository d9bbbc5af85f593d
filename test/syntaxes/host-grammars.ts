/**
 * Small grammars that stand in for those of other extensions: the same root scopes, the same scopes of strings, and the
 * same way of reading them (open until the quote, piece by piece, or in one match), because injections depend on it.
 */

interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly patterns?: readonly Rule[];
}

const comment = (mark: string, suffix: string): Rule => ({ name: `comment.line.${suffix}`, match: `${mark}.*$` });
const quoted = (quote: string, name: string, patterns: readonly Rule[] = []): Rule => ({
  name,
  begin: quote,
  end: quote,
  patterns,
});
const escaped = (suffix: string): Rule => ({ name: `constant.character.escape.${suffix}`, match: '\\\\.' });
const interpolation = (begin: string, name: string): Rule => ({ name, begin, end: '\\}' });

const json = (suffix: string): readonly Rule[] => [
  comment('//', `double-slash.${suffix}`),
  quoted('"', `string.quoted.double.${suffix}`, [escaped(suffix)]),
];

const yaml: readonly Rule[] = [
  comment('(?:^|(?<=\\s))#', 'number-sign.yaml'),
  { name: 'string.unquoted.block.yaml', begin: '(?<=: )[>|]-?$', end: '^(?=\\S)' },
  { name: 'entity.name.tag.yaml', match: '^\\s*[\\w.]+(?=:)' },
  { name: 'punctuation.separator.key-value.mapping.yaml', match: ':' },
  quoted('"', 'string.quoted.double.yaml', [escaped('yaml')]),
  quoted("'", 'string.quoted.single.yaml'),
  { name: 'meta.flow-mapping.yaml', begin: '\\{', end: '\\}', patterns: [{ match: '\\{|\\}' }] },
  { name: 'string.unquoted.plain.out.yaml', begin: '(?=\\S)', end: '$' },
];

const hcl: readonly Rule[] = [
  comment('#', 'number-sign.hcl'),
  quoted('"', 'string.quoted.double.hcl', [interpolation('\\$\\{', 'meta.interpolation.hcl')]),
  {
    name: 'string.unquoted.heredoc.hcl',
    begin: '<<-?\\s*(\\w+)',
    end: '^\\s*\\1$',
    patterns: [interpolation('\\$\\{', 'meta.interpolation.hcl')],
  },
];

const python: readonly Rule[] = [
  comment('#', 'number-sign.python'),
  {
    name: 'meta.fstring.python',
    begin: '\\bf"',
    end: '"',
    patterns: [
      { name: 'constant.character.escape.python', match: '\\{\\{|\\}\\}' },
      interpolation('\\{', 'constant.character.format.placeholder.other.python'),
      { name: 'string.interpolated.python string.quoted.single.python', match: '[^{}"]+' },
    ],
  },
  quoted('"', 'string.quoted.single.python', [
    { name: 'constant.character.format.placeholder.other.python', match: '\\{\\{|\\}\\}|\\{\\w*\\}|%s' },
  ]),
];

// An interpolated string of Scala has its scope on every character, none on the whole.
const scala: readonly Rule[] = [
  comment('//', 'double-slash.scala'),
  {
    begin: '\\bs"',
    end: '"',
    patterns: [
      { name: 'meta.template.expression.scala', match: '\\$\\w+' },
      interpolation('\\$\\{', 'meta.template.expression.scala'),
      { name: 'string.quoted.double.interpolated.scala', match: '.' },
    ],
  },
  quoted('"', 'string.quoted.double.scala', [escaped('scala')]),
];

const sql: readonly Rule[] = [
  comment('--', 'double-dash.sql'),
  { name: 'string.quoted.single.sql', match: "'[^']*'" },
  { name: 'string.quoted.double.sql', match: '"[^"]*"' },
];

const shellVariable: Rule = { name: 'variable.other.normal.shell', match: '\\$\\w+|\\$\\{\\w+\\}' };
const shell: readonly Rule[] = [
  comment('(?:^|(?<=\\s))#', 'number-sign.shell'),
  { name: 'string.unquoted.heredoc.no-indent.shell', begin: '<<(\\w+)', end: '^\\1$', patterns: [shellVariable] },
  quoted('"', 'string.quoted.double.shell', [shellVariable]),
  quoted("'", 'string.quoted.single.shell'),
  shellVariable,
];

const ini: readonly Rule[] = [
  comment('^\\s*#', 'number-sign.ini'),
  { name: 'keyword.other.definition.ini', match: '^[\\w.]+(?=\\s*=)' },
];

// A line of an environment file is one match, its parts are read again; so are strings in two quotes, and not in one.
const dotenv: readonly Rule[] = [
  comment('^#', 'dotenv'),
  {
    match: '^(\\w+)(=)(.*)$',
    captures: {
      1: { name: 'variable.key.dotenv' },
      3: {
        name: 'property.value.dotenv',
        patterns: [
          { name: 'string.quoted.double.dotenv', match: '"(.*)"', captures: { 1: { patterns: [escaped('dotenv')] } } },
          { name: 'string.quoted.single.dotenv', match: "'.*'" },
        ],
      },
    },
  },
];

const bicep: readonly Rule[] = [
  comment('//', 'double-slash.bicep'),
  quoted("'''", 'string.quoted.multi.bicep'),
  quoted("'", 'string.quoted.single.bicep', [escaped('bicep'), interpolation('\\$\\{', 'meta.interpolation.bicep')]),
];

const powershell: readonly Rule[] = [
  comment('#', 'number-sign.powershell'),
  quoted('"', 'string.quoted.double.powershell', [
    { name: 'constant.character.escape.powershell', match: '`.' },
    { name: 'variable.other.readwrite.powershell', match: '\\$\\w+' },
  ]),
  quoted("'", 'string.quoted.single.powershell'),
];

/** Root scope → patterns. */
export const HOST_PATTERNS: Readonly<Record<string, readonly Rule[]>> = {
  'source.json': json('json'),
  'source.json.comments': json('json.comments'),
  'source.yaml': yaml,
  'source.hcl.terraform': hcl,
  'source.python': python,
  'source.scala': scala,
  'source.sql': sql,
  'source.r': [comment('#', 'number-sign.r'), quoted('"', 'string.quoted.double.r', [escaped('r')])],
  'source.shell': shell,
  'source.bicep': bicep,
  'source.powershell': powershell,
  'source.ini': ini,
  'source.dotenv': dotenv,
};
