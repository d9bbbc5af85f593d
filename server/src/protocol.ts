/** What our own client and server say to each other beyond the protocol. Other editors do without. */

/** What a client may say at the start, all of it optional. */
export interface InitializationOptions {
  /** The address of a rule's page, with `{rule}` for its id, if the client can open one. */
  readonly ruleAddress?: string;
  /** The command by which the client asks for completions again. */
  readonly retrigger?: string;
  /** The messages in the language of the client: English text → text. */
  readonly translations?: Readonly<Record<string, string>>;
}

/** The page of a rule as Markdown. */
export const RULE_PAGE = 'grantscope/rulePage';
export interface RulePageParams {
  readonly rule: string;
}

/** The commands that replace the access policies of a document's vaults by roles, as a shell script; null where it has none. */
export const MIGRATE_VAULT = 'grantscope/migrateVault';
export interface MigrateVaultParams {
  readonly uri: string;
}

/** How old the catalogue is. */
export const STATUS = 'grantscope/status';
export interface Status {
  /** The day of the list of operations, `YYYY-MM-DD`. */
  readonly operations: string;
  /** The day of the list of roles. */
  readonly roles: string;
}

/** A stretch of a file. Lines and characters count from 0, as the protocol has them. */
export interface Place {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** Says that the answers to the requests below may be others now. Comes once one of them was asked. */
export const ACCESS_CHANGED = 'grantscope/accessChanged';

/** The tree of scopes, node by node. */
export const SCOPES = 'grantscope/scopes';
export interface ScopesParams {
  /** Whose children are asked for; the top of the tree where it is left out. */
  readonly node?: string;
  /** Whose rights alone are shown. */
  readonly principal?: string;
}

export type ScopeNodeKind =
  | 'root'
  | 'management-group'
  | 'subscription'
  | 'resource-group'
  | 'resource'
  | 'vault'
  | 'secret'
  | 'key'
  | 'certificate'
  | 'other'
  | 'role-assignment'
  | 'deny-assignment'
  | 'access-policy'
  | 'inherited'
  | 'problems'
  | 'problem'
  | 'workspace'
  | 'secret-scope'
  | 'secret-key'
  | 'acl'
  | 'admins'
  | 'admin';

export interface ScopeNode {
  /** Unlike that of every other node; the same as long as what it shows is there. */
  readonly id: string;
  readonly kind: ScopeNodeKind;
  readonly label: string;
  readonly description: string;
  /** Lines of plain text. */
  readonly tooltip: string;
  readonly children: 'none' | 'closed' | 'open';
  readonly place?: Place;
  /** What is wrong with it. */
  readonly problems: readonly string[];
  /** What may be asked about. */
  readonly resource?: string;
  readonly principal?: string;
  /** Whether it may be asked what would be without it. */
  readonly isRemovable: boolean;
}

export interface AccessQuestionParams {
  readonly operation: string;
  readonly resource: string;
  /** Needed for the few operations that are in both. */
  readonly plane?: 'control' | 'data';
}

export interface ReasonShown {
  readonly id: string;
  readonly effect: 'allow' | 'deny' | 'none';
  readonly message: string;
  readonly place?: Place;
}

export interface AnswerShown {
  readonly decision: 'allowed' | 'denied' | 'undetermined';
  readonly reasons: readonly ReasonShown[];
  readonly unknowns: readonly { readonly kind: string; readonly subject: string; readonly message: string }[];
}

/** The same as a page to read, in Markdown with links to the places. */
interface Page {
  readonly markdown: string;
}

/** Why a question has no answer. */
export interface Refused extends Page {
  readonly refusal: string;
  /** Whether it could be answered with a plane. */
  readonly asksPlane?: boolean;
}

/** May somebody do something, and why. */
export const EXPLAIN_ACCESS = 'grantscope/explainAccess';
export interface ExplainAccessParams extends AccessQuestionParams {
  readonly principal: string;
  /** Ids of role assignments that are thought away. */
  readonly without?: readonly string[];
}
export type ExplainAccessResult = (AnswerShown & Page) | Refused;

/** Who may do something. */
export const WHO_CAN = 'grantscope/whoCan';
export type WhoCanResult =
  | ({ readonly principals: readonly (AnswerShown & { readonly principal: string })[] } & Page)
  | Refused;

/** What somebody holds, and where. */
export const WHAT_CAN = 'grantscope/whatCan';
export interface WhatCanParams {
  readonly principal: string;
}
export interface HoldingShown {
  readonly scope: string;
  readonly kind: string;
  readonly label: string;
  readonly certain: boolean;
  readonly message: string;
  readonly place?: Place;
}
export type WhatCanResult = { readonly holdings: readonly HoldingShown[] } & Page;

/** What would be without an assignment or permission. */
export const WHAT_IF_REMOVED = 'grantscope/whatIfRemoved';
export interface WhatIfRemovedParams {
  /** The id of a node of the tree. */
  readonly node: string;
}
export type WhatIfRemovedResult =
  | ({
      readonly losses: readonly {
        readonly principal: string;
        readonly lost: readonly string[];
        readonly kept: number;
      }[];
    } & Page)
  | Refused;

/** The roles that grant some operations and least beyond them. */
export const LEAST_PRIVILEGE = 'grantscope/leastPrivilege';
export interface LeastPrivilegeParams {
  readonly operations: readonly string[];
}
export type LeastPrivilegeResult = ({ readonly roles: readonly string[] } & Page) | Refused;

/** What may be put into a question. */
export const ACCESS_CHOICES = 'grantscope/accessChoices';
export interface AccessChoicesParams {
  readonly of: 'principals' | 'resources' | 'operations';
  /** Whose operations are asked for; of all the published ones, those with `text`, where it is left out. */
  readonly resource?: string;
  /** What somebody has typed. */
  readonly text?: string;
}

/** The access tests in a file, and what comes of them; null where it has none. */
export const ACCESS_TESTS = 'grantscope/accessTests';
export interface AccessTestsParams {
  readonly uri: string;
  /** Whether they are run, and not only listed. */
  readonly run: boolean;
}
export interface AccessTestList {
  readonly tests: readonly AccessTestItem[];
  /** What is wrong with the file itself. */
  readonly problems: readonly AccessTestFailure[];
}
export interface AccessTestItem {
  readonly name: string;
  readonly range: ShownRange;
  /** What does not hold; empty where the test passed, or was not run. */
  readonly failures: readonly AccessTestFailure[];
}
export interface AccessTestFailure {
  readonly message: string;
  readonly range: ShownRange;
  /** From who asks to what decides, and what is missing for an answer. */
  readonly reasons: readonly { readonly message: string; readonly place?: ShownPlace }[];
}
/** Lines and characters count from 0. */
export interface ShownRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}
export interface ShownPlace {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}
