/**
 * The documented algorithm once more, as plainly as it can be put: every question goes over every fact, texts are compared as
 * texts, and nothing is kept. It shares no code with the evaluator and is far too slow for anything but comparing.
 */
import type { AccessFacts, AccessPolicy } from '../../server/src/access/azure/access-facts.ts';
import type { AccessRequest, ConditionDecider } from '../../server/src/access/azure/access-request.ts';
import type { BuiltInRole, Permission } from '../../server/src/access/facts.ts';
import {
  all,
  any,
  enough,
  every,
  expressionOf,
  grow,
  isEveryone,
  isId,
  low,
  opposite,
  path,
  type Verdict,
} from './azure-model-logic.ts';

/** All facts of all sources in one heap. */
export interface World {
  readonly facts: Required<AccessFacts>;
  readonly builtIn: readonly BuiltInRole[];
}

export function worldOf(sources: readonly AccessFacts[], builtIn: readonly BuiltInRole[]): World {
  return {
    facts: {
      roleAssignments: sources.flatMap((source) => source.roleAssignments ?? []),
      roleDefinitions: sources.flatMap((source) => source.roleDefinitions ?? []),
      denyAssignments: sources.flatMap((source) => source.denyAssignments ?? []),
      groups: sources.flatMap((source) => source.groups ?? []),
      managementGroupParents: sources.flatMap((source) => source.managementGroupParents ?? []),
      aliases: sources.flatMap((source) => source.aliases ?? []),
      vaults: sources.flatMap((source) => source.vaults ?? []),
    },
    builtIn,
  };
}

export class NaiveModel {
  readonly #world: World;
  readonly #conditions: ConditionDecider;
  readonly #request: AccessRequest;

  constructor(world: World, request: AccessRequest, conditions: ConditionDecider) {
    this.#world = world;
    this.#request = request;
    this.#conditions = conditions;
  }

