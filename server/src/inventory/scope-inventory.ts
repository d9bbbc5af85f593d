/** The scopes that the files of a workspace use, the most frequent first: what somebody is likely to need again. */
import { readModels } from '../readers/read-models.ts';
import { fileFrame, type Tree } from '../syntax/language.ts';

export class ScopeInventory {
  readonly #byFile = new Map<string, readonly string[]>();
  #ranked: readonly string[] | undefined;

  /** Takes over the scopes of a file, in place of those that it had. */
  update(uri: string, tree: Tree): void {
    const scopes = scopesOf(tree);
    const known = this.#byFile.get(uri) ?? [];
    if (scopes.length !== known.length || scopes.some((scope, index) => scope !== known[index])) {
      this.#byFile.set(uri, scopes);
      this.#ranked = undefined;
    }
  }

  remove(uri: string): void {
    if (this.#byFile.delete(uri)) {
      this.#ranked = undefined;
    }
  }

  /** Each scope once, as it was first written. */
  scopes(): readonly string[] {
    this.#ranked ??= rank([...this.#byFile.values()].flat());
    return this.#ranked;
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
