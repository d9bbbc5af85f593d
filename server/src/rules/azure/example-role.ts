/** The role around an example: everything that the example does not speak about is right. */

const SCOPE = '"/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"';

/** @param lines properties of a flat role, each line closed by its comma; marks stay below their lines */
export function exampleRole(lines: string): string {
  return `{
  "Name": "Key backup operator",
  "Description": "Backs up and restores keys",
${lines}
  "AssignableScopes": [${SCOPE}]
}`;
}

/** @param lines arguments of the block `permissions` of a role in Terraform */
export function exampleBlock(lines: string): string {
  return `resource "azurerm_role_definition" "backup" {
  name  = "Key backup operator"
  scope = ${SCOPE}

  permissions {
${lines}
  }
}
`;
}

/** @param lines the entries of the assignable scopes */
export function exampleScopes(lines: string): string {
  return `{
  "Name": "Key backup operator",
  "Description": "Backs up and restores keys",
  "Actions": ["Microsoft.KeyVault/vaults/read"],
  "AssignableScopes": [
${lines}
  ]
}`;
}
