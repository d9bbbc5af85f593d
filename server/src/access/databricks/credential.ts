/**
 * Credentials by the look of their names and values: what Spark, Hadoop and their connectors call the properties that
 * hold one (Apache Spark `spark.redaction.regex`, Hadoop `hadoop.security.sensitive-config-keys`, the storage drivers),
 * and how the tokens of well-known services begin. Nothing here keeps or shows a value.
 */

const NAME =
  /secret|passw(?:or)?d|passphrase|(?:^|[._-])pwd(?:$|[._-])|token|credential|access[._-]?key|account[._-]?key|api[._-]?key|private[._-]?key|encryption[._-]?key|(?:^|[._-])sas(?:$|[._-])|connection[._-]?string|auth[._-]?pass|redis\.auth$/i;
/** Names that have such a word and hold no credential. */
const OTHER_NAME =
  /(?:endpoint|provider|enabled?|type|class|algorithm|url|uri|location|file|path|dir|scope|host|port|region|arn|user|username|name|header|prefix|length|size|bits|duration|interval|timeout|ttl|expiry|expiration|version|format|mode)$|(?:[._-]|^)id$|secret[._-]?scope|key[._-]?vault|token\.renew|tokeniz|(?:max|num)[._-]?tokens|tokens?[._-]?(?:limit|count)/i;
/** What the storage drivers put behind a property's name. */
const ACCOUNT = /\.[\w-]+\.(?:blob|dfs)\.core\.windows\.net$/;

/** Values that are no credential, however their property is called: switches, numbers, masks, what a person is to fill in. */
const OTHER_VALUE =
  /^(?:true|false|yes|no|on|off|none|null|string|auto|default|enabled|disabled|changeit|\d{1,6}|\*+|\[[^\]]*\]|\*+\(redacted\)|<[^>]*>|\{[^{}]*\}|x+|\.+)?$/i;
const PLACEHOLDER =
  /^(?:your|enter|insert|replace|change|put|example|sample|dummy|fake|placeholder|redacted|todo|tbd|fixme)(?:[\W_]|me|$)/i;
/** Addresses, paths, classes and resource names. Those that hold a credential are told by their values. */
const ADDRESS =
  /^(?:[a-z][a-z0-9+.-]{1,20}:\/|arn:|dbfs:|jdbc:|\/(?:dbfs|Volumes|Workspace|mnt|etc|opt|tmp|home|usr|var|databricks|local_disk0)\/|(?:org|com|io|net|shaded)\.[\w.$]+$)/;

const VALUES: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bdapi[0-9a-f]{32}(?:-\d)?\b/,
  // OAuth secrets of Databricks, as they are seen.
  /\bdose[0-9a-f]{32}\b/,
  /(?:^|[^A-Za-z0-9+/])[A-Za-z0-9+/]{86}==/,
  /[?&]sig=[^&\s<{$]{20}/,
  /-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  // Client secrets of Microsoft Entra.
  /(?:^|[^\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?:$|[^\w~.-])/,
  /^(?:Bearer )?eyJ[\w-]+\.[\w-]+\.[\w-]+$/,
];
/** Credentials in what is longer: connection strings, addresses with a user, options of Java. */
const WITHIN: readonly RegExp[] = [
  /(?:^|[?;&\s,"'])(?:password|pwd|accountkey|sharedaccesskey)=["']?(?!changeit)[^\s;&"'<{$*%]{4,}/i,
  /(?:^|\s)-D[\w.]{0,100}password=["']?(?!changeit)[^\s;&"'<{$*%]{4,}/i,
  /:\/\/[^/\s:@?#]+:[^/\s@;?&<{$*]{3,}@/,
];

/** Whether a literal looks like a credential that belongs into a secret. */
export function looksLikeCredential(name: string, value: string): boolean {
  const text = value.trim();
  if (text.length < 4 || text.length > 20_000) {
    return false;
  }
  if (text.length > 15 && [...VALUES, ...WITHIN].some((pattern) => pattern.test(text))) {
    return true;
  }
  if (!NAME.test(name) || OTHER_VALUE.test(text) || PLACEHOLDER.test(text) || ADDRESS.test(text)) {
    return false;
  }
  // Several words are a description, as schemas and documentation have it.
  return text.split(/\s+/, 4).length < 4 && !OTHER_NAME.test(name.replace(ACCOUNT, ''));
}
