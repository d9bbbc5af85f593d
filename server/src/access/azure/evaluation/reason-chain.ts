/** The chain of links from a principal to an assignment, its role and its conditions, and the unknown facts on the way. */
import type { Effect } from '../../decision.ts';
import type { AzureReason } from '../azure-reason.ts';
import type { AccessState, Profile } from './access-state.ts';
import type { GrantEntry } from './fact-entries.ts';
import type { Candidate } from './grant-search.ts';
import type { DefinitionMatch, RoleMatch } from './operation-matcher.ts';
import { blocksTruth, conditionTruth, lineageOf, type Question, roleTruth } from './question.ts';
import type { Role } from './role-book.ts';
import { ROOT } from './scope-table.ts';
import { both, NO, UNKNOWN, YES } from './truth.ts';
import type { UnknownFacts } from './unknown-facts.ts';

/** How the principal comes to a name: through other names of its own, and through groups. */
export function membershipLinks(state: AccessState, profile: Profile, name: number): readonly AzureReason[] {
  let links = profile.links.get(name);
  if (!links) {
    links = readMembership(state, profile, name);
    profile.links.set(name, links);
  }
  return links;
}

function readMembership(state: AccessState, profile: Profile, name: number): readonly AzureReason[] {
  const { names } = state.view.tables;
  const links: AzureReason[] = [];
  let at = name;
  for (let step = profile.closure.certain.get(at); step?.via; step = profile.closure.certain.get(at)) {
    const { origin } = step.via.fact;
    const [from, to] = [names.text(step.from), names.text(at)];
    links.push(
      step.via.kind === 'alias'
        ? { id: 'azure/alias', effect: 'none', origin, name: from, otherName: to }
        : { id: 'azure/group-membership', effect: 'none', origin, member: from, group: to },
    );
    at = step.from;
  }
  if (links.length === 0 && at !== profile.name) {
    return [
      { id: 'azure/doubtful-membership', effect: 'none', principal: names.text(profile.name), group: names.text(at) },
    ];
  }
  return links.reverse();
}

export function roleNameOf({ name }: Role): { roleName?: string } {
  return name === undefined ? {} : { roleName: name };
}

export function originOf({ origin }: Role): Pick<AzureReason, 'origin'> {
  return origin ? { origin } : {};
}

export function assignmentLink({ state, scope }: Question, entry: GrantEntry, effect: Effect): AzureReason {
  const {
    origin,
    id: assignment,
    principalId: principal,
    roleDefinitionId: roleDefinition,
    state: standing,
  } = entry.fact;
  const roleName = state.roles.definitionsOf(entry.role)[0]?.name;
  const id = 'azure/role-assignment';
  const inherited = entry.scope !== scope;
  const place = entry.fact.scope;
  // Written out twice, since to spread an object into another takes longer than all the rest.
  return roleName === undefined
    ? { id, effect, origin, assignment, principal, roleDefinition, scope: place, inherited, state: standing }
    : { id, effect, origin, assignment, principal, roleDefinition, roleName, scope: place, inherited, state: standing };
}

/** The facts that put a resource below a management group. */
export function lineageLinks({ state, scope }: Question, at: number, coverage: Candidate['coverage']): AzureReason[] {
  const { scopes } = state.view.tables;
  const lineage = at !== ROOT && scopes.isManagementGroup(at) && at !== scope ? lineageOf(state, scope) : undefined;
  if (!lineage) {
    return [];
  }
  const count = coverage === YES ? lineage.above.indexOf(at) + 1 : lineage.links.length;
  const links = lineage.links.slice(0, count).map(({ fact }): AzureReason => {
    const { origin, child, parent } = fact;
    return { id: 'azure/management-group-parent', effect: 'none', origin, child, parent };
  });
  if (coverage !== YES) {
    links.push({ id: 'azure/management-group-gap', effect: 'none', child: scopes.text(lineage.gap) });
  }
  return links;
}

/** From the principal to the last condition. */
export function grantChain(question: Question, candidate: Candidate, effect: Effect): AzureReason[] {
  const { state, profile } = question;
  const { entry } = candidate;
  return [
    ...membershipLinks(state, profile, entry.principal),
    assignmentLink(question, entry, effect),
    ...lineageLinks(question, entry.scope, candidate.coverage),
    ...roleLinks(question, candidate, effect),
    ...conditionLinks(question, candidate),
  ];
}

/** The definition and block that make the value of the role what it is. */
function decidingBlock(
  question: Question,
  { entry }: Candidate,
): { match: DefinitionMatch; index: number } | undefined {
  const { definitions } = question.matcher.matchOf(entry.role);
  for (const match of definitions) {
    const value = blocksTruth(question, match.blocks);
    const index = match.blocks.findIndex(
      (block) => both(block.value, conditionTruth(question, block.condition)) === value,
    );
    if (index >= 0) {
      return { match, index };
    }
  }
  return undefined;
}

