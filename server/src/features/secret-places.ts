/** Names of secrets under the cursor, and where else a workspace names the same. */
import type { Location, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { isSameName, type NamedPlace } from '../inventory/databricks-secret-names.ts';
import { type Message, message } from '../rules/message.ts';
import { LineIndex } from './line-index.ts';
import type { FileNames, Workspace } from './workspace.ts';

/** The name at an offset of a file. */
export function nameAt(file: FileNames, offset: number): NamedPlace | undefined {
  return file.names.find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Every place of a workspace that names the same, by file. */
function samePlaces(workspace: Workspace, wanted: NamedPlace): { file: FileNames; places: readonly NamedPlace[] }[] {
  return [...workspace.files()]
    .map((file) => ({ file, places: file.names.filter((name) => isSameName(name, wanted)) }))
    .filter(({ places }) => places.length > 0)
    .sort((a, b) => (a.file.uri < b.file.uri ? -1 : 1));
}

function rangesOf({ text }: FileNames): (span: { start: number; end: number }) => Range {
  const lines = new LineIndex(text);
  return ({ start, end }) => ({ start: lines.positionAt(start), end: lines.positionAt(end) });
}

/** Where what is named comes into being. */
export function findDeclarations(workspace: Workspace, wanted: NamedPlace): Location[] {
  return findPlaces(workspace, wanted, ({ use }) => use === 'declaration');
}

/** @param includeDeclaration whether the places count where it comes into being */
export function findReferences(workspace: Workspace, wanted: NamedPlace, includeDeclaration: boolean): Location[] {
  return findPlaces(workspace, wanted, ({ use }) => includeDeclaration || use !== 'declaration');
}

function findPlaces(workspace: Workspace, wanted: NamedPlace, wants: (place: NamedPlace) => boolean): Location[] {
  return samePlaces(workspace, wanted).flatMap(({ file, places }) => {
    const rangeOf = rangesOf(file);
    return places.filter(wants).map(({ span }) => ({ uri: file.uri, range: rangeOf(span) }));
  });
}

/** The edits that give it another name everywhere, or why that cannot be done. */
export function renameEverywhere(
  workspace: Workspace,
  wanted: NamedPlace,
  newName: string,
): { readonly edit: WorkspaceEdit } | { readonly problem: Message } {
  const allowed = wanted.role === 'scope' ? /^[\w.@-]{1,128}$/ : /^[\w.-]{1,128}$/;
  if (!allowed.test(newName)) {
    return {
      problem: message(
        '"{0}" is no name for it: it takes letters, digits, dashes, underscores and dots (a scope at signs as well), at most 128.',
        newName,
      ),
    };
  }
  const changes: Record<string, TextEdit[]> = {};
  for (const { file, places } of samePlaces(workspace, wanted)) {
    const rangeOf = rangesOf(file);
    const edits: TextEdit[] = [];
    for (const { frame, scalar, within } of places) {
      const { language, text } = frame.tree;
      const written = language.write(text, { verb: 'replaceText', scalar, span: within, text: newName });
      const inFile = written && frame.toFileEdits(written);
      if (!inFile) {
        return {
          problem: message(
            'The name cannot be written in {0}; nothing is changed.',
            decodeURIComponent(file.uri.slice(file.uri.lastIndexOf('/') + 1)),
          ),
        };
      }
      edits.push(...inFile.map((edit) => ({ range: rangeOf(edit.span), newText: edit.text })));
    }
    changes[file.uri] = edits;
  }
  return { edit: { changes } };
}
