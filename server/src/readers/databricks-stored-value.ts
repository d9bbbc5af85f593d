/** Values of secrets where a file gives them: on a command line, in a body, in a resource, in a call. */
import { isScalar, type Placed, type ScalarNode, type Span } from '../syntax/tree.ts';
import { optionOf, type SecretCommand } from './databricks-secret-command.ts';
import type { Secret } from './databricks-secret-objects.ts';
import type { SecretUse } from './databricks-secret-use.ts';
import type { Part } from './part.ts';
import { hasTemplateToken } from './text.ts';

/**
 * - `option`: of the command that stores it;
 * - `argument`: in a body on a command line;
 * - `input`: what a command line writes to the standard input of the command that stores it;
 * - `document`: in a here-document;
 * - `resource` and `call`: in a file or a program.
 */
export type ValueSource = 'option' | 'argument' | 'input' | 'document' | 'resource' | 'call';

/** The value itself is nobody's to keep: rules may look at its length and at nothing else. */
export interface StoredValue {
  readonly kind: 'databricks/stored-value';
  readonly source: ValueSource;
  readonly scalar: Placed<ScalarNode>;
  /** Offsets in the text of the scalar. */
  readonly span: Span;
  /** Whether it stands there as it is stored, with nothing filled in later. */
  readonly isLiteral: boolean;
  readonly isBase64: boolean;
}

type ValuePart = Part<StoredValue>;

export function valuesInCommand(command: SecretCommand): readonly ValuePart[] {
  if (command.name !== 'put-secret') {
    return [];
  }
  const options = ['--string-value', '--bytes-value'].flatMap((name) => valueInOption(command, name));
  const { input } = command.command.node;
  if (options.length > 0 || !input || command.isLegacy || optionOf(command, '--json')) {
    return options;
  }
  const { node } = input;
  const start = command.command.start + input.start;
  if (node.kind === 'scalar') {
    return storedValue(node.style.startsWith('here') ? 'document' : 'input', { node, start }, false);
  }
  const [program, ...words] = node.line;
  return /^(?:echo|printf)$/.test(program?.node.text ?? '')
    ? words
        .filter((word) => !/^-[neE]+$/.test(word.node.text) && !/^(?:%s|\\n|\W)+$/.test(word.node.text))
        .flatMap((word) => storedValue('input', { node: word.node, start: start + word.start }, false))
    : [];
}

/** The value of an option, also where it stands in the same word as its name. */
function valueInOption(command: SecretCommand, name: string): readonly ValuePart[] {
  const option = optionOf(command, name);
  const isOneWord = option?.word.node.text.startsWith(`${name}=`) === true;
  return storedValue('option', isOneWord ? option.word : option?.value, false, isOneWord ? name.length + 1 : 0);
}

export function valuesInSecret({ source, value }: Secret): readonly ValuePart[] {
  const text = value?.value;
  const isBase64 = value?.key.node.text === 'bytes_value';
  return isScalar(text) ? storedValue(source === 'argument' ? 'argument' : 'resource', text, isBase64) : [];
}

export function valuesInUse({ method, arguments: args }: SecretUse): readonly ValuePart[] {
  if (!/^put_?secret$/i.test(method)) {
    return [];
  }
  return args.flatMap(({ name, value }) =>
    isScalar(value) && (name === 'string_value' || name === 'bytes_value')
      ? storedValue('call', value, name === 'bytes_value')
      : [],
  );
}

function storedValue(
  source: ValueSource,
  scalar: Placed<ScalarNode> | undefined,
  isBase64: boolean,
  from = 0,
): readonly ValuePart[] {
  if (!scalar) {
    return [];
  }
  const { text, opaque, type } = scalar.node;
  const span = { start: from, end: text.length };
  const isLiteral = type === 'string' && opaque.length === 0 && from < text.length && !hasTemplateToken(text);
  return [{ model: { kind: 'databricks/stored-value', source, scalar, span, isLiteral, isBase64 }, start: 0 }];
}
