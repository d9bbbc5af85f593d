/**
 * Everything that must be gone when the harness is: child processes with all their descendants, and scratch folders.
 *
 * Each is registered when it is made, and one `exit` listener undoes what is still there, so that a crash, a timeout
 * or Ctrl-C leaves nothing behind. Knows nothing of editors.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const undoings = new Set<() => void>();
let listening = false;

/** Runs `undo` once: when the function it returns is called, or when this process exits. It has to be synchronous. */
export function whenOver(undo: () => void): () => void {
  listenForTheEnd();
  const once = (): void => {
    if (undoings.delete(once)) {
      undo();
    }
  };
  undoings.add(once);
  return once;
}

/** Signals end a Node process without an `exit` event, hence the detour over `process.exit`. */
function listenForTheEnd(): void {
  if (listening) {
    return;
  }
  listening = true;
  process.on('exit', () => {
    // Newest first: processes end before the folder they write to is removed.
    for (const undo of [...undoings].reverse()) {
      undo();
    }
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

/** A new empty folder under the system's temporary one. Its name is short, because sockets lie below it. */
export function makeScratchFolder(purpose: string): { readonly path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `grantscope-${purpose}-`)));
  // A process killed a moment ago may still be writing, so the removal is tried again.
  const remove = whenOver(() => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return { path, remove };
}

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child process that ends, with all its descendants, at the latest when this process does. */
export interface OwnedProcess {
  /** Resolves when the process has ended; rejects only when it could not be started. */
  readonly ended: Promise<Ending>;
  /** Calls `listener` for each line on either output stream from now on. */
  onLine(listener: (line: string) => void): void;
  /** Ends the process and its descendants at once. Does nothing when it has ended. */
  stop(): void;
}

/** How a process is to be started. */
export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Starts `command` without a shell and without standard input, in a process group of its own. */
export function startProcess(command: string, args: readonly string[], options: StartOptions = {}): OwnedProcess {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // The group is what makes it possible to end descendants too. Windows has none and gets a new console instead.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const stop = whenOver(() => killTree(child));
  const listeners = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      for (const listener of listeners) {
        listener(line);
      }
    });
  }
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    // Not `close`: a descendant that outlives the process would hold the streams, and so the run, open.
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  // Whoever needs to know awaits `ended`; nobody awaiting it is no reason to bring the harness down.
  ended.catch(() => undefined);
  return { ended, onLine: (listener) => void listeners.add(listener), stop };
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    if (process.platform === 'win32') {
      spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    } else {
      process.kill(-child.pid, 'SIGKILL');
    }
  } catch {
    // The whole group has ended already.
  }
}

/** The ending in words, for messages. */
export function describeEnding(ending: Ending): string {
  return ending.signal === null ? `exit code ${ending.code}` : `signal ${ending.signal}`;
}

/** Rejects with the error that `explain` makes when `promise` takes longer than `milliseconds`. */
export async function within<T>(promise: Promise<T>, milliseconds: number, explain: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(explain()), milliseconds);
  });
  try {
    return await Promise.race([promise, expiry]);
  } finally {
    clearTimeout(timer);
  }
}

/** The message of whatever was thrown, on one line. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1).join('');
}
