/** Commands of `%fs` as the calls of `dbutils.fs` that do the same. */

/** How many arguments each takes, and the option that it knows. */
const COMMANDS: Readonly<Record<string, { readonly least: number; readonly most: number; readonly recursive?: true }>> =
  {
    ls: { least: 1, most: 1 },
    cp: { least: 2, most: 2, recursive: true },
    mv: { least: 2, most: 2, recursive: true },
    rm: { least: 1, most: 1, recursive: true },
    mkdirs: { least: 1, most: 1 },
    head: { least: 1, most: 1 },
    put: { least: 2, most: 2 },
    mount: { least: 2, most: 2 },
    mounts: { least: 0, most: 0 },
    unmount: { least: 1, most: 1 },
    refreshMounts: { least: 0, most: 0 },
  };

const WORD = /"[^"\\]*"|'[^'\\]*'|[^\s"'\\]+/g;
const LINE = /^[ \t]*(?:(?:"[^"\\]*"|'[^'\\]*'|[^\s"'\\]+)(?:[ \t]+|$))+$/;

/** The call, or undefined where the command is none that is surely understood. */
export function callOf(command: string): string | undefined {
  const text = command.trim();
  if (text === '' || text.length > 2_000 || /[\r\n{}$]/.test(text) || !LINE.test(text)) {
    return undefined;
  }
  const [verb = '', ...words] = text.match(WORD) ?? [];
  const known = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
  const isRecursive = words.some((word) => /^(?:-r|--recurse=true)$/.test(word));
  const values = words.filter((word) => !/^(?:-r|--recurse=true)$/.test(word));
  if (!known || (isRecursive && !known.recursive) || values.some((value) => value.startsWith('-'))) {
    return undefined;
  }
  if (values.length < known.least || values.length > known.most) {
    return undefined;
  }
  const args = [
    ...values.map((value) => JSON.stringify(value.replace(/^["']|["']$/g, ''))),
    ...(isRecursive ? ['True'] : []),
  ];
  return `dbutils.fs.${verb}(${args.join(', ')})`;
}
