/** Writes assignments of roles on a vault beside the vault, in the way of the file that makes it. */
import type { BuiltInRole } from '../access/facts.ts';
import { type Change, expression, kept, list, map, type Written, type WrittenEntry } from '../syntax/change.ts';
import {
  findEntry,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type PlacedEntry,
  type ScalarNode,
} from '../syntax/tree.ts';
import { type Declaration, referralOf } from './azure-declarations.ts';
import { type Deployment, referredBy, resolve } from './azure-deployment.ts';
import type { KeyVault } from './azure-key-vault.ts';
import type { Operand } from './azure-operand.ts';
import type { AssignedValue } from './azure-role-assignment.ts';
import { lookedUpSubscription } from './azure-role-in-terraform.ts';
import type { Part } from './part.ts';
import { isArmExpression } from './text.ts';

/** What is to be given: roles, to a principal whose place counts from the beginning of the file. */
export interface Grant {
  readonly principal: AssignedValue;
  readonly roles: readonly Pick<BuiltInRole, 'id' | 'name'>[];
}

const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';
const VERSION = '2022-04-01';
const ROLE_TYPE = 'Microsoft.Authorization/roleDefinitions';
/** What is only known while a template is deployed. */
const RUNTIME_CALL = /^(?:reference|list\w*)$/i;
const DEEPEST = 10;
const VAULT_TYPE = 'Microsoft.KeyVault/vaults';

/** The changes, placed from the beginning of the file; none where they cannot be written for certain. */
export function writeVaultAssignments(
  vault: Part<KeyVault>,
  grants: readonly Grant[],
  deployment: Deployment,
): readonly Change[] {
  const { root, dialect, isNesting } = deployment;
  if (!root || !vault.model.isSingle || !vault.model.isMade || isNesting) {
    return [];
  }
  if (dialect === 'arm') {
    return writeArm(root, vault, grants);
  }
  const start = vault.start + vault.model.whole.start;
  const [key] = [...deployment.declarations].find(([, { value }]) => value?.start === start) ?? [];
  if (key === undefined) {
    return [];
  }
  const draft = { root, key, grants, deployment };
  return vault.model.form === 'terraform' ? writeTerraform(draft) : writeBicep(draft);
}

interface Draft {
  readonly root: Placed<MapNode>;
  /** What the vault is called in expressions. */
  readonly key: string;
  readonly grants: readonly Grant[];
  readonly deployment: Deployment;
}

/** Behind everything: what stands before the next resource may be about that one. */
function append(root: Placed<MapNode>, entries: readonly WrittenEntry[]): readonly Change[] {
  return entries.length > 0 ? [{ verb: 'insertEntries', into: root, at: root.node.children.length, entries }] : [];
}

function writeBicep({ root, key, grants, deployment }: Draft): readonly Change[] {
  const names = new FreeNames((name) => deployment.declarations.has(name));
  const sources = grants.map(({ principal }) => nameSource(principal, deployment));
  if (sources.includes(undefined)) {
    return [];
  }
  const entries = grants.flatMap(({ principal, roles }, index) =>
    roles.map(({ id, name }): WrittenEntry => {
      const { node } = principal;
      const source = sources[index] ?? node;
      const properties: WrittenEntry[] = [
        ['principalId', kept(node)],
        ...principalType(principal, deployment),
        ['roleDefinitionId', expression(`subscriptionResourceId('${ROLE_TYPE}', '${id}')`)],
      ];
      const body = map([
        ['name', expression(`guid(${key}.id, `, source, `, '${id}')`)],
        ['scope', expression(key)],
        ['properties', map(properties)],
      ]);
      return ['resource', map([[names.take(key + wordsOf(name).join('')), map([[`${ASSIGNMENT}@${VERSION}`, body]])]])];
    }),
  );
  return append(root, entries);
}

/**
 * What stands for a principal in the name of an assignment. A name has to be known before anything is deployed: of a thing
 * that is its id, and what comes out of a module or a lookup is not.
 */
function nameSource(principal: AssignedValue, deployment: Deployment): string | Placed | undefined {
  const operand = resolve(principal.operand, deployment);
  const referral = referralOf(operand, deployment.declarations);
  const thing = referral && isThing(referral.declaration) ? referral : undefined;
  if (!thing) {
    return isKnownEarly(operand, deployment, 0) ? principal.node : undefined;
  }
  const isPicked = operand.kind === 'name' && operand.picks.length > 0;
  const isNamed = thing.declaration.type !== 'module' && !thing.key.includes('::') && !isPicked;
  return isNamed ? `${thing.key}.id` : undefined;
}

function isThing({ kind }: Declaration): boolean {
  return kind === 'made' || kind === 'found';
}

