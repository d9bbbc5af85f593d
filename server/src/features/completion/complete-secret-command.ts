/** The commands behind `databricks secrets`, with what each takes. */
import type { CompletionItem } from 'vscode-languageserver-types';
import { SECRET_COMMANDS } from '../../access/databricks/secret-commands.ts';
import { type Message, message, render } from '../../rules/message.ts';
import type { Completer } from './completer.ts';

const KIND = 3;

const MEANINGS: Readonly<Record<string, Message>> = {
  'create-scope': message('makes a scope'),
  'delete-scope': message('deletes a scope with all its secrets'),
  'list-scopes': message('lists the scopes of the workspace'),
  'put-secret': message('stores a secret, given by --string-value or standard input'),
  'get-secret': message('prints a secret, in Base64'),
  'delete-secret': message('deletes a secret'),
  'list-secrets': message('lists the names of the secrets of a scope'),
  'put-acl': message('gives a principal READ, WRITE or MANAGE, in place of what it had'),
  'get-acl': message('shows the permission of a principal; fails where it has none of its own'),
  'list-acls': message('lists the permissions on a scope'),
  'delete-acl': message('takes the permission of a principal away'),
};

export const completeSecretCommand: Completer = ({ place, rangeOf, translations }) => {
  const { command, scalar, offset } = place;
  const words = command?.line.node.line.map(({ node }) => node.text) ?? [];
  const group = words.indexOf('secrets');
  if (!command || !/(?:^|\/)databricks$/.test(words[0] ?? '') || group < 1 || command.index !== group + 1) {
    return undefined;
  }
  const span = scalar ? { start: scalar.start, end: scalar.start + scalar.node.width } : { start: offset, end: offset };
  const items = Object.entries(SECRET_COMMANDS).map(([name, { positional }]): CompletionItem => {
    const meaning = MEANINGS[name];
    return {
      label: name,
      kind: KIND,
      ...(meaning ? { detail: render(meaning, translations) } : {}),
      documentation: `databricks secrets ${[name, ...positional.map((role) => role.toUpperCase())].join(' ')}`,
      textEdit: { range: rangeOf(span), newText: name },
    };
  });
  return { items, incomplete: false };
};
