/**
 * Starts VS Code's server, which serves the workbench as a page and runs the extensions.
 *
 * Knows nothing of browsers and suites: whoever opens one of its addresses is served.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { channelVariable } from './channel.ts';
import type { Installation } from './install-editor.ts';
import { describeEnding, type Ending, makeScratchFolder, startProcess, within } from './owned.ts';
import { cleanEnvironment, writeSettings } from './profile.ts';
import { EditorUnavailable, type Settings } from './suite-run.ts';

/** What the server is started with. */
export interface ServerOptions {
  readonly installation: Installation;
  readonly settings: Settings;
  readonly trusted: boolean;
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Whether it goes on when nobody is connected, as for a person who reloads the page. */
  readonly lasting?: boolean;
  /** Address of the channel, for suites. */
  readonly channel?: string;
  /** Called for every line of the server's own, noise included. */
  readonly note: (line: string) => void;
}

/** What a page of the workbench is to show. */
export interface WorkbenchAddress {
  readonly workspace: string;
  readonly extension: string;
  readonly suite?: string;
  /** File to open at the start. */
  readonly file?: string;
}

/** A server that answers. */
export interface EditorServer {
  /** Resolves when the server has ended, whatever the reason. */
  readonly ended: Promise<Ending>;
  address(page: WorkbenchAddress): string;
  stop(): void;
}

/** Starts the server on 127.0.0.1 and waits until it listens; `EditorUnavailable` when it does not. */
export async function startServer(options: ServerOptions): Promise<EditorServer> {
  // A folder of its own for each run: no state, no lock and no extension of an earlier one.
  const data = makeScratchFolder('server');
  const token = randomUUID();
  writeSettings(join(data.path, 'data', 'User'), options.settings);
  const server = startProcess(options.installation.node, serverArguments(options, data.path, token), {
    env: serverEnvironment(options.channel),
  });
  const stop = (): void => {
    server.stop();
    data.remove();
  };
  server.onLine(options.note);
  const listening = new Promise<number>((resolve, reject) => {
    server.onLine((line) => {
      const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port !== undefined) {
        resolve(Number(port));
      }
    });
    const explain = (why: string): void => reject(new EditorUnavailable(`VS Code's server did not start: ${why}`));
    server.ended.then(
      (ending) => explain(describeEnding(ending)),
      (error: unknown) => explain(String(error)),
    );
  });
  try {
    const silence = (): Error => new EditorUnavailable("VS Code's server did not answer within a minute");
    const port = await within(listening, 60_000, silence);
    return { ended: server.ended, address: (page) => writeAddress(port, token, page), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function serverArguments(options: ServerOptions, data: string, token: string): string[] {
  return [
    join(options.installation.vscode, 'out', 'server-main.js'),
    '--host=127.0.0.1',
    `--port=${options.port}`,
    // Any page in any browser can send requests to a port on this machine; the token keeps them out.
    `--connection-token=${token}`,
    '--accept-server-license-terms',
    // Without it the page ignores the payload that names extension and suite.
    '--enable-smoke-test-driver',
    '--disable-telemetry',
    '--disable-update-check',
    `--server-data-dir=${data}`,
    `--extensions-dir=${join(data, 'extensions')}`,
    // A folder is untrusted until somebody says otherwise, and nobody is there to say it.
    ...(options.trusted ? ['--disable-workspace-trust'] : []),
    // Should the harness be killed, so that nothing ends the server: it ends itself five minutes after the browser has
    // gone. Not at once, which is possible: it would then end with the suite, before the page has the exit code.
    ...(options.lasting === true ? [] : ['--enable-remote-auto-shutdown', '--reconnection-grace-time=1']),
  ];
}

function serverEnvironment(channel: string | undefined): NodeJS.ProcessEnv {
  // No marketplace: it could not be reached, would be missing from nothing, and its failures fill the log.
  const env = { ...cleanEnvironment(), EXTENSIONS_GALLERY: '{}' };
  return channel === undefined ? env : { ...env, [channelVariable]: channel };
}

function writeAddress(port: number, token: string, page: WorkbenchAddress): string {
  const authority = `127.0.0.1:${port}`;
  const remote = (path: string): string => `vscode-remote://${authority}${pathToFileURL(path).pathname}`;
  const payload = [
    ['extensionDevelopmentPath', remote(page.extension)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(page.suite === undefined ? [] : [['extensionTestsPath', remote(page.suite)]]),
    ...(page.file === undefined ? [] : [['openFile', remote(page.file)]]),
  ];
  const query = new URLSearchParams({
    folder: decodeURIComponent(pathToFileURL(page.workspace).pathname),
    payload: JSON.stringify(payload),
    tkn: token,
  });
  return `http://${authority}/?${query.toString()}`;
}
