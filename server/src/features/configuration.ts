/** What a user sets in `grantscope.json` or in the editor, and what of it holds for a file. */
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import picomatch from 'picomatch';
import type { SeverityMap } from '../rules/finding.ts';
import { RULES } from '../rules/index.ts';
import { type Message, message } from '../rules/message.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';

export const CONFIGURATION_FILE = 'grantscope.json';

export interface Configuration {
  readonly rules: SeverityMap;
  /** Severities for some files; later ones win. */
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: SeverityMap }[];
  /** Files that are not checked. */
  readonly ignore: readonly string[];
}

export const NO_CONFIGURATION: Configuration = { rules: {}, overrides: [], ignore: [] };

const RULE_IDS = new Set(RULES.map(({ id }) => id));

/** Reads the text of `grantscope.json`. What is wrong in it is said, and the rest is used. */
export function readConfiguration(text: string): {
  readonly configuration: Configuration;
  readonly problems: readonly Message[];
} {
  const problems: Message[] = [];
  const errors: ParseError[] = [];
  const root: unknown = parse(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    const line = text.slice(0, error.offset).split('\n').length;
    problems.push(message('line {0} is no JSON: {1}', line, printParseErrorCode(error.error)));
  }
  if (!isRecord(root)) {
    return {
      configuration: NO_CONFIGURATION,
      problems: error ? problems : [message('the file has to hold an object')],
    };
  }
  for (const key of Object.keys(root)) {
    if (!['$schema', 'rules', 'overrides', 'ignore'].includes(key)) {
      problems.push(message('"{0}" is no setting; there are rules, overrides and ignore', key));
    }
  }
  const overrides = Array.isArray(root.overrides) ? root.overrides.filter(isRecord) : [];
  const configuration = {
    rules: readSeverities(root.rules, problems),
    overrides: overrides.map((one) => ({
      files: readTexts(one.files),
      rules: readSeverities(one.rules, problems),
    })),
    ignore: readTexts(root.ignore),
  };
  return { configuration, problems };
}

/** Reads a map of rules and severities. Rules that do not exist and severities that are none are said and left out. */
export function readSeverities(value: unknown, problems: Message[]): SeverityMap {
  const severities: Record<string, Severity | 'off'> = {};
  for (const [rule, severity] of isRecord(value) ? Object.entries(value) : []) {
    const known = severity === 'off' ? severity : SEVERITIES.find((one) => one === severity);
    if (!RULE_IDS.has(rule)) {
      problems.push(message('there is no rule "{0}"', rule));
    } else if (known === undefined) {
      problems.push(
        message('"{0}" is no severity for {1}: take off, hint, information, warning or error', String(severity), rule),
      );
    } else {
      severities[rule] = known;
    }
  }
  return severities;
}

/**
 * The severities that hold for a file.
 * @param file relative to the folder of the configuration, with `/`
 */
export function severitiesFor(file: string, { rules, overrides }: Configuration): SeverityMap {
  const matching = overrides.filter(({ files }) => matchesAny(file, files));
  return Object.assign({}, rules, ...matching.map((one) => one.rules));
}

/** Whether a file is left out. */
export function isIgnored(file: string, { ignore }: Configuration): boolean {
  return matchesAny(file, ignore);
}

const matchers = new Map<string, (file: string) => boolean>();

function matchesAny(file: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    // As in .gitignore, a pattern without a slash is for every folder, and one for a folder is for all in it.
    const expanded = pattern.includes('/') ? pattern : `**/${pattern}`;
    const matcher = matchers.get(pattern) ?? picomatch([expanded, `${expanded.replace(/\/$/, '')}/**`], { dot: true });
    matchers.set(pattern, matcher);
    return matcher(file);
  });
}

function readTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
