/** Every principal that some fact names, each identity once. */
import { isIdentifier, isUser } from './names.ts';
import type { WorkspaceIdentities } from './workspace-identities.ts';

/** Sorted by what people call them: e-mail, else the name of a group, else an id. */
export function knownSecretPrincipals(identities: WorkspaceIdentities): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const name of identities.names()) {
    // A name of several identities is no principal beside these.
    if (seen.has(name) || identities.aliases.isAmbiguous(name)) {
      continue;
    }
    const own = [...identities.aliases.namesOf(name)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    for (const one of own) {
      seen.add(one);
    }
    found.push(own[0] ?? name);
  }
  return found.sort().map((name) => identities.textOf(name));
}

function rank(name: string): number {
  return isUser(name) ? 0 : isIdentifier(name) ? 2 : 1;
}