/** Whether a value is known before the deployment runs. */
function isKnownEarly(operand: Operand, deployment: Deployment, depth: number): boolean {
  const resolved = resolve(operand, deployment);
  if (resolved.kind === 'unknown' || depth > DEEPEST) {
    return false;
  }
  if (resolved.kind === 'call') {
    const isEarly = (inner: Operand): boolean => isKnownEarly(inner, deployment, depth + 1);
    return !RUNTIME_CALL.test(resolved.name) && resolved.operands.every(isEarly);
  }
  const referral = resolved.kind === 'name' ? referralOf(resolved, deployment.declarations) : undefined;
  return !referral || !isThing(referral.declaration) || /^\.(?:id|name)$/.test(referral.path);
}

/** A managed identity that the file makes may not be found yet when its type is not said. */
function principalType(principal: AssignedValue, deployment: Deployment): readonly WrittenEntry[] {
  const referral = referredBy(principal.operand, deployment);
  const isIdentity = /^(?:\.properties|\.identity)\.principalId$/.test(referral?.path ?? '');
  return isIdentity ? [['principalType', 'ServicePrincipal']] : [];
}

function writeTerraform({ root, key, grants, deployment }: Draft): readonly Change[] {
  const found = lookedUpSubscription(root);
  const subscription = found ?? 'data.azurerm_subscription.current.id';
  const label = key.slice(key.indexOf('.') + 1);
  const names = new FreeNames((name) => deployment.declarations.has(`azurerm_role_assignment.${name}`));
  const entries = grants.flatMap(({ principal, roles }) =>
    roles.map(({ id, name }): WrittenEntry => {
      const body = map([
        ['scope', expression(`${key}.id`)],
        ['role_definition_id', expression(`"$\{${subscription}}/providers/${ROLE_TYPE}/${id}"`)],
        ['principal_id', kept(principal.node)],
      ]);
      const own = names.take([label, ...wordsOf(name)].join('_').toLowerCase());
      return ['resource', map([['azurerm_role_assignment', map([[own, body]])]])];
    }),
  );
  const lookUp: readonly WrittenEntry[] = [['data', map([['azurerm_subscription', map([['current', map([])]])]])]];
  return append(root, [...(found === undefined && entries.length > 0 ? lookUp : []), ...entries]);
}

function writeArm(root: Placed<MapNode>, vault: Part<KeyVault>, grants: readonly Grant[]): readonly Change[] {
  const resources: PlacedEntry | undefined = findEntry(root, 'resources');
  const start = vault.start + vault.model.whole.start;
  const into = resources?.value;
  const at = isList(into) ? [...itemsOf(into)].findIndex((item) => isMap(item) && item.start === start) : -1;
  const name = vault.model.name && armExpression(vault.model.name.node);
  if (!isList(into) || at < 0 || name === undefined) {
    return [];
  }
  const id = `resourceId('${VAULT_TYPE}', ${name})`;
  const items: Written[] = [];
  for (const { principal, roles } of grants) {
    const who = armExpression(principal.node);
    if (who === undefined || /\b(?:reference|list\w*)\s*\(/i.test(who)) {
      return [];
    }
    for (const role of roles) {
      const roleId = `[subscriptionResourceId('${ROLE_TYPE}', '${role.id}')]`;
      items.push(
        map([
          ['type', ASSIGNMENT],
          ['apiVersion', VERSION],
          ['name', `[guid(${id}, ${who}, '${role.id}')]`],
          ['scope', `[${id}]`],
          ['dependsOn', list([`[${id}]`])],
          [
            'properties',
            map([
              ['principalId', kept(principal.node)],
              ['roleDefinitionId', roleId],
            ]),
          ],
        ]),
      );
    }
  }
  return items.length > 0 ? [{ verb: 'insertItems', into, at: at + 1, items }] : [];
}

/** A value as it stands within an expression of a template. */
function armExpression(node: Placed): string | undefined {
  if (!isScalar(node) || !isText(node)) {
    return undefined;
  }
  const { text } = node.node;
  return isArmExpression(text) ? text.slice(1, -1) : `'${text.replaceAll("'", "''")}'`;
}

function isText({ node }: Placed<ScalarNode>): boolean {
  return node.type === 'string' && node.opaque.length === 0;
}

/** `Secrets`, `User` of `Key Vault Secrets User`. */
function wordsOf(role: string): readonly string[] {
  return role
    .replace(/^Key Vault /, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

/** Names that nothing in the file has yet. */
class FreeNames {
  readonly #isTaken: (name: string) => boolean;
  readonly #given = new Set<string>();

  constructor(isTaken: (name: string) => boolean) {
    this.#isTaken = isTaken;
  }

  take(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#isTaken(name) || this.#given.has(name); count++) {
      name = `${wanted}${count}`;
    }
    this.#given.add(name);
    return name;
  }
}
