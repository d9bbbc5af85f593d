import { looksLikeCredential } from '../../access/databricks/credential.ts';
import { sayableName } from '../../access/databricks/property-name.ts';
import { writeReference } from '../../access/databricks/secret-reference.ts';
import type { Facts } from '../../access/facts.ts';
import { isResolving } from '../../readers/databricks-place.ts';
import type { Setting } from '../../readers/databricks-setting.ts';
import type { Change } from '../../syntax/change.ts';
import { spanOfText } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';

/** Written where no scope is known, for somebody to put one there. */
const SOME_SCOPE = '<scope>';
const MOST_SCOPES = 5;
/** The fields of a serving endpoint that take a value as it is end in this; without it they take a reference. */
const PLAINTEXT = '_plaintext';

export const hardCodedSecret = defineRule({
  id: 'databricks/hard-coded-secret',
  appliesTo: 'databricks/setting',
  asksInventory: true,
  severity: 'warning',
  fixable: true,
  summary: 'A credential written out where a reference to a secret belongs.',
  why: `Whoever reads the file, its history, or the configuration of the cluster has the credential. Spark's own page hides only some properties by their names, and neither the keys of Azure storage accounts nor connection strings are among them.

Store the credential as a secret (\`databricks secrets put-secret <scope> <key>\` asks for it, so that it stays out of the shell's history), refer to it, and have a new one issued: the old one has been seen. In a serving endpoint the field without \`_plaintext\` takes the reference.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
    'https://spark.apache.org/docs/latest/configuration.html#runtime-environment',
  ],
  *check(setting, facts) {
    const { text, label, references } = setting;
    const { node } = text.scalar;
    const isLiteral = text.known && (node.type === 'string' || node.type === 'number');
    if (references.length > 0 || !isLiteral || !isCredential(setting)) {
      return;
    }
    const [scope = SOME_SCOPE] = scopesToUse(facts);
    const key = keyFor(label);
    const name = sayableName(label);
    yield {
      at: spanOfText(text.scalar),
      message:
        name === ''
          ? message(
              'A credential is written out here, for everybody to read. Store it with: databricks secrets put-secret {0} {1}. Then refer to it.',
              scope,
              key,
            )
          : message(
              'The credential of {0} is written out here, for everybody to read. Store it with: databricks secrets put-secret {1} {2}. Then refer to it.',
              name,
              scope,
              key,
            ),
      fixes: () => replacements(setting, facts),
    };
  },
  examples: [
    {
      flagged: `{
  "spark_version": "15.4.x-scala2.12",
  "spark_conf": {
    "spark.hadoop.fs.azure.account.auth.type.contoso.dfs.core.windows.net": "SharedKey",
    "spark.hadoop.fs.azure.account.key.contoso.dfs.core.windows.net": "aB3dE5fG7hJ9kL1mN3pQ"
                                                                       ^^^^^^^^^^^^^^^^^^^^
  }
}`,
      fixed: `{
  "spark_version": "15.4.x-scala2.12",
  "spark_conf": {
    "spark.hadoop.fs.azure.account.auth.type.contoso.dfs.core.windows.net": "SharedKey",
    "spark.hadoop.fs.azure.account.key.contoso.dfs.core.windows.net": "{{secrets/<scope>/fs-azure-account-key-contoso}}"
  }
}`,
    },
    {
      language: 'yaml',
      inventory: `databricks:
  scopes:
    billing:
      backend: DATABRICKS`,
      flagged: `spark_env_vars:
  SNOWFLAKE__PASSWORD: correct-horse-battery
                       ^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `spark_env_vars:
  SNOWFLAKE__PASSWORD: "{{secrets/billing/snowflake-password}}"`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_model_serving" "chat" {
  config {
    served_entities {
      external_model {
        openai_config {
          openai_api_key_plaintext = "sk-aB3dE5fG7hJ9kL1mN3pQ"
                                      ^^^^^^^^^^^^^^^^^^^^^^^
        }
      }
    }
  }
}`,
      fixed: `resource "databricks_model_serving" "chat" {
  config {
    served_entities {
      external_model {
        openai_config {
          openai_api_key = "{{secrets/<scope>/openai-api-key}}"
        }
      }
    }
  }
}`,
    },
    {
      language: 'spark-conf',
      inventory: `databricks:
  scopes:
    billing:
      backend: DATABRICKS`,
      flagged: `spark.hadoop.javax.jdo.option.ConnectionPassword correct-horse-battery
                                                 ^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `spark.hadoop.javax.jdo.option.ConnectionPassword {{secrets/billing/javax-jdo-option-connection-password}}`,
    },
    {
      language: 'shellscript',
      flagged: `databricks clusters create --json '{"spark_version": "15.4.x-scala2.12", "spark_conf": {"spark.password": "correct-horse"}}'
                                                                                                           ^^^^^^^^^^^^^`,
    },
    {
      flagged: `{
  "spark_conf.fs.s3a.secret.key": { "type": "fixed", "value": "aB3dE5fG7hJ9kL1mN3pQ" }
                                                               ^^^^^^^^^^^^^^^^^^^^
}`,
    },
    {
      flagged: `{
  "spark_conf": {
    "spark.hadoop.javax.jdo.option.ConnectionURL": "jdbc:mysql://db.contoso.com:3306/hive?user=hive&password=correct-horse"
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  }
}`,
    },
    {
      language: 'spark-conf',
      clean: `# Of another program, though it speaks of spark.things
password correct-horse-battery`,
    },
    {
      language: 'yaml',
      clean: `spark_conf:
  fs.azure.account.oauth2.client.secret: "{{secrets/billing/client-secret}}"
  fs.azure.account.oauth2.client.endpoint: https://login.microsoftonline.com/common/oauth2/token
  fs.azure.account.oauth.provider.type: org.apache.hadoop.fs.azurebfs.oauth2.ClientCredsTokenProvider
  fs.s3a.credentialsType: AssumeRole
  fs.s3a.secret.key: \${var.secret_key}
  spark.authenticate.secretBitLength: "256"
  spark.sql.catalog.c.token-refresh-enabled: "true"
  spark.a.password: <password>
  spark.b.password: "********"
  spark.c.password: your_password_here
spark_env_vars:
  TOKENIZERS_PARALLELISM: "false"
  SECRET_SCOPE: billing
  PRIVATE_KEY_PATH: /dbfs/keys/private.pem
custom_tags:
  password: correct-horse-battery`,
    },
  ],
});

