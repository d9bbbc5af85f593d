/**
 * The line between the harness and the suite: the suite runs deep inside the editor and can neither print to the
 * terminal nor touch the window it runs in, so it asks the harness over HTTP on the loopback interface.
 *
 * Not the page's `codeAutomationLog`: that only carries messages outwards, mixed with the editor's own log, knows no
 * answer, and does not exist in the desktop editor. The address has a random part, so that nothing else on the machine
 * can take part by guessing the port.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { stripVTControlCharacters } from 'node:util';
import type { Json } from './suite-run.ts';

/** The environment variable in which the suite finds the channel's address. */
export const channelVariable = 'GRANTSCOPE_EDITOR_CHANNEL';

/** A request's or an answer's fields. */
export type Message = Readonly<Record<string, Json>>;

/** What the harness does for each verb. An answer goes back to the suite, and so does the message of an error. */
export type Handlers = Readonly<Record<string, (request: Message) => Promise<Message> | Message>>;

/** An open channel. */
export interface Channel {
  /** To be given to the suite in `channelVariable`. */
  readonly address: string;
  close(): void;
}

/** Opens a channel that serves `handlers` until it is closed. */
export async function openChannel(handlers: Handlers): Promise<Channel> {
  const secret = `/${randomUUID()}/`;
  const server = createServer((request, response) => {
    answer(request, secret, handlers).then(
      (message) => send(response, 200, message),
      (error: unknown) =>
        send(response, 500, {
          error: stripVTControlCharacters(error instanceof Error ? error.message : String(error)),
        }),
    );
  });
  const port = await listen(server);
  return {
    address: `http://127.0.0.1:${port}${secret}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('the channel has no port'));
      } else {
        resolve(address.port);
      }
    });
  });
}

async function answer(request: IncomingMessage, secret: string, handlers: Handlers): Promise<Message> {
  const path = request.url ?? '';
  const handler = path.startsWith(secret) ? handlers[path.slice(secret.length)] : undefined;
  if (request.method !== 'POST' || handler === undefined) {
    throw new Error('this editor cannot do that');
  }
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += String(chunk);
  }
  return handler(parseMessage(body));
}

function send(response: ServerResponse, status: number, message: Message): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(message));
}

/** Reads a message; anything that is no JSON object is refused. */
export function parseMessage(text: string): Message {
  const value: unknown = JSON.parse(text);
  if (!isMessage(value)) {
    throw new Error('a message has to be an object');
  }
  return value;
}

/** Values come from `JSON.parse`, so whatever lies below an object's first level is JSON. */
function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that has to be text; an error names the one that is not. */
export function textField(message: Message, name: string): string {
  const value = message[name];
  if (typeof value !== 'string') {
    throw new Error(`${name} has to be text`);
  }
  return value;
}
