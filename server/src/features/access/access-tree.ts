/** The tree of scopes and of what stands at each, whatever the cloud: what a side bar shows. */
import type { Origin } from '../../access/decision.ts';
import type { ScopeNodeKind } from '../../protocol.ts';
import { type Message, message } from '../../rules/message.ts';
import type { AccessSources } from './access-answer.ts';

/** Leads to a node: the name of its tree, what it is, and what it is of. */
export type NodePath = readonly string[];

export interface AccessNode {
  readonly path: NodePath;
  readonly kind: ScopeNodeKind;
  readonly label: Message;
  /** What is said beside the label, in the order of importance. */
  readonly details: readonly Message[];
  /** What is said when somebody stays on it. */
  readonly hints: readonly Message[];
  readonly children: 'none' | 'closed' | 'open';
  readonly origin: Origin | undefined;
  /** What is wrong with what it shows. */
  readonly problems: readonly Message[];
  /** What may be asked about: a resource, or somebody who holds something at it. */
  readonly resource: string | undefined;
  readonly principal: string | undefined;
  /** Whether it may be asked what would be without it. */
  readonly isRemovable: boolean;
}

export interface TreeContext {
  readonly sources: AccessSources;
  /** Whose rights are shown; everybody's where undefined. */
  readonly principal: string | undefined;
}

/** What somebody would lose. */
export interface ShownLoss {
  readonly principal: string;
  /** The operations, as they are asked for. */
  readonly lost: readonly string[];
  /** How many are left through something else. */
  readonly kept: number;
}

/** What would be without something. */
export interface Removal {
  readonly what: Message;
  readonly resource: string;
  readonly origin: Origin | undefined;
  readonly losses: readonly ShownLoss[];
  /** How many more principals are concerned that are not looked at. */
  readonly unseen: number;
  readonly notes: readonly Message[];
}

export interface AccessTree {
  /** The first part of the paths of its nodes. */
  readonly name: string;
  roots(context: TreeContext): readonly AccessNode[];
  children(path: NodePath, context: TreeContext): readonly AccessNode[];
  /** Undefined where nothing of that path is there any more. */
  removal(path: NodePath, context: TreeContext): Removal | undefined;
  /** Every principal that is named. */
  principals(sources: AccessSources): readonly string[];
  /** Every resource that is named. */
  resources(sources: AccessSources): readonly string[];
  /** The operations that may be asked about on a resource, likely ones first; a resource of another cloud has none. */
  operations(resource: string, sources: AccessSources): readonly string[];
}

/** A node with nothing but what every node has. */
export function plainNode(path: NodePath, kind: ScopeNodeKind, label: Message): AccessNode {
  return {
    path,
    kind,
    label,
    details: [],
    hints: [],
    children: 'none',
    origin: undefined,
    problems: [],
    resource: undefined,
    principal: undefined,
    isRemovable: false,
  };
}

/** Where two facts are the same one: what is written in one place. */
export function placeKey({ uri, offset }: Origin): string {
  return `${offset} ${uri}`;
}

/** A name of somebody's own, which is in no language. */
export function asIs(name: string): Message {
  return message('{0}', name);
}
