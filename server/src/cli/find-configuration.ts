/** Finds and reads `grantscope.json`: the one that is named, else the nearest above the working folder. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  CONFIGURATION_FILE,
  type Configuration,
  NO_CONFIGURATION,
  readConfiguration,
} from '../features/configuration.ts';
import { render } from '../rules/message.ts';
import { CommandError, type Terminal } from './terminal.ts';

export interface FoundConfiguration {
  readonly configuration: Configuration;
  /** What its patterns count from. */
  readonly folder: string;
}

export function readConfigurationFor(terminal: Terminal, named: string | undefined): FoundConfiguration {
  const file = named === undefined ? findAbove(terminal.folder) : path.resolve(terminal.folder, named);
  if (!file) {
    return { configuration: NO_CONFIGURATION, folder: terminal.folder };
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(
      `the configuration "${file}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const { configuration, problems } = readConfiguration(text.replace(/^\uFEFF/, ''));
  const [problem] = problems;
  if (problem) {
    throw new CommandError(
      `the configuration "${path.relative(terminal.folder, file) || file}" is broken: ${render(problem, terminal.translations)}`,
    );
  }
  return { configuration, folder: path.dirname(file) };
}

/** Up to the root of the repository, so that nobody else's file decides. */
function findAbove(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    const file = path.join(at, CONFIGURATION_FILE);
    if (existsSync(file)) {
      return file;
    }
    if (existsSync(path.join(at, '.git')) || path.dirname(at) === at) {
      return undefined;
    }
  }
}
