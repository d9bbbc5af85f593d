/** What the server holds: the open documents, the settings, the injected facts. Everything else is worked out when asked. */
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  DocumentLink,
  DocumentSymbol,
  InlayHint,
  Location,
  Range,
  WorkspaceEdit,
  WorkspaceFolder,
} from 'vscode-languageserver-types';
import { type Facts, withWorkspace } from '../access/facts.ts';
import { namesOf } from '../inventory/name-sources.ts';
import type { NamedPlace } from '../inventory/named-place.ts';
import type { AccessTestList, AccessTestsParams, InitializationOptions, Status } from '../protocol.ts';
import { isResolving } from '../readers/databricks-place.ts';
import { dialectOf, frameAt } from '../readers/read-models.ts';
import type { Finding } from '../rules/finding.ts';
import { RULES } from '../rules/index.ts';
import { render, type Translations } from '../rules/message.ts';
import { fileFrame } from '../syntax/language.ts';
import type { AccessDesk } from './access/access-desk.ts';
import { answerAccessTests } from './access/answer-access-tests.ts';
import { openAccessDesk } from './access/open-access-desk.ts';
import { conditionScalarsIn } from './azure-condition-at.ts';
import { writeMigrationScript } from './azure-migration-script.ts';
import { TextChecker } from './check-text.ts';
import { codeActions } from './code-actions.ts';
import { complete, describeItem } from './completion/complete.ts';
import { wantsScopes } from './completion/complete-scope.ts';
import type { Completion } from './completion/completer.ts';
import { secretPartsOf, secretPlaceAt } from './completion/databricks-context.ts';
import { replacer } from './completion/replace-text.ts';
import { toDiagnostic } from './diagnostics.ts';
import type { OpenDocument } from './document.ts';
import { documentLinks } from './document-links.ts';
import type { Host } from './host.ts';
import { type Hover, hoverAt } from './hover.ts';
import { inlayHints } from './inlay-hints.ts';
import { migrateVaults } from './migrate-azure-vaults.ts';
import { NOTHING_TO_RENAME } from './name-kinds.ts';
import { describeName, findDeclarations, findReferences, mayRename, nameAt, renameEverywhere } from './named-places.ts';
import { placeAt } from './place.ts';
import { ProjectSettings } from './project-settings.ts';
import { modelsAt, roleAmong, roleReferencesIn } from './role-at.ts';
import { writeRulePage } from './rule-page.ts';
import type { ClientAbilities, SessionOptions } from './session-options.ts';
import { documentSymbols } from './symbols.ts';
import { mayTell, Workspace } from './workspace.ts';

export class Session {
  readonly settings: ProjectSettings;
  readonly #facts: Facts;
  readonly #host: Host;
  readonly #checker: TextChecker;
  readonly #workspace: Workspace;
  #options: InitializationOptions = {};
  #translations: Translations = {};
  #abilities: ClientAbilities = { snippets: false, versionedEdits: false };

  constructor({ facts, host, warn, inventoryChanged = () => {}, accessChanged = () => {} }: SessionOptions) {
    this.#workspace = new Workspace(host, facts, { inventoryChanged, accessChanged });
    this.#facts = withWorkspace(facts, this.#workspace.inventory);
    this.#host = host;
    this.#checker = new TextChecker(facts, this.#workspace.inventory);
    this.settings = new ProjectSettings(host, warn);
  }

  start(
    options: InitializationOptions,
    abilities: ClientAbilities,
    locale: string | undefined,
    folders: readonly WorkspaceFolder[],
  ): void {
    this.#options = options;
    this.#abilities = abilities;
    this.#translations = options.translations ?? this.#host.translations(locale);
    const roots = folders.map(({ uri }) => uri);
    this.#workspace.setFolders(roots);
    this.settings.setRoots(roots);
  }

  /** A file has changed on the disk, or is gone. */
  fileChanged(uri: string): void {
    this.#workspace.fileChanged(uri);
  }

