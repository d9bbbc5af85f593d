/** Names of scopes and keys where they stand by themselves: in calls, commands, resources and bodies. */
import type { CompletionItem } from 'vscode-languageserver-types';
import { PERMISSIONS } from '../../access/databricks/secret-commands.ts';
import type { AclGrant } from '../../readers/databricks-acl-grant.ts';
import type { SecretName } from '../../readers/databricks-secret-name.ts';
import { message, render } from '../../rules/message.ts';
import { type Completer, type CompletionRequest, valueItem, valueSlot } from './completer.ts';

const KIND = { scope: 9, key: 5, permission: 20 } as const;

export const completeSecretName: Completer = (request) => {
  const { place, secretNames, facts } = request;
  const name = secretNames.find(({ node }) => node === place.scalar?.node);
  if (!name || name.model.use === 'reference') {
    return undefined;
  }
  const { role, scope } = name.model;
  const texts =
    role === 'scope' ? facts.secrets.scopes().map((one) => one.name) : (facts.secrets.scope(scope ?? '')?.keys ?? []);
  return { items: texts.map((text) => nameItem(request, name.model, text)), incomplete: false };
};

function nameItem(request: CompletionRequest, { role, scope }: SecretName, text: string): CompletionItem {
  const detail = role === 'scope' ? message('secret scope') : message('secret in {0}', scope ?? '');
  return valueItem(valueSlot(request), text, {
    label: text,
    kind: KIND[role],
    detail: render(detail, request.translations),
  });
}

/** The levels of a permission, what each allows beside it. */
const MEANINGS = {
  READ: message('read the secrets and list their names'),
  WRITE: message('READ, and put and delete secrets'),
  MANAGE: message('WRITE, and change the permissions'),
} as const;

export const completePermission: Completer = (request) => {
  const { place, aclGrants, translations } = request;
  const isPermission = aclGrants.some(
    ({ permission }: AclGrant) => typeof permission === 'object' && permission.scalar.node === place.scalar?.node,
  );
  if (!isPermission) {
    return undefined;
  }
  const slot = valueSlot(request);
  const items = PERMISSIONS.map(
    (level, index): CompletionItem =>
      valueItem(slot, level, {
        label: level,
        kind: KIND.permission,
        detail: render(MEANINGS[level], translations),
        sortText: String(index),
      }),
  );
  return { items, incomplete: false };
};
