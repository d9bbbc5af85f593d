/**
 * A text in a file, and whether it is known what it will be. Templates, pipelines and shells fill texts in later;
 * what they will put there is nobody's to judge.
 */
import type { Tree } from '../syntax/language.ts';
import type { Placed, ScalarNode } from '../syntax/tree.ts';
import { isProgram, placeOfRoot, type SecretPlace } from './databricks-place.ts';

export interface Text {
  readonly scalar: Placed<ScalarNode>;
  readonly value: string;
  /** False where something is filled in before the text is used. */
  readonly known: boolean;
}

/** What surrounds a text: in ARM templates every text in brackets is an expression. */
export type Dialect = 'plain' | 'arm';

/** Where a map stands: the whole file, the only item of a list that is the whole file, the properties of something. */
export type Standing = 'root' | 'only-item' | 'properties' | 'inside';

/** What surrounds a node. */
export interface Place {
  readonly dialect: Dialect;
  readonly standing: Standing;
  /** Whether a compiler wrote the file: what is safer written otherwise is for its source to say. */
  readonly generated: boolean;
  /** What texts are for, where they hold references to secrets. */
  readonly secrets: SecretPlace;
  /** Whether the file speaks of Databricks at all. */
  readonly isDatabricks: boolean;
  /** Whether a cluster there is made for one job. */
  readonly isJob: boolean;
  /** Whether a bare call is one of the database's functions. */
  readonly isQuery: boolean;
  /** Whether a map there may define a role: not below a resource of another kind, and not put together by a program. */
  readonly definesRoles: boolean;
  /** Whether it is a program, which may put its texts together. */
  readonly isProgram: boolean;
  /** Whether the text stands on a command line. */
  readonly isArgument: boolean;
  /** Whether the file installs the legacy command line of Databricks. */
  readonly usesLegacyTool: boolean;
}

/** The words by which a file shows that it is about Databricks. */
const DATABRICKS = /databricks|dbutils|spark[._]/i;

/** What the legacy command line is called where packages of Python are installed, and the task that installs it. */
const INSTALLS_PACKAGE = /\bpip3? install\b/;
const LEGACY_TOOL = /\bdatabricks-cli\b/;
const LEGACY_TASK = /\bconfiguredatabricks@/;

/** What surrounds the root of a tree that stands in nothing else. */
export function placeOfFile({ text, language }: Tree): Place {
  const { rootKey } = language;
  const secrets = placeOfRoot(rootKey);
  return {
    dialect: 'plain',
    standing: 'root',
    generated: false,
    secrets,
    isDatabricks: DATABRICKS.test(text),
    isJob: false,
    isQuery: rootKey === 'query',
    definesRoles: !isProgram(secrets),
    isProgram: isProgram(secrets),
    isArgument: false,
    // Properties have no scripts in them, and may be very long.
    usesLegacyTool:
      secrets !== 'spark-conf' &&
      ((text.includes('databricks-cli') && INSTALLS_PACKAGE.test(text) && LEGACY_TOOL.test(text)) ||
        LEGACY_TASK.test(text)),
  };
}

const insides = new WeakMap<Place, Place[]>();

/** The same place with another use; the same object for the same use, so that its word is made once. */
export function placeInside(around: Place, use: Pick<Place, 'standing' | 'secrets' | 'isJob' | 'definesRoles'>): Place {
  const known = insides.get(around) ?? [];
  insides.set(around, known);
  const { standing, secrets, isJob, definesRoles } = use;
  let inside = known.find(
    (one) =>
      one.standing === standing && one.secrets === secrets && one.isJob === isJob && one.definesRoles === definesRoles,
  );
  if (!inside) {
    inside = { ...around, standing, secrets, isJob, definesRoles };
    known.push(inside);
  }
  return inside;
}

const words = new WeakMap<Place, string>();

/** One word for a place, for what is remembered of a node there. */
export function wordOfPlace(place: Place): string {
  const word = words.get(place) ?? makeWord(place);
  words.set(place, word);
  return word;
}

function makeWord(place: Place): string {
  const {
    dialect,
    standing,
    generated,
    secrets,
    isDatabricks,
    isJob,
    isQuery,
    definesRoles,
    isProgram: isCode,
    isArgument,
    usesLegacyTool,
  } = place;
  return `${dialect} ${standing} ${generated} ${secrets} ${isDatabricks} ${isJob} ${isQuery} ${definesRoles} ${isCode} ${isArgument} ${usesLegacyTool}`;
}

const TEMPLATE_TOKENS = new RegExp(
  [
    /\$\{[^}]*\}?/, // Terraform, shells, ALZ libraries
    /\{\{/, // Jinja, Go, Helm, cookiecutter
    /\$\(/, // Azure Pipelines, shells
    /\$\[/, // Azure Pipelines
    /#\{/, // Octopus, Azure Pipelines' token tasks
    /<%/, // ERB
    /\{%/, // Jinja
    /\$[A-Za-z_]/, // shells, envsubst
    /%[A-Za-z_]\w*%/, // Windows
    /__[A-Za-z0-9_.-]+__/, // token tasks
    /@@\w+@@/,
    /@\{/, // Logic Apps
    /%[sdvq](?!\w)/, // printf and what formats like it
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Whether a text has a token that some tool replaces before the text is used. */
export function hasTemplateToken(value: string): boolean {
  return TEMPLATE_TOKENS.test(value);
}

/** Whether a text is an expression of an ARM template: `[…]`, but not `[[…]`, which stands for a bracket. */
export function isArmExpression(value: string): boolean {
  return value.startsWith('[') && value.endsWith(']') && !value.startsWith('[[');
}

/** An expression that a template hands on as it is, to a template or a policy within it, which works it out later. */
function isHandedOnExpression(value: string): boolean {
  return value.startsWith('[[') && value.endsWith(']') && value.includes('(');
}

export function readText(scalar: Placed<ScalarNode>, dialect: Dialect): Text {
  const value = scalar.node.text;
  // Outside a template a text in brackets is an expression only where it calls something: `[SUBSCRIPTION]` is for a person.
  const isExpression =
    (isArmExpression(value) && (dialect === 'arm' || value.includes('('))) || isHandedOnExpression(value);
  // Without its closing quote a text may go on anywhere.
  const isWhole = !scalar.node.problems.some(({ code }) => code === 'unclosed-string');
  const known = isWhole && !isExpression && scalar.node.opaque.length === 0 && !hasTemplateToken(value);
  return { scalar, value, known };
}
