/** Answers what the editor asks about access: the tree, questions, and what may be put into them. */
import type { AccessIndex } from '../../access/azure/access-index.ts';
import type { SecretAccessFacts } from '../../access/databricks/secret-access-facts.ts';
import type { Origin } from '../../access/decision.ts';
import type { Facts } from '../../access/facts.ts';
import type {
  AccessChoicesParams,
  AccessQuestionParams,
  AnswerShown,
  ExplainAccessParams,
  ExplainAccessResult,
  LeastPrivilegeParams,
  LeastPrivilegeResult,
  Place,
  Refused,
  ScopeNode,
  ScopesParams,
  WhatCanParams,
  WhatCanResult,
  WhatIfRemovedParams,
  WhatIfRemovedResult,
  WhoCanResult,
} from '../../protocol.ts';
import { type Message, message, render, type Translations } from '../../rules/message.ts';
import { type AccessAnswer, type AccessSources, isRefusal, type Refusal } from './access-answer.ts';
import { AccessPage } from './access-page.ts';
import { ACCESS_PROVIDERS, providerOf } from './access-providers.ts';
import type { AccessNode, AccessTree, NodePath, TreeContext } from './access-tree.ts';
import { ACCESS_TREES } from './access-trees.ts';
import { leastPrivilegePage } from './least-privilege-page.ts';
import { OriginPlaces } from './origin-places.ts';

/** More are not shown to choose from: one types to see others. */
const MOST_CHOICES = 300;

export interface DeskSources {
  readonly facts: Facts;
  readonly azure: AccessIndex;
  readonly secrets: SecretAccessFacts;
  readonly translations: Translations;
  /** The first folder of the workspace. */
  readonly root: string | undefined;
  readText(uri: string): string | undefined;
}

/** For one request: files may have changed before the next. */
export class AccessDesk {
  readonly #sources: AccessSources;
  readonly #translations: Translations;
  readonly #places: OriginPlaces;
  readonly #page: AccessPage;

  constructor({ facts, azure, secrets, translations, root, readText }: DeskSources) {
    this.#sources = { facts, azure, secrets };
    this.#translations = translations;
    this.#places = new OriginPlaces(readText);
    this.#page = new AccessPage({ translations, root, placeOf: (origin) => this.#places.placeOf(origin) });
  }

