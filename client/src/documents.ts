/** Which documents are for the server: the doorstep asks it of each document, the client's selector says it. */

/** Languages that the server reads. */
export const LANGUAGES = [
  ...[
    'json',
    'jsonc',
    'yaml',
    'terraform',
    'bicep',
    'spark-conf',
    'dotenv',
    'shellscript',
    'powershell',
    'python',
    'scala',
    'sql',
    'r',
  ],
  // Of these the name of the file decides.
  ...['properties', 'ini', 'hcl', 'opentofu', 'azure-pipelines', 'github-actions-workflow'],
];

/** Languages in which somebody begins a file that is for the server before a word of it stands there. */
export const BEGUN = ['json', 'jsonc', 'spark-conf'];

/** Words of which a document has one if the server has anything to say of it. */
export const MARKS =
  /actions"|assignablescope|role_?definition|az role |create-for-rbac|azroleassignment|\{\s*secret|secrets\/|databricks|dbutils|keyvault\/vaults|azurerm_key_vault|spark[._]/i;

/**
 * Where documents that people write come from. The editor's own documents are left out: its settings, and the schemas
 * behind them, are JSON too and name half the words of every extension.
 */
export const SCHEMES = ['file', 'untitled', 'vscode-vfs'];
