/** Names under the cursor, and where else a workspace names the same: secrets, roles, whatever has a name. */
import type { Location, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Facts } from '../access/facts.ts';
import { isSameName, keyOfName, type Name, type NamedPlace } from '../inventory/named-place.ts';
import { type Message, message, type Translations } from '../rules/message.ts';
import type { Edit } from '../syntax/change.ts';
import { LineIndex } from './line-index.ts';
import { NAME_KINDS, NOTHING_TO_RENAME } from './name-kinds.ts';
import type { FileNames, Workspace } from './workspace.ts';

/** The name at an offset of a file. */
export function nameAt(names: readonly NamedPlace[], offset: number): NamedPlace | undefined {
  return names.find(({ span }) => span.start <= offset && offset <= span.end);
}

interface FilePlaces {
  readonly file: FileNames;
  readonly places: readonly NamedPlace[];
}

/** Every place of a workspace that some name stands at, by file. */
function findPlaces(workspace: Workspace, wants: (name: Name) => boolean): readonly FilePlaces[] {
  return [...workspace.filesNaming(wants)]
    .map((file) => ({ file, places: file.names.filter(wants) }))
    .sort((a, b) => (a.file.uri < b.file.uri ? -1 : 1));
}

function rangesOf({ text }: FileNames): (span: { start: number; end: number }) => Range {
  const lines = new LineIndex(text);
  return ({ start, end }) => ({ start: lines.positionAt(start), end: lines.positionAt(end) });
}

function locationsOf(found: readonly FilePlaces[]): Location[] {
  return found.flatMap(({ file, places }) => {
    const rangeOf = rangesOf(file);
    return places.map(({ span }) => ({ uri: file.uri, range: rangeOf(span) }));
  });
}

/** The places where what is named comes into being, by file. */
export function findDeclared(workspace: Workspace, wanted: Name): readonly FilePlaces[] {
  return findPlaces(workspace, (name) => isSameName(name, wanted))
    .map(({ file, places }) => ({ file, places: places.filter(({ use }) => use === 'declaration') }))
    .filter(({ places }) => places.length > 0);
}

export function findDeclarations(workspace: Workspace, wanted: Name): Location[] {
  return locationsOf(findDeclared(workspace, wanted));
}

/** What is known of a thing, as Markdown, or undefined where nothing is. */
export function describeName(
  workspace: Workspace,
  name: NamedPlace,
  facts: Facts,
  translations: Translations,
): string | undefined {
  const declared = findDeclared(workspace, name).flatMap(({ file, places }) => {
    const rangeOf = rangesOf(file);
    return places.map((place) => ({
      uri: file.uri,
      line: rangeOf(place.span).start.line + 1,
      tree: file.tree,
      place,
    }));
  });
  return NAME_KINDS[name.kind].describe(name, declared, facts, translations);
}

/**
 * Every place that names the same thing, by this name or by another one that it was given along with it.
 * @param includeDeclaration whether the places count where it comes into being
 */
export function findReferences(workspace: Workspace, wanted: Name, includeDeclaration: boolean): Location[] {
  const others = findDeclared(workspace, wanted).flatMap(({ places }) => places.flatMap(({ also }) => also ?? []));
  const keys = new Set([wanted, ...others].map(keyOfName));
  const found = findPlaces(workspace, (name) => {
    const key = keyOfName(name);
    return key !== undefined && keys.has(key);
  });
  const counts = (place: NamedPlace): boolean =>
    place.use !== 'declaration' || (includeDeclaration && isSameName(place, wanted));
  return locationsOf(found.map(({ file, places }) => ({ file, places: places.filter(counts) })));
}

/** Whether what is named can have another name, and the workspace has the place that gives it, where it needs that. */
export function mayRename(workspace: Workspace, name: Name): boolean {
  const { renames } = NAME_KINDS[name.kind];
  return renames === 'always' || (renames === 'declared' && findDeclared(workspace, name).length > 0);
}

/** The edits that give it another name everywhere, or why that cannot be done. */
export function renameEverywhere(
  workspace: Workspace,
  wanted: Name,
  newName: string,
  facts: Facts,
): { readonly edit: WorkspaceEdit } | { readonly problem: Message } {
  const kind = NAME_KINDS[wanted.kind];
  const problem = mayRename(workspace, wanted) ? kind.refuse(newName, wanted, facts) : NOTHING_TO_RENAME;
  if (problem) {
    return { problem };
  }
  const changes: Record<string, TextEdit[]> = {};
  for (const { file, places } of findPlaces(workspace, (name) => isSameName(name, wanted))) {
    const rangeOf = rangesOf(file);
    const edits: TextEdit[] = [];
    for (const place of places) {
      const written = writeName(place, newName);
      if (!written) {
        return {
          problem: message(
            'The name cannot be written in {0}; nothing is changed.',
            decodeURIComponent(file.uri.slice(file.uri.lastIndexOf('/') + 1)),
          ),
        };
      }
      edits.push(...written.map((edit) => ({ range: rangeOf(edit.span), newText: edit.text })));
    }
    changes[file.uri] = edits;
  }
  return { edit: { changes } };
}

/** The edits that write another name at a place. */
function writeName({ frame, scalar, within }: NamedPlace, text: string): readonly Edit[] | undefined {
  const { language, text: source } = frame.tree;
  const isWhole = within.start === 0 && within.end === scalar.node.text.length;
  const written =
    language.write(source, { verb: 'replaceText', scalar, span: within, text }) ??
    // With other quotes, or some where none are, it may be possible.
    (isWhole ? language.write(source, { verb: 'replace', node: scalar, value: text }) : undefined);
  return written && frame.toFileEdits(written);
}
