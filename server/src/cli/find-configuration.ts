/** Which severities hold for a file: those of the configuration that is named, else of the nearest `grantscope.json`. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isIgnored, readConfiguration, severitiesFor } from '../features/configuration.ts';
import { ProjectSettings } from '../features/project-settings.ts';
import { nodeHost } from '../node/node-host.ts';
import type { SeverityMap } from '../rules/finding.ts';
import { render } from '../rules/message.ts';
import { CommandError, type Terminal } from './terminal.ts';

/** The severities for a file by its full path; undefined where the file is not to be checked. */
export type FindSeverities = (file: string) => SeverityMap | undefined;

export function findSeverities(terminal: Terminal, named: string | undefined): FindSeverities {
  return named === undefined ? nearestConfigurations() : namedConfiguration(terminal, named);
}

function namedConfiguration({ folder, translations }: Terminal, named: string): FindSeverities {
  const file = path.resolve(folder, named);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new CommandError(
      `the configuration "${named}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const { configuration, problems } = readConfiguration(text);
  const [problem] = problems;
  if (problem) {
    throw new CommandError(`the configuration "${named}" is broken: ${render(problem, translations)}`);
  }
  return (checked) => {
    const relative = path.relative(path.dirname(file), checked).split(path.sep).join('/');
    return isIgnored(relative, configuration) ? undefined : severitiesFor(relative, configuration);
  };
}

/** As the editor does it, with the repository for the workspace. */
function nearestConfigurations(): FindSeverities {
  const settings = new ProjectSettings(nodeHost(''), (problem) => {
    throw new CommandError(`a configuration is broken: ${problem}`);
  });
  const roots = new Set<string>();
  return (file) => {
    const root = repositoryOf(path.dirname(file));
    if (!roots.has(root)) {
      roots.add(root);
      settings.setRoots([...roots].map((one) => pathToFileURL(one).href));
    }
    return settings.severities(pathToFileURL(file).href);
  };
}

const repositories = new Map<string, string>();

/** The folder above that is a repository, else the folder itself: what lies above is somebody else's. */
function repositoryOf(folder: string): string {
  const known = repositories.get(folder);
  if (known !== undefined) {
    return known;
  }
  let at = folder;
  while (!existsSync(path.join(at, '.git')) && path.dirname(at) !== at) {
    at = path.dirname(at);
  }
  const found = existsSync(path.join(at, '.git')) ? at : folder;
  repositories.set(folder, found);
  return found;
}
