/** Writes a role in each of the shapes that files have. */
import type { BuiltInRole, Permission } from '../server/src/access/facts.ts';

const SCOPE = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';

const pascal = ({ actions, notActions, dataActions, notDataActions }: Permission): object => ({
  Actions: actions,
  NotActions: notActions,
  DataActions: dataActions,
  NotDataActions: notDataActions,
});

/** What makes of a role the content of a file; `says` is what the file says of its kind. */
export type WriteShape = (role: BuiltInRole, says: 'custom' | 'built-in') => unknown;

export const SHAPES: Readonly<Record<string, WriteShape>> = {
  'flat, in Pascal case': ({ name, permissions: [block] }, says) => ({
    Name: name,
    IsCustom: says === 'custom',
    Description: name,
    ...(block && pascal(block)),
    AssignableScopes: [SCOPE],
  }),
  'flat, in camel case': ({ name, permissions: [block] }, says) => ({
    name,
    isCustom: says === 'custom',
    description: name,
    ...block,
    assignableScopes: [SCOPE],
  }),
  'for Az 16': ({ name, permissions }, says) => ({
    Name: name,
    IsCustom: says === 'custom',
    Description: name,
    Permissions: permissions.map(pascal),
    AssignableScopes: [SCOPE],
  }),
  'of the portal': ({ name, permissions }, says) => ({
    properties: {
      roleName: name,
      description: name,
      type: says === 'custom' ? 'CustomRole' : 'BuiltInRole',
      assignableScopes: [SCOPE],
      permissions,
    },
  }),
  'of az role definition list': ({ id, name, permissions }, says) => [
    {
      assignableScopes: [SCOPE],
      description: name,
      id: `${SCOPE}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
      name: id,
      permissions,
      roleName: name,
      roleType: says === 'custom' ? 'CustomRole' : 'BuiltInRole',
      type: 'Microsoft.Authorization/roleDefinitions',
    },
  ],
  'of a template': ({ id, name, permissions }, says) => ({
    $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [
      {
        type: 'Microsoft.Authorization/roleDefinitions',
        apiVersion: '2022-04-01',
        name: id,
        properties: {
          roleName: name,
          description: name,
          type: says === 'custom' ? 'CustomRole' : 'BuiltInRole',
          permissions,
          assignableScopes: ['[subscription().id]'],
        },
      },
    ],
  }),
};
