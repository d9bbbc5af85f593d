/** Which documents are for the server: the doorstep asks it of each document, the client's selector says it. */

/** Languages that the server reads. */
export const LANGUAGES = ['json', 'jsonc'];

/**
 * Where documents that people write come from. The editor's own documents are left out: its settings, and the schemas
 * behind them, are JSON too and name half the words of every extension.
 */
export const SCHEMES = ['file', 'untitled', 'vscode-vfs'];
