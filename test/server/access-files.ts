/** A workspace whose files say who may do what: exports of Azure, a vault, groups, and a Databricks workspace. */

import type { AccessDesk } from '../../server/src/features/access/access-desk.ts';
import { OpenDocument } from '../../server/src/features/document.ts';
import { type Host, NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import type { ScopeNode } from '../../server/src/protocol.ts';
import { facts } from '../facts.ts';

export const SUBSCRIPTION = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';
export const VAULT = `${SUBSCRIPTION}/resourceGroups/rg-app/providers/Microsoft.KeyVault/vaults/kv-app`;
export const SECRET = `${VAULT}/secrets/db-password`;
export const OLD_VAULT = `${SUBSCRIPTION}/resourceGroups/rg-app/providers/Microsoft.KeyVault/vaults/kv-old`;
export const ALICE = '11111111-1111-4111-8111-111111111111';
export const ENGINEERS = '22222222-2222-4222-8222-222222222222';
export const GET = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';
const USER = '4633458b-17de-408a-b874-0445c86b69e6';
const READER = '21090545-7ca7-4776-b22c-e363652d74d2';

function assignment(number: number, principal: string, name: string, type: string, role: string, scope: string) {
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/0000000${number}-0000-4000-8000-000000000000`,
    principalId: principal,
    principalName: name,
    principalType: type,
    roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    scope,
    type: 'Microsoft.Authorization/roleAssignments',
  };
}

export const ASSIGNMENTS = 'file:///w/assignments.json';

export const FILES: Readonly<Record<string, string>> = {
  [ASSIGNMENTS]: JSON.stringify(
    [
      assignment(1, ALICE, 'alice@contoso.com', 'User', USER, SECRET),
      assignment(2, ENGINEERS, 'data-engineers', 'Group', USER, VAULT),
      assignment(3, ENGINEERS, 'data-engineers', 'Group', READER, SUBSCRIPTION),
    ],
    undefined,
    2,
  ),
  'file:///w/vaults.json': JSON.stringify(
    [
      {
        id: OLD_VAULT,
        name: 'kv-old',
        type: 'Microsoft.KeyVault/vaults',
        location: 'westeurope',
        properties: {
          enableRbacAuthorization: false,
          tenantId: ALICE,
          accessPolicies: [{ objectId: ALICE, tenantId: ALICE, permissions: { secrets: ['get', 'list'] } }],
        },
      },
      {
        id: VAULT,
        name: 'kv-app',
        type: 'Microsoft.KeyVault/vaults',
        location: 'westeurope',
        properties: { enableRbacAuthorization: true, tenantId: ALICE, accessPolicies: [] },
      },
    ],
    undefined,
    2,
  ),
  'file:///w/team.inventory.yaml': `groups:
  data-engineers: [alice@contoso.com, bob@contoso.com]
managementGroups:
  /providers/Microsoft.Management/managementGroups/platform: /
  ${SUBSCRIPTION}: /providers/Microsoft.Management/managementGroups/platform
databricks:
  admins: [root@contoso.com]
  scopes:
    kv: { backend: DATABRICKS, keys: [db-password], acls: { data-engineers: READ, alice@contoso.com: MANAGE } }
`,
};

export class AccessWorkspace {
  readonly session: Session;
  readonly documents: OpenDocument[] = [];
  changes = 0;

  constructor(files: Readonly<Record<string, string>> = FILES) {
    const host: Host = {
      ...NO_HOST,
      readText: (uri) => files[uri],
      readFolder: async function* () {
        for (const [uri, text] of Object.entries(files)) {
          yield { uri, text };
        }
      },
    };
    this.session = new Session({
      facts,
      host,
      warn: () => {},
      accessChanged: () => {
        this.changes++;
      },
    });
    this.session.start({}, { snippets: false, versionedEdits: false }, undefined, [{ uri: 'file:///w', name: 'w' }]);
  }

  /** What the editor has of a file, saved or not. */
  edit(uri: string, text: string): void {
    this.documents.splice(0, this.documents.length, new OpenDocument(uri, 'json', 1, text));
  }

  desk(): Promise<AccessDesk> {
    return this.session.access(this.documents);
  }

  /** The nodes that labels lead to, from the top. */
  async children(...labels: readonly string[]): Promise<readonly ScopeNode[]> {
    const desk = await this.desk();
    let nodes = desk.scopes({});
    for (const label of labels) {
      const node = nodes.find((one) => one.label === label);
      if (!node) {
        throw new Error(`no ${label} among ${nodes.map((one) => one.label)}`);
      }
      nodes = desk.scopes({ node: node.id });
    }
    return nodes;
  }
}

/** A node as a person reads it. */
export function row({ kind, label, description }: ScopeNode): string {
  return `${kind}: ${label}${description === '' ? '' : ` (${description})`}`;
}