function roleLinks(question: Question, candidate: Candidate, effect: Effect): readonly AzureReason[] {
  const match = question.matcher.matchOf(candidate.entry.role);
  const known = match.links.get(effect);
  if (known) {
    return known;
  }
  const links = readRoleLinks(question, candidate, effect, match);
  const [only, ...others] = match.definitions;
  // Several may contradict each other, which is told with the assignment.
  if (only && others.length === 0 && only.blocks.every(({ condition }) => condition === undefined)) {
    match.links.set(effect, links);
  }
  return links;
}

function readRoleLinks(
  question: Question,
  candidate: Candidate,
  effect: Effect,
  match: RoleMatch,
): readonly AzureReason[] {
  const { fact } = candidate.entry;
  const contradictory = match.definitions.length > 1 && disagree(question, match.definitions);
  if (match.definitions.length === 0 || contradictory) {
    const { roleDefinitionId: roleDefinition } = fact;
    return [{ id: 'azure/unknown-role', effect: 'none', roleDefinition, contradictory }];
  }
  const deciding = decidingBlock(question, candidate);
  const block = deciding?.match.blocks[deciding.index];
  if (!deciding || !block) {
    return [];
  }
  const { role: definition } = deciding.match;
  const link: AzureReason = {
    id: 'azure/role-entry',
    effect: block.value === YES ? effect : 'none',
    ...originOf(definition),
    role: definition.id,
    ...roleNameOf(definition),
    entry: block.entry.key,
    plane: question.matcher.plane,
    block: block.block,
    builtIn: definition.builtIn,
  };
  return block.condition === undefined
    ? [link]
    : [link, conditionLink(question, block.condition, 'role', originOf(definition))];
}

function disagree(question: Question, definitions: readonly DefinitionMatch[]): boolean {
  const values = definitions.map(({ blocks }) => blocksTruth(question, blocks));
  return values.some((value) => value !== values[0]);
}

function conditionLinks(question: Question, { entry }: Candidate): AzureReason[] {
  return entry.condition === undefined
    ? []
    : [conditionLink(question, entry.condition, 'role-assignment', { origin: entry.fact.origin })];
}

export function conditionLink(
  question: Question,
  condition: string,
  on: 'role-assignment' | 'role',
  place: Pick<AzureReason, 'origin'>,
): AzureReason {
  if (question.unrestricted) {
    return { id: 'azure/restricted', effect: 'deny', ...place, condition, on };
  }
  const { value, missing } = question.verdictOf(condition);
  const effect = value === 'yes' ? 'allow' : value === 'no' ? 'deny' : 'none';
  return { id: 'azure/condition', effect, ...place, condition, on, value, missing };
}

/** Names every fact for want of which a candidate is open. */
export function addUnknowns(question: Question, { entry, membership, coverage }: Candidate, facts: UnknownFacts): void {
  if (membership === UNKNOWN) {
    addMembershipUnknowns(question, entry.principal, facts);
  }
  if (coverage === UNKNOWN) {
    const lineage = lineageOf(question.state, question.scope);
    facts.add('management-group-parent', question.state.view.tables.scopes.text(lineage?.gap ?? ROOT));
  }
  const match = question.matcher.matchOf(entry.role);
  if (roleTruth(question, match) === UNKNOWN) {
    const { roleDefinitionId } = entry.fact;
    if (match.definitions.length === 0) {
      facts.add('role-definition', roleDefinitionId);
    } else if (disagree(question, match.definitions)) {
      facts.add('role-contradiction', roleDefinitionId);
    }
    for (const { blocks } of match.definitions) {
      addBlockUnknowns(question, blocks, facts);
    }
  }
  addConditionUnknowns(question, entry.condition, facts);
}

export function addBlockUnknowns(question: Question, blocks: DefinitionMatch['blocks'], facts: UnknownFacts): void {
  for (const block of blocks) {
    const condition = conditionTruth(question, block.condition);
    if (condition === NO) {
      continue;
    }
    if (block.doubtful) {
      facts.add('operation-wildcard', block.doubtful.key);
    }
    addConditionUnknowns(question, block.condition, facts);
  }
}

function addConditionUnknowns(question: Question, condition: string | undefined, facts: UnknownFacts): void {
  if (condition === undefined || conditionTruth(question, condition) !== UNKNOWN) {
    return;
  }
  const { missing } = question.verdictOf(condition);
  for (const attribute of missing) {
    facts.add('condition-attribute', attribute);
  }
  if (missing.length === 0) {
    facts.add('condition', condition);
  }
}

export function addMembershipUnknowns({ state, profile }: Question, name: number, facts: UnknownFacts): void {
  const { identities, view } = state;
  for (const group of identities.openGroupsBelow(name)) {
    facts.add('group-members', view.tables.names.text(group));
  }
  if (profile.closure.maybe.has(name)) {
    for (const one of [...profile.closure.certain.keys(), ...profile.closure.maybe]) {
      if (identities.isAmbiguous(one)) {
        facts.add('ambiguous-name', view.tables.names.text(one));
      }
    }
  }
}