  decide(): Verdict {
    const resource = path(this.#request.resource);
    const operation = low(this.#request.operation);
    if (!resource.startsWith('/')) {
      return 'maybe';
    }
    const isHsm = resource.includes('/providers/microsoft.keyvault/managedhsms/');
    if (operation === 'grantscope:switchpermissionmodel') {
      const write = this.#ask('Microsoft.KeyVault/vaults/write', false);
      const assign = this.#ask('Microsoft.Authorization/roleAssignments/write', true);
      return isHsm ? 'maybe' : all([write, assign]);
    }
    if (this.#request.plane === 'data') {
      if (isHsm || operation.startsWith('microsoft.keyvault/managedhsms/')) {
        return 'maybe';
      }
      const vault = /^.*\/providers\/microsoft\.keyvault\/vaults\/[^/]+/.exec(resource)?.[0];
      if (vault && operation.startsWith('microsoft.keyvault/vaults/')) {
        return this.#onVault(vault, operation, resource === vault);
      }
    }
    return this.roles(false);
  }

  #ask(operation: string, unrestricted: boolean): Verdict {
    const request: AccessRequest = { ...this.#request, operation, plane: 'control' };
    return new NaiveModel(this.#world, request, this.#conditions).roles(unrestricted);
  }

  roles(unrestricted: boolean): Verdict {
    const grants = this.#world.facts.roleAssignments.map((assignment) =>
      every(
        () => this.#holds(assignment.scope),
        () => this.#condition(assignment.condition, unrestricted),
        () => this.#role(assignment.roleDefinitionId, unrestricted),
        () => this.#isOneOf(assignment.principalId),
      ),
    );
    return all([any(grants), opposite(this.#denied())]);
  }

  #denied(): Verdict {
    const enforced = this.#world.facts.denyAssignments.filter(({ effect }) => effect === 'enforced');
    const applying = enforced.map((deny) => {
      if (deny.doNotApplyToChildScopes && path(deny.scope) !== path(this.#request.resource)) {
        return 'no';
      }
      const ofList = (list: typeof deny.principals): Verdict => any(list.map(({ id }) => this.#isOneOf(id)));
      const named = deny.principals.filter(({ id }) => !isEveryone(id));
      const excluded = deny.excludePrincipals.filter(({ id }) => !isEveryone(id));
      return every(
        () => this.#holds(deny.scope),
        () => any(deny.permissions.map((permission) => this.#permits(permission, false))),
        () => (named.length < deny.principals.length ? 'yes' : ofList(named)),
        () => opposite(ofList(excluded)),
      );
    });
    return any(applying);
  }

  #condition(text: string | undefined, unrestricted: boolean): Verdict {
    if (!text?.trim()) {
      return 'yes';
    }
    const { value } = this.#conditions(text, this.#request);
    return unrestricted ? 'no' : value === 'unknown' ? 'maybe' : value;
  }

  #permits(permission: Permission, unrestricted: boolean): Verdict {
    const isControl = this.#request.plane === 'control';
    return all([
      this.#matches(isControl ? permission.actions : permission.dataActions),
      opposite(this.#matches(isControl ? permission.notActions : permission.notDataActions)),
      this.#condition(permission.condition, unrestricted),
    ]);
  }

  #matches(entries: readonly string[]): Verdict {
    const operation = low(this.#request.operation);
    const fits = (entry: string): boolean => expressionOf(entry).test(operation);
    return any(
      entries
        .map(low)
        .map((entry) =>
          fits(entry) ? 'yes' : entry.includes('/*/') && fits(entry.replace('/*/', '/')) ? 'maybe' : 'no',
        ),
    );
  }

  #role(reference: string, unrestricted: boolean): Verdict {
    const { facts, builtIn } = this.#world;
    const last = low(reference).split('/').at(-1) ?? '';
    const byName = !reference.includes('/') && !isId(last);
    const wanted = ({ id, name }: { id: string; name?: string | undefined }): boolean =>
      byName ? name !== undefined && low(name) === last : isId(last) && low(id) === last;
    const told = facts.roleDefinitions.filter(wanted);
    const known = builtIn.filter(wanted).filter((role) => !told.some(({ id }) => low(id) === role.id));
    const verdicts = [...told, ...known].map(({ permissions }) =>
      any(permissions.map((permission) => this.#permits(permission, unrestricted))),
    );
    return new Set(verdicts).size === 1 ? (verdicts[0] ?? 'maybe') : 'maybe';
  }

  /** Whether the one who asks is a principal or in a group. */
  #isOneOf(principal: string): Verdict {
    const { aliases, groups } = this.#world.facts;
    const inGroups = (known: ReadonlySet<string>): string[] =>
      groups.filter(({ members }) => members.some((member) => known.has(low(member)))).map(({ id }) => low(id));
    const certainly = grow([low(this.#request.principal)], (known) => [...inGroups(known), ...this.#sameAs(known)]);
    if (certainly.has(low(principal))) {
      return 'yes';
    }
    const anyName = (known: ReadonlySet<string>): string[] =>
      aliases
        .map(({ names }) => names.map(low))
        .filter((names) => names.some((name) => known.has(name)))
        .flat();
    const perhaps = grow([...certainly, ...this.#openGroups()], (known) => [...inGroups(known), ...anyName(known)]);
    return perhaps.has(low(principal)) ? 'maybe' : 'no';
  }

  /** The other names of names, ambiguous ones left out. */
  #sameAs(known: ReadonlySet<string>): string[] {
    const clear = (name: string): boolean => !this.#isAmbiguous(name);
    return this.#world.facts.aliases
      .map(({ names }) => names.map(low))
      .filter((names) => names.some((name) => known.has(name) && clear(name)))
      .flatMap((names) => names.filter(clear));
  }

  #isAmbiguous(name: string): boolean {
    if (isId(name)) {
      return false;
    }
    const facts = this.#world.facts.aliases.map(({ names }) => names.map(low));
    const ids = facts
      .filter((names) => names.includes(name))
      .map((names) => names.filter(isId))
      .filter(({ length }) => length > 0);
    const first = grow(ids[0] ?? [], (known) =>
      facts
        .map((names) => names.filter(isId))
        .filter((names) => names.some((one) => known.has(one)))
        .flat(),
    );
    return ids.some((names) => !names.some((one) => first.has(one)));
  }

  #openGroups(): string[] {
    const { groups, roleAssignments, denyAssignments } = this.#world.facts;
    const typed = [
      ...roleAssignments.filter(({ principalKind }) => principalKind === 'group').map(({ principalId }) => principalId),
      ...denyAssignments
        .flatMap(({ principals, excludePrincipals }) => [
          ...principals,
          ...excludePrincipals.filter(({ id }) => !isEveryone(id)),
        ])
        .filter(({ kind }) => kind === 'group')
        .map(({ id }) => id),
    ];
    const named = new Set([...groups.map(({ id }) => id), ...typed].map(low));
    return [...named].filter((name) => {
      const names = grow([name], (known) => this.#sameAs(known));
      return !groups.some(({ id, closed }) => closed && names.has(low(id)));
    });
  }

  /** Whether a scope is the resource or above it. */
  #holds(scope: string): Verdict {
    const [above, resource] = [path(scope), path(this.#request.resource)];
    if (!above.startsWith('/')) {
      return 'no';
    }
    if (above === '/' || above === resource || resource.startsWith(`${above}/`)) {
      return 'yes';
    }
    const group = /^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/;
    const top = /^\/subscriptions\/[^/]+|^\/providers\/microsoft\.management\/managementgroups\/[^/]+/.exec(
      resource,
    )?.[0];
    if (!group.test(above) || !top) {
      return 'no';
    }
    const line = this.#lineOf(top);
    if (line.includes(above)) {
      return 'yes';
    }
    const last = line.at(-1) ?? top;
    return last === '/' || this.#lineOf(above).includes(last) ? 'no' : 'maybe';
  }

  /** A scope and what is certainly above it; ends in `/` where the tree is told to its end. */
  #lineOf(scope: string): string[] {
    const parent = this.#parentOf(scope);
    const isInCircle = grow(parent ? [parent] : [], (known) =>
      [...known].flatMap((one) => this.#parentOf(one) ?? []),
    ).has(scope);
    return parent === undefined || isInCircle ? [scope] : [scope, ...(parent === '/' ? ['/'] : this.#lineOf(parent))];
  }

  #parentOf(scope: string): string | undefined {
    const parents = this.#world.facts.managementGroupParents.filter(({ child }) => path(child) === scope);
    const told = [...new Set(parents.map(({ parent }) => (low(parent).startsWith('/') ? path(parent) : 'wrong')))];
    return told.length === 1 && told[0] !== 'wrong' ? told[0] : undefined;
  }

  #onVault(vault: string, operation: string, isWhole: boolean): Verdict {
    const facts = this.#world.facts.vaults.filter(({ scope }) => path(scope) === vault);
    if (facts.some(({ isHsm }) => isHsm)) {
      return 'maybe';
    }
    const models = new Set(facts.map(({ permissionModel }) => permissionModel).filter((model) => model !== 'unknown'));
    const model = models.size === 1 ? [...models][0] : 'unknown';
    const roles = this.roles(false);
    const lists = facts.map(({ accessPolicies }) => accessPolicies).filter((list) => list !== undefined);
    const byPolicies = lists.length === 0 ? 'maybe' : this.#policies(lists.flat(), operation, isWhole);
    const denied = this.#denied();
    const policies = byPolicies !== 'no' && lists.length > 0 && denied !== 'no' ? 'maybe' : byPolicies;
    if (model === 'unknown') {
      return roles === policies ? roles : 'maybe';
    }
    return model === 'rbac' ? roles : policies;
  }

  #policies(policies: readonly AccessPolicy[], operation: string, isWhole: boolean): Verdict {
    const verdicts = policies.map((policy) => ({
      policy,
      own: all([this.#isOneOf(policy.objectId), policy.applicationId ? 'maybe' : 'yes']),
    }));
    const sure = verdicts.filter(({ own }) => own === 'yes').map(({ policy }) => policy);
    const atMost = verdicts.filter(({ own }) => own !== 'no').map(({ policy }) => policy);
    const certainly = enough(sure, operation, isWhole);
    return certainly === 'yes' ? 'yes' : enough(atMost, operation, isWhole) === 'no' ? 'no' : 'maybe';
  }
}
