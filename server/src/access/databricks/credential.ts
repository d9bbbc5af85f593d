/**
 * Credentials by the look of their names and values: what Spark, Hadoop and their connectors call the properties that
 * hold one (Apache Spark `spark.redaction.regex`, Hadoop `hadoop.security.sensitive-config-keys`, the storage drivers),
 * and how the tokens of well-known services begin. Nothing here keeps or shows a value.
 */

const NAME =
  /secret|passw(?:or)?d|(?:^|[._-])pwd(?:$|[._-])|token|credential|access[._-]?key|account[._-]?key|api[._-]?key|private[._-]?key|(?:^|[._-])sas(?:$|[._-])|connection[._-]?string|auth[._-]?pass/i;
/** Names that have such a word and hold no credential. */
const OTHER_NAME =
  /\.(?:endpoint|provider|provider\.type|enabled|enable|type|class|algorithm|url|uri|location|file|path|id|name|scope|length|size|duration|interval|timeout|ttl|expiry|version|format|mode)$|secret-?scope|scope_?name|key_?name|secret_?name|key_?vault|token\.renew|tokeniz|max_?tokens|num_?tokens|token_?(?:limit|count)|(?:_|^)(?:url|uri|file|path|scope|endpoint|enabled|name|id)$/i;
/** Values that are no credential, however their property is called. */
const OTHER_VALUE =
  /^(?:true|false|yes|no|none|null|\d{1,6}|\*+|\[REDACTED\]|\*+\(redacted\)|<[^>]*>|x+|org\.[\w.]+|com\.[\w.$]+)?$/i;

const VALUES: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bdapi[0-9a-f]{32}(?:-\d)?\b/,
  /(?:^|[^A-Za-z0-9+/])[A-Za-z0-9+/]{86}==/,
  /[?&]sig=[^&\s]{20}/,
  /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /^(?:Bearer )?eyJ[\w-]+\.[\w-]+\.[\w-]+$/,
];

/** Whether a literal looks like a credential that belongs into a secret. */
export function looksLikeCredential(name: string, value: string): boolean {
  const text = value.trim();
  if (text === '' || text.length > 20_000) {
    return false;
  }
  if (VALUES.some((pattern) => pattern.test(text))) {
    return true;
  }
  return NAME.test(name) && !OTHER_NAME.test(name) && !OTHER_VALUE.test(text);
}
