/** The extension in a folder that nobody has said to trust: it reads and says what it sees all the same. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runSuite } from './suite-side.ts';
import { findingOf, openFile, until } from './workspace-files.ts';

export const run = (): Promise<void> =>
  runSuite({
    'the folder is not trusted': () => assert.equal(vscode.workspace.isTrusted, false),
    'findings appear': async () => {
      const { document } = await openFile('roles/storage-auditor.json');
      await until(() => findingOf(document.uri, 'azure/wrong-plane'));
    },
  });
