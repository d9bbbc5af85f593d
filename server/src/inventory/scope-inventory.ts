/** The scopes that the files of a workspace use, the most frequent first: what somebody is likely to need again. */
import { readModels } from '../readers/read-models.ts';
import { fileFrame, type Tree } from '../syntax/language.ts';

export class ScopeInventory {
  readonly #byFile = new Map<string, readonly string[]>();
  /** Files that changed since somebody asked, so that typing costs nothing here. */
  readonly #changed = new Map<string, Tree>();
  #ranked: readonly string[] | undefined;

  /** Takes over the scopes of a file, in place of those that it had. */
  update(uri: string, tree: Tree): void {
    this.#changed.set(uri, tree);
  }

  remove(uri: string): void {
    this.#changed.delete(uri);
    if (this.#byFile.delete(uri)) {
      this.#ranked = undefined;
    }
  }

  /** Looks at what has changed, so that nothing of it is kept. */
  settle(): void {
    for (const [uri, tree] of this.#changed) {
      this.#takeOver(uri, scopesOf(tree));
    }
    this.#changed.clear();
  }

  /** Each scope once, as it was first written. */
  scopes(): readonly string[] {
    this.settle();
    this.#ranked ??= rank([...this.#byFile.values()].flat());
    return this.#ranked;
  }

  #takeOver(uri: string, scopes: readonly string[]): void {
    const known = this.#byFile.get(uri) ?? [];
    if (scopes.length !== known.length || scopes.some((scope, index) => scope !== known[index])) {
      this.#byFile.set(uri, scopes);
      this.#ranked = undefined;
    }
  }
}

function scopesOf(tree: Tree): readonly string[] {
  return readModels(fileFrame(tree)).flatMap(({ model }) =>
    model.kind === 'azure/role-definition'
      ? [...(model.madeAt ? [model.madeAt] : []), ...(model.scopeList?.list?.scopes ?? [])].flatMap(
          ({ model: { text, scope } }) => (text.known && !scope.flaw && scope.kind !== 'root' ? [text.value] : []),
        )
      : [],
  );
}

function rank(scopes: readonly string[]): readonly string[] {
  const counts = new Map<string, { readonly text: string; count: number }>();
  for (const text of scopes) {
    const key = text.toLowerCase();
    const known = counts.get(key) ?? { text, count: 0 };
    known.count++;
    counts.set(key, known);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1)).map(({ text }) => text);
}
