/** Opens the desk at which questions about access are answered: over the files of a workspace, and the open documents. */
import type { Facts } from '../../access/facts.ts';
import type { Translations } from '../../rules/message.ts';
import type { OpenDocument } from '../document.ts';
import { mayTell, type Workspace } from '../workspace.ts';
import { AccessDesk } from './access-desk.ts';

export async function openAccessDesk(
  workspace: Workspace,
  documents: Iterable<OpenDocument>,
  facts: Facts,
  translations: Translations,
): Promise<AccessDesk> {
  for (const { uri, tree, text } of documents) {
    if (tree && (mayTell(text) || workspace.isOpen(uri))) {
      workspace.update(uri, tree);
    }
  }
  await workspace.scan();
  return new AccessDesk({
    facts,
    azure: workspace.access.index,
    secrets: workspace.inventory.secrets.access,
    translations,
    root: workspace.root,
    readText: (uri) => workspace.readText(uri),
  });
}
