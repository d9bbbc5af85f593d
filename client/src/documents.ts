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
    'markdown',
    'xml',
    'okta-expression',
  ],
  // Of these the name of the file decides.
  ...['properties', 'ini', 'hcl', 'opentofu', 'azure-pipelines', 'github-actions-workflow'],
];

/** Languages in which somebody begins a file that is for the server before a word of it stands there. */
const BEGUN = ['json', 'jsonc', 'spark-conf', 'okta-expression'];

/** Words of which a document has one if the server has anything to say of it. */
const MARKS =
  /actions"|assignablescope|role_?definition|az role |create-for-rbac|azroleassignment|\{\s*secret|secrets\/|databricks|dbutils|keyvault\/vaults|azurerm_key_vault|spark[._]|tc:SAML:2|SAML\/Attributes|SAMLResponse=|:saml-provider\/|isMemberOf/i;

/**
 * The same for Markdown, of which only blocks of code are read: words of a manual alone start nothing, and neither does a
 * project's page that names Databricks.
 */
const FENCES = ['```', '~~~'];
const SHOWN_MARKS =
  /actions"|assignablescope|role_?definition|az role |create-for-rbac|azroleassignment|\{\{\s{0,9}secret|databricks[ _]secret|dbutils\.secrets/i;

/** Files of access tests, by the name that they have. */
export const ACCESS_TEST_FILES = '**/*.access.{yaml,yml}';

/** A document that is no longer than this is one that somebody begins. */
const BLANK = 4;

/** Whether the server has anything to say of a document, so that it is worth starting. */
export function isMarked(language: string, text: string): boolean {
  if (language === 'markdown') {
    return FENCES.some((fence) => text.includes(fence)) && SHOWN_MARKS.test(text);
  }
  if (language === 'yaml' && /^tests:/m.test(text) && text.includes('principal:')) {
    return true;
  }
  return (BEGUN.includes(language) && text.trim().length <= BLANK) || MARKS.test(text);
}

/**
 * Where documents that people write come from. The editor's own documents are left out: its settings, and the schemas
 * behind them, are JSON too and name half the words of every extension.
 */
export const SCHEMES = ['file', 'untitled', 'vscode-vfs'];
