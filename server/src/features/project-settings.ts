/** The severities that hold for a document: what `grantscope.json` says, and where it says nothing the editor's settings. */
import type { SeverityMap } from '../rules/finding.ts';
import { type Message, render } from '../rules/message.ts';
import {
  CONFIGURATION_FILE,
  type Configuration,
  isIgnored,
  readConfiguration,
  readSeverities,
  severitiesFor,
} from './configuration.ts';
import type { Host } from './host.ts';

interface FolderConfiguration {
  /** The address of the folder, without a slash at the end. */
  readonly folder: string;
  readonly configuration: Configuration;
}

export class ProjectSettings {
  readonly #host: Host;
  readonly #warn: (text: string) => void;
  /** By folder: the nearest configuration at or above it. */
  readonly #found = new Map<string, FolderConfiguration | undefined>();
  #roots: readonly string[] = [];
  #editor: SeverityMap = {};

  /** @param warn says what is wrong with a configuration */
  constructor(host: Host, warn: (text: string) => void) {
    this.#host = host;
    this.#warn = warn;
  }

  /** @param roots the addresses of the workspace's folders; nothing above them is looked at */
  setRoots(roots: readonly string[]): void {
    this.#roots = roots.map((root) => root.replace(/\/$/, ''));
    this.forget();
  }

  /** @param rules the map of the editor's settings */
  setEditorRules(rules: unknown): void {
    const problems: Message[] = [];
    this.#editor = readSeverities(rules, problems);
    for (const problem of problems) {
      this.#warn(`grantscope.rules: ${render(problem, {})}`);
    }
  }

  /** Configurations may have changed. */
  forget(): void {
    this.#found.clear();
  }

  /** Undefined where the document is not to be checked. */
  severities(uri: string): SeverityMap | undefined {
    const found = this.#configurationFor(uri);
    if (!found) {
      return this.#editor;
    }
    const file = decodeURIComponent(uri.slice(found.folder.length + 1));
    return isIgnored(file, found.configuration)
      ? undefined
      : { ...this.#editor, ...severitiesFor(file, found.configuration) };
  }

  #configurationFor(uri: string): FolderConfiguration | undefined {
    const root = this.#roots.find((one) => uri.startsWith(`${one}/`));
    return root === undefined ? undefined : this.#nearest(uri.slice(0, uri.lastIndexOf('/')), root);
  }

  #nearest(folder: string, root: string): FolderConfiguration | undefined {
    if (this.#found.has(folder)) {
      return this.#found.get(folder);
    }
    const own = this.#read(folder);
    const nearest =
      own ?? (folder.length > root.length ? this.#nearest(folder.slice(0, folder.lastIndexOf('/')), root) : undefined);
    this.#found.set(folder, nearest);
    return nearest;
  }

  #read(folder: string): FolderConfiguration | undefined {
    const text = this.#host.readText(`${folder}/${CONFIGURATION_FILE}`);
    if (text === undefined) {
      return undefined;
    }
    const { configuration, problems } = readConfiguration(text);
    for (const problem of problems) {
      this.#warn(`${folder}/${CONFIGURATION_FILE}: ${render(problem, {})}`);
    }
    return { folder, configuration };
  }
}
