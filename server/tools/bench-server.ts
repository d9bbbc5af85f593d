/** The built server as a process: how long it takes to answer, and how much memory it holds, over bare Node. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const RUNS = 15;

function frame(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Milliseconds of a Node that does nothing but answer on its output. */
function bareNode(): number {
  const start = performance.now();
  spawnSync(process.execPath, ['-e', 'process.stdout.write("x")']);
  return performance.now() - start;
}

interface Measured {
  readonly answered: number;
  /** Resident memory in MB after a file was checked; undefined where the system does not say. */
  readonly memory: number | undefined;
}

/** Starts the server, asks for the handshake, has it check a file, and looks at its memory. */
function startOnce(withFile: boolean): Promise<Measured> {
  const start = performance.now();
  const server = spawn(process.execPath, ['dist/server.js']);
  server.stdin.write(
    frame({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }),
  );
  return new Promise((resolve) => {
    let answered = 0;
    let output = '';
    server.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (answered === 0 && output.includes('"capabilities"')) {
        answered = performance.now() - start;
        if (!withFile) {
          server.kill();
          resolve({ answered, memory: undefined });
          return;
        }
        const text = readFileSync('test/workspace/roles/storage-auditor.json', 'utf8');
        server.stdin.write(frame({ method: 'initialized', params: {} }));
        server.stdin.write(
          frame({
            method: 'textDocument/didOpen',
            params: { textDocument: { uri: 'file:///a.json', languageId: 'json', version: 1, text } },
          }),
        );
      }
      if (output.includes('publishDiagnostics')) {
        const memory = residentMemory(server.pid);
        server.kill();
        resolve({ answered, memory });
      }
    });
  });
}

function residentMemory(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    // Only Linux says it this way.
    return undefined;
  }
}

async function bareMemory(): Promise<number | undefined> {
  const node = spawn(process.execPath, ['-e', 'process.stdout.write("x"); setInterval(() => {}, 1000)']);
  await new Promise((resolve) => node.stdout.once('data', resolve));
  const memory = residentMemory(node.pid);
  node.kill();
  return memory;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function measureServer(): Promise<void> {
  const bare: number[] = [];
  const ours: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(bareNode());
    ours.push((await startOnce(false)).answered);
  }
  console.log(
    `  start until the handshake is answered: ${median(ours).toFixed(0)} ms, bare node ${median(bare).toFixed(0)} ms, over it ${(median(ours) - median(bare)).toFixed(0)} ms (medians of ${RUNS}, in turn)`,
  );
  const { memory } = await startOnce(true);
  const base = await bareMemory();
  if (memory !== undefined && base !== undefined) {
    console.log(
      `  resident memory after checking a file: ${memory.toFixed(0)} MB, bare node ${base.toFixed(0)} MB, over it ${(memory - base).toFixed(0)} MB`,
    );
  }
}
