/** The requests that the protocol has no words for: one table from method to answer. */
import {
  ACCESS_CHOICES,
  ACCESS_TESTS,
  type AccessChoicesParams,
  type AccessQuestionParams,
  type AccessTestsParams,
  EXPLAIN_ACCESS,
  type ExplainAccessParams,
  LEAST_PRIVILEGE,
  type LeastPrivilegeParams,
  MIGRATE_VAULT,
  type MigrateVaultParams,
  RULE_PAGE,
  type RulePageParams,
  SCOPES,
  type ScopesParams,
  STATUS,
  WHAT_CAN,
  WHAT_IF_REMOVED,
  WHO_CAN,
  type WhatCanParams,
  type WhatIfRemovedParams,
} from '../protocol.ts';
import type { AccessDesk } from './access/access-desk.ts';
import type { OpenDocument } from './document.ts';
import type { Session } from './session.ts';

/** What the transport offers. */
export interface RequestPort {
  /** Answers every request of a method. */
  on<P>(method: string, answer: (params: P) => unknown): void;
  documents(): readonly OpenDocument[];
  /** Somebody asks about rights, and may be told when they change. */
  asksAccess(): void;
}

export function answerOwnRequests(port: RequestPort, session: Session): void {
  const desk = (): Promise<AccessDesk> => {
    port.asksAccess();
    return session.access(port.documents());
  };
  port.on(RULE_PAGE, ({ rule }: RulePageParams) => session.rulePage(rule) ?? null);
  port.on(STATUS, () => session.status());
  const open = (uri: string): OpenDocument | undefined => port.documents().find((one) => one.uri === uri);
  port.on(MIGRATE_VAULT, ({ uri }: MigrateVaultParams) => {
    const document = open(uri);
    return (document && session.migrateVaults(document)) ?? null;
  });
  port.on(ACCESS_TESTS, (params: AccessTestsParams) => session.accessTests(params, open(params.uri)?.text));
  port.on(SCOPES, async (params: ScopesParams) => (await desk()).scopes(params));
  port.on(EXPLAIN_ACCESS, async (params: ExplainAccessParams) => (await desk()).explain(params));
  port.on(WHO_CAN, async (params: AccessQuestionParams) => (await desk()).whoCan(params));
  port.on(WHAT_CAN, async (params: WhatCanParams) => (await desk()).whatCan(params));
  port.on(WHAT_IF_REMOVED, async (params: WhatIfRemovedParams) => (await desk()).whatIfRemoved(params));
  port.on(LEAST_PRIVILEGE, async (params: LeastPrivilegeParams) => (await desk()).leastPrivilege(params));
  port.on(ACCESS_CHOICES, async (params: AccessChoicesParams) => (await desk()).choices(params));
}
