/** The functions of Okta's expression language (https://developer.okta.com/docs/reference/okta-expression-language/#functions). */

export type OktaTopic =
  | 'text'
  | 'array'
  | 'conversion'
  | 'country'
  | 'group'
  | 'group-claim'
  | 'time'
  | 'user'
  | 'directory';

export interface OktaFunction {
  /** With what stands before the dot, as the documentation writes it. */
  readonly name: string;
  readonly topic: OktaTopic;
  /** The fewest and the most arguments; infinity where any number may follow. */
  readonly least: number;
  readonly most: number;
  /** What its arguments are called, the last standing for all that follow. */
  readonly parameters: readonly string[];
  /** What replaces it, where it is deprecated. */
  readonly replacement?: string;
}

type Row = readonly [name: string, parameters: string];

/** Parameters with `?` may be missing, one with `…` may come again. */
function family(topic: OktaTopic, prefix: string, rows: readonly Row[]): OktaFunction[] {
  return rows.map(([name, written]) => {
    const parameters = written === '' ? [] : written.split(' ');
    const required = parameters.filter((one) => !one.endsWith('?'));
    const most = written.includes('…') ? Number.POSITIVE_INFINITY : parameters.length;
    return {
      name: prefix + name,
      topic,
      least: required.length,
      most,
      parameters: parameters.map((one) => one.replace('?', '').replace('…', '')),
    };
  });
}

const BARE_TEXT: readonly Row[] = [
  ['toUpperCase', 'text'],
  ['toLowerCase', 'text'],
  ['substringBefore', 'text search'],
  ['substringAfter', 'text search'],
  ['substring', 'text start end'],
];

export const OKTA_FUNCTIONS: readonly OktaFunction[] = [
  ...family('group', '', [
    ['isMemberOfGroupName', 'name'],
    ['isMemberOfGroup', 'id'],
    ['isMemberOfAnyGroup', 'id…'],
    ['isMemberOfGroupNameStartsWith', 'prefix'],
    ['isMemberOfGroupNameContains', 'part'],
    ['isMemberOfGroupNameRegex', 'pattern'],
    ['getFilteredGroups', 'ids expression limit'],
    ['user.getGroups', 'criteria…'],
  ]),
  ...family('group-claim', 'Groups.', [
    ['startsWith', 'app pattern limit'],
    ['endsWith', 'app pattern limit'],
    ['contains', 'app pattern limit'],
  ]),
  ...family('array', 'Arrays.', [
    ['flatten', 'value…'],
    ['add', 'array value'],
    ['remove', 'array value'],
    ['clear', 'array'],
    ['get', 'array position'],
    ['contains', 'array value'],
    ['size', 'array'],
    ['isEmpty', 'array'],
    ['toCsvString', 'array'],
  ]),
  ...family('text', 'String.', [
    ['append', 'text suffix'],
    ['join', 'separator text…'],
    ['len', 'text'],
    ['removeSpaces', 'text'],
    ['replace', 'text match replacement'],
    ['replaceFirst', 'text match replacement'],
    ['startsWith', 'text start'],
    ['stringContains', 'text search'],
    ['stringSwitch', 'text default key value…'],
    ...BARE_TEXT,
  ]),
  ...family('text', '', BARE_TEXT).map((one) => ({ ...one, replacement: `String.${one.name}` })),
  ...family('conversion', 'Convert.', [
    ['toInt', 'value'],
    ['toNum', 'text'],
  ]),
  ...family('country', 'Iso3166Convert.', [
    ['toAlpha2', 'country'],
    ['toAlpha3', 'country'],
    ['toNumeric', 'country'],
    ['toName', 'country'],
  ]),
  ...family('time', 'Time.', [
    ['now', 'zone? format?'],
    ['fromWindowsToIso8601', 'time'],
    ['fromUnixToIso8601', 'time'],
    ['fromStringToIso8601', 'time format'],
    ['fromIso8601ToWindows', 'time'],
    ['fromIso8601ToUnix', 'time'],
    ['fromIso8601ToString', 'time format'],
  ]),
  ...family('user', 'user.', [
    ['getInternalProperty', 'property'],
    ['getLinkedObject', 'relation'],
  ]),
  ...family('directory', '', [
    ['getManagerUser', 'source'],
    ['getManagerAppUser', 'source attributeSource'],
    ['getAssistantUser', 'source'],
    ['getAssistantAppUser', 'source attributeSource'],
    ['hasDirectoryUser', ''],
    ['hasWorkdayUser', ''],
    ['findDirectoryUser', ''],
    ['findWorkdayUser', ''],
  ]),
];

const byName = new Map(OKTA_FUNCTIONS.map((one) => [one.name, one]));
const namespaces = new Set(
  OKTA_FUNCTIONS.filter(({ name }) => name.includes('.')).map(({ name }) => name.split('.')[0]),
);

/** The case of names matters. */
export function findOktaFunction(name: string): OktaFunction | undefined {
  return byName.get(name);
}

/** Whether what stands before the dot has functions of its own. */
export function isOktaNamespace(name: string): boolean {
  return namespaces.has(name);
}

/** What the profile of every user has (https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/). */
export const BASE_ATTRIBUTES: readonly string[] = [
  'login',
  'email',
  'secondEmail',
  'firstName',
  'lastName',
  'middleName',
  'honorificPrefix',
  'honorificSuffix',
  'title',
  'displayName',
  'nickName',
  'profileUrl',
  'primaryPhone',
  'mobilePhone',
  'streetAddress',
  'city',
  'state',
  'zipCode',
  'countryCode',
  'postalAddress',
  'preferredLanguage',
  'locale',
  'timezone',
  'userType',
  'employeeNumber',
  'costCenter',
  'organization',
  'division',
  'department',
  'managerId',
  'manager',
];
