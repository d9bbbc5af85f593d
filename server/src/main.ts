/** Starts the language server in Node: over the channel of the parent process, or over standard input and output. */
import path from 'node:path';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { loadCatalogue } from './catalogue/load-catalogue.ts';
import { L10N_FOLDER, nodeHost } from './node/node-host.ts';
import { startServer } from './server.ts';

const connection = process.argv.includes('--node-ipc')
  ? createConnection(ProposedFeatures.all, new IPCMessageReader(process), new IPCMessageWriter(process))
  : createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(process.stdin),
      new StreamMessageWriter(process.stdout),
    );

startServer(connection, loadCatalogue(path.join(__dirname, 'data')), nodeHost(path.join(__dirname, L10N_FOLDER)));
