/**
 * What an editor starts with: its settings, its environment, and the files it opens.
 *
 * All of it is made for one run and thrown away with it; no editor sees what a person has set up for their own.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Settings } from './suite-run.ts';

/**
 * Settings that keep an editor quiet: nothing asks, greets, suggests, updates or looks for the network, and nothing
 * covers what a screenshot is meant to show.
 */
const quietSettings: Settings = {
  'chat.agentHost.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'window.restoreWindows': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Writes the user settings into the `User` folder of an editor's data; `settings` win over the quiet ones. */
export function writeSettings(userFolder: string, settings: Settings = {}): void {
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(join(userFolder, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
}

/**
 * This process's environment without what the terminal of another VS Code sets, because the new one would take itself
 * for a part of that, and without what npm sets for its scripts.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/.test(name));
  return Object.fromEntries(entries);
}

/** Copies a workspace below `into` and keeps the folder's name, which the explorer and the title show. */
export function copyWorkspace(workspace: string, into: string): string {
  const copy = join(into, basename(resolve(workspace)));
  cpSync(resolve(workspace), copy, { recursive: true });
  return copy;
}