  /** The editor has closed a document. */
  closed({ uri }: OpenDocument): void {
    this.#workspace.closed(uri);
  }

  /** @param paths relative to the folders of the workspace, or the setting of an editor that has another shape */
  setInventoryPaths(paths: unknown): void {
    this.#workspace.trust(Array.isArray(paths) ? paths.filter((one) => typeof one === 'string') : []);
  }

  findings(document: OpenDocument): readonly Finding[] {
    const { tree } = document;
    const severities = this.settings.severities(document.uri);
    const isWanted = document.mayHoldModels || mayTell(document.text) || this.#workspace.isOpen(document.uri);
    if (!tree || !severities || !isWanted) {
      return [];
    }
    this.#workspace.update(document.uri, tree);
    if (!document.mayHoldModels) {
      return [];
    }
    void this.#workspace.scan();
    const { typedAt } = document;
    return this.#checker
      .check(tree, severities, document.uri)
      .filter(
        ({ unfinished, span }) =>
          !(unfinished && typedAt !== undefined && span.start <= typedAt && typedAt <= span.end),
      );
  }

  diagnostics(document: OpenDocument): Diagnostic[] {
    const address = this.#options.ruleAddress ?? '';
    return this.findings(document).map((finding) => toDiagnostic(document, finding, this.#translations, address));
  }

  async completion(document: OpenDocument, position: Range['start']): Promise<Completion> {
    const tree = document.tree;
    if (!tree) {
      return { items: [], incomplete: false };
    }
    const offset = document.offsetAt(position);
    const { frame, offset: inner, around } = frameAt(fileFrame(tree), offset);
    const place = placeAt(frame.tree, inner);
    const secretPlace = secretPlaceAt(place, around);
    if (wantsScopes(place) || isResolving(secretPlace) || /secret|role/i.test(tree.text)) {
      this.#workspace.update(document.uri, tree);
      await this.#workspace.scan();
    }
    const { retrigger } = this.#options;
    return complete({
      place,
      role: roleAmong(modelsAt(tree, offset)),
      speaksOfRoles: /"(?:assignableScopes|IsCustom|roleName)"/i.test(tree.text),
      dialect: dialectOf(tree),
      facts: this.#facts,
      knownScopes: this.#workspace.scopes.scopes(),
      translations: this.#translations,
      snippets: this.#abilities.snippets,
      retrigger: retrigger === undefined ? undefined : { title: '', command: retrigger },
      secretPlace,
      ...secretPartsOf(frame, around),
      roleReferences: roleReferencesIn(frame, around),
      conditionScalars: conditionScalarsIn(frame, around),
      isJson: frame.tree.language.id === 'json',
      isBare: frame.tree.language.bareTexts ?? false,
      hasBareKeys: frame.tree.language.bareKeys ?? false,
      rangeOf: (span) => document.rangeOf(frame.toFile(span)),
      replaceText: replacer(document, frame),
      textBetween: (start, end) => frame.tree.text.slice(start, end),
    });
  }

  describeCompletion(item: CompletionItem): string | undefined {
    return describeItem(item.data, this.#facts, this.#translations);
  }

  hover(document: OpenDocument, position: Range['start']): { markdown: string; range: Range } | undefined {
    const { tree } = document;
    const offset = document.offsetAt(position);
    const found =
      this.#hoverOnName(document, offset) ?? (tree && hoverAt(tree, offset, this.#facts, this.#translations));
    return found && { markdown: found.markdown, range: document.rangeOf(found.span) };
  }

  #hoverOnName(document: OpenDocument, offset: number): Hover | undefined {
    const name = this.#nameAt(document, offset);
    const markdown = name && describeName(this.#workspace, name, this.#facts, this.#translations);
    return name && markdown !== undefined ? { markdown, span: name.span } : undefined;
  }

  /** The name under the cursor of something that other files name as well. */
  #nameAt(document: OpenDocument, offset: number): NamedPlace | undefined {
    const { tree, uri } = document;
    if (!tree || !document.mayHoldModels) {
      return undefined;
    }
    this.#workspace.update(uri, tree);
    return nameAt(namesOf(tree), offset);
  }

  /** The same, where it is one of the workspace's own and not only shown. */
  #ownNameAt(document: OpenDocument, position: Range['start']): NamedPlace | undefined {
    return document.language?.isProse ? undefined : this.#nameAt(document, document.offsetAt(position));
  }

  /** Where what is named under the cursor is declared. */
  async definition(document: OpenDocument, position: Range['start']): Promise<Location[]> {
    const name = this.#nameAt(document, document.offsetAt(position));
    await this.#workspace.scan();
    return name ? findDeclarations(this.#workspace, name) : [];
  }

  async references(document: OpenDocument, position: Range['start'], declarations: boolean): Promise<Location[]> {
    const name = this.#nameAt(document, document.offsetAt(position));
    await this.#workspace.scan();
    return name ? findReferences(this.#workspace, name, declarations) : [];
  }

  async prepareRename(
    document: OpenDocument,
    position: Range['start'],
  ): Promise<{ range: Range; placeholder: string } | null> {
    const name = this.#ownNameAt(document, position);
    await this.#workspace.scan();
    return name && mayRename(this.#workspace, name)
      ? { range: document.rangeOf(name.span), placeholder: name.value }
      : null;
  }

  /** @returns the edits, or why there are none, in words */
  async rename(document: OpenDocument, position: Range['start'], newName: string): Promise<WorkspaceEdit | string> {
    const name = this.#ownNameAt(document, position);
    await this.#workspace.scan();
    const renamed = name && renameEverywhere(this.#workspace, name, newName, this.#facts);
    if (!renamed) {
      return render(NOTHING_TO_RENAME, this.#translations);
    }
    return 'edit' in renamed ? renamed.edit : render(renamed.problem, this.#translations);
  }

  codeActions(document: OpenDocument, range: Range, only: readonly string[] | undefined): CodeAction[] {
    return codeActions({
      document,
      range,
      only,
      findings: this.findings(document),
      facts: this.#facts,
      translations: this.#translations,
      ruleAddress: this.#options.ruleAddress ?? '',
      versioned: this.#abilities.versionedEdits,
    });
  }

  /** The commands that replace the access policies of its vaults. */
  migrateVaults({ tree }: OpenDocument): string | undefined {
    const vaults = tree ? migrateVaults(tree, this.#facts) : [];
    return vaults.length > 0 ? writeMigrationScript(vaults, this.#translations) : undefined;
  }

  /** The access tests in a file, which need not be open. */
  accessTests({ uri, run }: AccessTestsParams, text: string | undefined): Promise<AccessTestList | null> {
    const sources = { host: this.#host, workspace: this.#workspace, facts: this.#facts };
    return answerAccessTests({ uri, text, ...sources, translations: this.#translations }, run);
  }

  documentLinks(document: OpenDocument): DocumentLink[] {
    return documentLinks(document, (uri) => this.#host.readText(uri) !== undefined);
  }

  symbols(document: OpenDocument): DocumentSymbol[] {
    return documentSymbols(document);
  }

  async inlayHints(document: OpenDocument, range: Range): Promise<InlayHint[]> {
    const { tree } = document;
    if (tree && document.mayHoldModels) {
      this.#workspace.update(document.uri, tree);
      await this.#workspace.scan();
    }
    return inlayHints(document, document.spanOf(range), this.#facts, this.#translations);
  }

  /** Who may do what, as the files say it and the documents that are open. */
  access(documents: Iterable<OpenDocument>): Promise<AccessDesk> {
    return openAccessDesk(this.#workspace, documents, this.#facts, this.#translations);
  }

  rulePage(id: string): string | undefined {
    const rule = RULES.find((one) => one.id === id);
    return rule && writeRulePage(rule, this.#translations);
  }

  status(): Status {
    return { operations: this.#facts.operations.date, roles: this.#facts.roles.date };
  }
}
