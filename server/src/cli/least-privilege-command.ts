/** `least-privilege`: the roles that grant some operations and least beyond them. */
import { type AskedOperations, readAskedOperations } from '../access/azure/asked-operations.ts';
import { findLeastPrivilege, type LeastPrivilege, type RankedRole } from '../access/azure/least-privilege.ts';
import type { Plane } from '../access/azure/operation-pattern.ts';
import { OperationSet, type PlaneCount } from '../access/azure/operation-set.ts';
import { isForGeneralUse } from '../access/azure/role-standing.ts';
import { type Facts, type OperationFacts, withWorkspace } from '../access/facts.ts';
import { readNamedInventory } from './read-inventory.ts';
import { identify, inLine, type ShownRole, showBuiltIn, showCustom } from './shown-role.ts';
import { CommandError, EXIT, type Say, sayer, type Terminal } from './terminal.ts';
import { writeLeastPrivilege } from './write-least-privilege.ts';

export interface LeastPrivilegeOptions {
  /** Names and wildcards. */
  readonly operations: readonly string[];
  /** Which plane is meant, of what is in both. */
  readonly plane: Plane | undefined;
  /** How many of the roles that grant everything are shown. */
  readonly limit: number;
  readonly format: 'pretty' | 'json';
  /** Where custom roles stand; none are known without. */
  readonly inventory: readonly string[];
}

/** A question and its answer. */
export interface LeastPrivilegeAnswer extends LeastPrivilege<ShownRole> {
  readonly asked: readonly AskedText[];
  /** The first of the covering roles that is for everybody to assign, and decides over no rights and under no condition. */
  readonly suggestion: RankedRole<ShownRole> | undefined;
  /** Custom roles of which it is not known all that they grant. */
  readonly leftOut: readonly ShownRole[];
}

/** What one of the words on the command line asks for. */
export interface AskedText extends PlaneCount {
  readonly text: string;
  /** How many of the operations have a plane that is only inferred. */
  readonly unverified: number;
}

export function runLeastPrivilege(terminal: Terminal, options: LeastPrivilegeOptions): number {
  const say = sayer(terminal);
  const { operations, roles } = terminal.facts;
  const wanted = new OperationSet(operations.size);
  const asked = options.operations.map((text): AskedText => {
    const read = readAskedOperations(text, options.plane, operations);
    if (read.verdict !== 'known') {
      throw new CommandError(whyUnknown(text, read, operations, say));
    }
    wanted.addAll(read.operations);
    return { text, ...read.operations.count(), unverified: read.unverified };
  });
  const facts = withWorkspace(terminal.facts, readNamedInventory(terminal, options.inventory));
  const custom = customRoles(facts, terminal.folder);
  const known = [...roles.all().map(showBuiltIn), ...custom.filter(({ complete }) => complete)];
  const found = findLeastPrivilege(wanted, known, operations);
  const answer: LeastPrivilegeAnswer = {
    ...found,
    asked,
    suggestion: found.covering.find(isSuggestible),
    leftOut: custom.filter(({ complete }) => !complete),
  };
  terminal.out(
    options.format === 'json'
      ? `${JSON.stringify(toJson(answer, options.limit, facts), undefined, 2)}\n`
      : writeLeastPrivilege(answer, options.limit, terminal),
  );
  return found.missing.isEmpty ? EXIT.fine : EXIT.findings;
}

function whyUnknown(
  text: string,
  read: Exclude<AskedOperations, { readonly verdict: 'known' }>,
  { date }: OperationFacts,
  say: Say,
): string {
  const name = inLine(text);
  if (read.verdict === 'both-planes') {
    return say('"{0}" is an operation of both planes: say --control or --data', read.name);
  }
  if (read.verdict === 'retired') {
    const { operation } = read;
    return say('"{0}" is not published any more: {1} was last seen on {2}', name, operation.name, operation.lastSeen);
  }
  const hint = read.near.length > 0 ? `; ${say('Did you mean {0}?', read.near)}` : '';
  return `${say('no operation in the list of {0} is or matches "{1}"', date, name)}${hint}`;
}

/** Every custom role once, though several files may define it in the same way. */
function customRoles(facts: Facts, folder: string): readonly ShownRole[] {
  const unique = new Map<string, ShownRole>();
  for (const role of facts.customRoles.all()) {
    const shown = showCustom(role, facts.customRoles, folder);
    const key = JSON.stringify([shown.id, shown.name, shown.permissions, shown.complete]);
    unique.set(key, unique.get(key) ?? shown);
  }
  return [...unique.values()];
}

function isSuggestible({ role, privileged, conditional, unsure }: RankedRole<ShownRole>): boolean {
  return isForGeneralUse(role.name) && privileged.length === 0 && conditional.isEmpty && unsure.isEmpty;
}

/** Operations in JSON, with their planes. */
function namesIn(set: OperationSet, operations: OperationFacts): readonly object[] {
  return [...set.members()].map(({ number, plane }) => ({ operation: operations.at(number)?.name ?? '', plane }));
}

function toJson(answer: LeastPrivilegeAnswer, limit: number, { operations, roles }: Facts): object {
  const { covering, together, missing, suggestion, leftOut } = answer;
  const rank = ({ role, covered, excess, privileged, conditional, unsure }: RankedRole<ShownRole>): object => ({
    ...identify(role),
    covers: covered.count(),
    beyond: excess,
    privileged,
    conditional: namesIn(conditional, operations),
    unsure: namesIn(unsure, operations),
  });
  return {
    version: 1,
    date: roles.date,
    asked: answer.asked.map(({ text, control, data, unverified }) => ({ operation: text, control, data, unverified })),
    covering: covering.length,
    roles: covering.slice(0, limit).map(rank),
    suggestion: suggestion ? identify(suggestion.role) : null,
    together:
      together.length > 0 ? { roles: together.map(rank), method: 'greedy', smallest: together.length <= 2 } : null,
    missing: namesIn(missing, operations),
    leftOut: leftOut.map(identify),
  };
}
