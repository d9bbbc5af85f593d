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