  scopes({ node, principal }: ScopesParams): readonly ScopeNode[] {
    const context: TreeContext = { sources: this.#sources, principal };
    const path = node === undefined ? undefined : readPath(node);
    const nodes = path
      ? (treeOf(path)?.children(path, context) ?? [])
      : ACCESS_TREES.flatMap((tree) => (node === undefined ? tree.roots(context) : []));
    return nodes.map((one) => this.#shown(one));
  }

  explain(params: ExplainAccessParams): ExplainAccessResult {
    const { without = [] } = params;
    const { azure } = this.#sources;
    const sources = without.length > 0 ? { ...this.#sources, azure: azure.without(without) } : this.#sources;
    const question = readQuestion(params);
    const answer = providerOf(question.resource)?.can({ ...question, principal: params.principal }, sources);
    if (!answer) {
      return this.#refused(noResource(params.resource));
    }
    return isRefusal(answer)
      ? this.#refusedQuestion(answer)
      : { ...this.#answer(answer), markdown: this.#page.explanation(params, answer, without.length) };
  }

  whoCan(params: AccessQuestionParams): WhoCanResult {
    const question = readQuestion(params);
    const answers = providerOf(question.resource)?.whoCan(question, this.#sources);
    if (!answers) {
      return this.#refused(noResource(params.resource));
    }
    return isRefusal(answers)
      ? this.#refusedQuestion(answers)
      : {
          principals: answers.map(({ principal, ...answer }) => ({ principal, ...this.#answer(answer) })),
          markdown: this.#page.whoCan(question, answers),
        };
  }

  whatCan({ principal }: WhatCanParams): WhatCanResult {
    const holdings = ACCESS_PROVIDERS.flatMap((provider) => provider.whatCan(principal, this.#sources));
    return {
      holdings: holdings.map(({ scope, kind, label, certain, message: text, origin }) => ({
        scope,
        kind,
        label,
        certain,
        message: this.#say(text),
        ...this.#placed(origin),
      })),
      markdown: this.#page.whatCan(principal, holdings),
    };
  }

  whatIfRemoved({ node }: WhatIfRemovedParams): WhatIfRemovedResult {
    const path = readPath(node);
    const removal = path && treeOf(path)?.removal(path, { sources: this.#sources, principal: undefined });
    return removal
      ? { losses: removal.losses, markdown: this.#page.removal(removal) }
      : this.#refused(message('This is no longer there, or it cannot be removed.'));
  }

  leastPrivilege({ operations }: LeastPrivilegeParams): LeastPrivilegeResult {
    const page = leastPrivilegePage(operations, this.#sources.facts, (text) => this.#page.say(text));
    return 'refusal' in page ? this.#refused(page.refusal) : page;
  }

  choices({ of, resource = '', text = '' }: AccessChoicesParams): readonly string[] {
    const wanted = text.trim().toLowerCase();
    const found = ACCESS_TREES.flatMap((tree) =>
      of === 'operations' ? tree.operations(resource, this.#sources) : tree[of](this.#sources),
    );
    const fitting = [...new Set(found)].filter((one) => one.toLowerCase().includes(wanted));
    return fitting.slice(0, MOST_CHOICES);
  }

  #shown(node: AccessNode): ScopeNode {
    const { path, kind, label, details, hints, children, origin, problems, resource, principal, isRemovable } = node;
    return {
      id: JSON.stringify(path),
      kind,
      label: this.#say(label),
      description: details.map((detail) => this.#say(detail)).join(' · '),
      tooltip: hints.map((hint) => this.#say(hint)).join('\n'),
      children,
      problems: problems.map((problem) => this.#say(problem)),
      ...this.#placed(origin),
      ...(resource === undefined ? {} : { resource }),
      ...(principal === undefined ? {} : { principal }),
      isRemovable,
    };
  }

  #answer({ outcome, reasons, unknowns }: AccessAnswer): AnswerShown {
    return {
      decision: outcome,
      reasons: reasons.map(({ id, effect, message: text, origin }) => ({
        id,
        effect,
        message: this.#say(text),
        ...this.#placed(origin),
      })),
      unknowns: unknowns.map(({ kind, subject, message: text }) => ({ kind, subject, message: this.#say(text) })),
    };
  }

  #refusedQuestion({ refusal, kind }: Refusal): Refused {
    return { ...this.#refused(refusal), asksPlane: kind === 'both-planes' };
  }

  #refused(refusal: Message): Refused {
    return { refusal: this.#say(refusal), markdown: this.#page.refusal(refusal) };
  }

  #placed(origin: Origin | undefined): { readonly place?: Place } {
    const place = origin && this.#places.placeOf(origin);
    return place ? { place } : {};
  }

  #say(text: Message): string {
    return render(text, this.#translations);
  }
}

const NO_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map();

function readQuestion({ operation, resource, plane }: AccessQuestionParams) {
  const isClosed = resource.length > 1 && resource.endsWith('/');
  return { operation, resource: isClosed ? resource.slice(0, -1) : resource, plane, attributes: NO_ATTRIBUTES };
}

function noResource(resource: string): Message {
  return message('"{0}" is no resource.', resource);
}

function treeOf([name]: NodePath): AccessTree | undefined {
  return ACCESS_TREES.find((tree) => tree.name === name);
}

/** The path that an id stands for; whoever asks may send anything. */
function readPath(id: string): NodePath | undefined {
  try {
    const path: unknown = JSON.parse(id);
    return Array.isArray(path) ? path.map(String) : undefined;
  } catch {
    // No id of ours.
    return undefined;
  }
}
