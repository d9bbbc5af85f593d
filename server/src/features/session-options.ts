/** What a session is made with. */
import type { Facts } from '../access/facts.ts';
import type { Host } from './host.ts';

/** What the client can do, as far as answers depend on it. */
export interface ClientAbilities {
  readonly snippets: boolean;
  readonly versionedEdits: boolean;
}

export interface SessionOptions {
  readonly facts: Facts;
  readonly host: Host;
  readonly warn: (text: string) => void;
  /** Called when what is known of other files has changed, so that findings may be others. */
  readonly inventoryChanged?: () => void;
}