function isCredential(setting: Setting): boolean {
  const { place, label, text } = setting;
  if (!isSurelyMeant(setting)) {
    return false;
  }
  const isPlaintext = place === 'serving' && label.endsWith(PLAINTEXT);
  return isResolving(place) && looksLikeCredential(isPlaintext ? 'password' : label, text.value);
}

/** A `.conf` file may be any program's: one that speaks of Spark and a name with dots is a cluster's, or as good as. */
function isSurelyMeant({ place, separator, label, isDatabricks }: Setting): boolean {
  return place !== 'spark-conf' || separator === undefined || (isDatabricks && /^\w[\w-]*\.[\w.<>@-]+$/.test(label));
}

/** Known scopes that a secret can be put into: one in a key vault is filled there. */
function scopesToUse({ secrets }: Facts): readonly string[] {
  return secrets
    .scopes()
    .filter(({ backend }) => backend !== 'AZURE_KEYVAULT')
    .map(({ name }) => name);
}

/** A secret's name from that of the property, `fs-azure-account-key-contoso`. The value has no part in it. */
function keyFor(label: string): string {
  const key = sayableName(label)
    .replace(/^spark\.(?:hadoop\.)?/, '')
    .replace(/\.(?:blob|dfs)\.core\.windows\.net$/, '')
    .replace(/_plaintext$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[._-]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
    .slice(0, 128);
  return key === '' ? 'secret' : key;
}

function replacements(setting: Setting, facts: Facts): readonly Fix[] {
  const { text, label, name, place } = setting;
  const scopes = scopesToUse(facts).slice(0, MOST_SCOPES);
  const rename: readonly Change[] =
    place === 'serving' && name?.node.text.endsWith(PLAINTEXT)
      ? [
          {
            verb: 'replaceText',
            scalar: name,
            span: { start: name.node.text.length - PLAINTEXT.length, end: name.node.text.length },
            text: '',
          },
        ]
      : [];
  return (scopes.length > 0 ? scopes : [SOME_SCOPE]).map((scope) => ({
    title: message('Refer to a secret of the scope {0} instead', scope),
    safe: false,
    changes: [...rename, { verb: 'replace', node: text.scalar, value: writeReference(scope, keyFor(label)) }],
  }));
}
