/** A small language client: the built server over standard input and output, as any editor would have it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import {
  createProtocolConnection,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

export interface ClientOptions {
  readonly capabilities?: object;
  readonly initializationOptions?: object;
  readonly locale?: string;
  readonly folder?: string;
  /** What the client answers when the server asks for settings. */
  readonly rules?: object;
}

export class TestClient {
  readonly connection: ProtocolConnection;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #published: PublishDiagnosticsParams[] = [];
  readonly #waiting: (() => void)[] = [];
  result: InitializeResult = { capabilities: {} };

  private constructor() {
    this.#process = spawn(process.execPath, [CLI, 'lsp']);
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#published.push(params);
      this.#waiting.splice(0).forEach((wake) => {
        wake();
      });
    });
    this.connection.onRequest('client/registerCapability', () => null);
  }

  static async start({
    capabilities = {},
    initializationOptions,
    locale,
    folder,
    rules = {},
  }: ClientOptions = {}): Promise<TestClient> {
    const client = new TestClient();
    client.connection.onRequest('workspace/configuration', () => [{ rules }]);
    client.connection.listen();
    client.result = await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folder ?? null,
      capabilities,
      workspaceFolders: folder ? [{ uri: folder, name: 'test' }] : null,
      ...(locale ? { locale } : {}),
      ...(initializationOptions ? { initializationOptions } : {}),
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  get isAlive(): boolean {
    return this.#process.exitCode === null;
  }

  async open(uri: string, text: string, languageId = 'json', version = 1): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version, text },
    });
  }

  async change(uri: string, version: number, ...contentChanges: readonly object[]): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  request<T>(method: string, uri: string, more: object = {}): Promise<T> {
    return this.connection.sendRequest(method, { textDocument: { uri }, ...more });
  }

  /** The diagnostics that are pushed for a version of a document, waiting for them. */
  async published(uri: string, version: number): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const found = this.#published.find((params) => params.uri === uri && params.version === version);
      if (found) {
        return found;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** The diagnostics that were pushed last for a document, waiting for the first. */
  async latest(uri: string): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const found = this.#published.findLast((params) => params.uri === uri);
      if (found) {
        return found;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#process.on('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return ended;
  }
}

/** Where a text stands in a document, `|` marking the place. */
export function placeOf(text: string, marked: string): { line: number; character: number } {
  const at = text.indexOf(marked.replace('|', '')) + marked.indexOf('|');
  const before = text.slice(0, at).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** A document after edits. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('file:///x', 'json', 1, text), [...edits]);
}
