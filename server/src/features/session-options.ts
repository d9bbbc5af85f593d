/** What a session is made with. */
import type { Facts } from '../access/facts.ts';
import type { Host } from './host.ts';
import type { WorkspaceListener } from './workspace.ts';

/** What the client can do, as far as answers depend on it. */
export interface ClientAbilities {
  readonly snippets: boolean;
  readonly versionedEdits: boolean;
}

export interface SessionOptions extends Partial<WorkspaceListener> {
  readonly facts: Facts;
  readonly host: Host;
  readonly warn: (text: string) => void;
}
