import { isValidName } from '../../access/databricks/property-name.ts';
import type { PropertyName } from '../../readers/databricks-property-name.ts';
import { spanIn } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';

export const invalidVariableName = defineRule({
  id: 'databricks/invalid-variable-name',
  appliesTo: 'databricks/property-name',
  severity: 'error',
  fixable: true,
  summary: 'An environment variable or a Spark property with a name that cannot be one.',
  why: `A cluster sets its environment variables in a shell: \`export NAME='value'\`. A name has letters, digits and underscores, and does not begin with a digit; with any other the variable is not set.

The name of a Spark property ends at the first blank. With a blank, an equals sign, a quote or a parenthesis in it, something else was meant: often it is a line of a program (\`spark.conf.set("name", "value")\`) or of another format, pasted as it was.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
    'https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html',
  ],
  *check(name) {
    const { scalar, span } = name;
    yield {
      at: spanIn(scalar, span.start, span.end),
      message: describe(name),
      fixes: () => repair(name),
    };
  },
  examples: [
    {
      flagged: `{
  "spark_version": "15.4.x-scala2.12",
  "spark_conf": { "spark.storage key": "a" },
                   ^^^^^^^^^^^^^^^^^
  "spark_env_vars": {
    "STORAGE-KEY": "b",
     ^^^^^^^^^^^
    "2ND_KEY": "c",
     ^^^^^^^
    "STORAGE_KEY": "d"
  }
}`,
    },
    {
      language: 'yaml',
      flagged: `spark_env_vars:
  storage.key: a
  ^^^^^^^^^^^`,
      fixed: `spark_env_vars:
  storage_key: a`,
    },
    {
      language: 'terraform',
      flagged: `resource "databricks_cluster" "app" {
  spark_env_vars = {
    "STORAGE_KEY " = "a"
     ^^^^^^^^^^^^
    OTHER-KEY      = "b"
    ^^^^^^^^^
    THIRD_KEY      = "c"
    (var.name)     = "d"
  }
}`,
      fixed: `resource "databricks_cluster" "app" {
  spark_env_vars = {
    "STORAGE_KEY" = "a"
    OTHER-KEY      = "b"
    THIRD_KEY      = "c"
    (var.name)     = "d"
  }
}`,
    },
    {
      flagged: `{
  "spark_env_vars.STORAGE-KEY": { "type": "fixed", "value": "{{secrets/billing/storage-key}}" }
                  ^^^^^^^^^^^
}`,
      fixed: `{
  "spark_env_vars.STORAGE_KEY": { "type": "fixed", "value": "{{secrets/billing/storage-key}}" }
}`,
    },
    {
      language: 'spark-conf',
      flagged: `spark.conf.set("spark.storage.key", "{{secrets/billing/storage-key}}")
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ databricks/embedded-secret-reference`,
    },
    {
      language: 'yaml',
      clean: `spark_env_vars:
  _STAGE: test
  stage2: test
  "\${var.name}": test
  "{{cookiecutter.name}}": test
spark_conf:
  spark.hadoop.fs.azure.account.key.<storage-account>.dfs.core.windows.net: "{{secrets/billing/storage-key}}"
  fs.azure.account.key.contoso.dfs.core.windows.net: "{{secrets/billing/storage-key}}"
  spark.sql.catalog.main-catalog: x`,
    },
    {
      clean: `{
  "properties": {
    "spark_version": { "type": "string" },
    "spark_env_vars": { "$ref": "#/$defs/map/string", "description": "secrets/…" }
  }
}`,
    },
  ],
});

function describe({ of, value }: PropertyName): Message {
  // A whole statement may stand where a name should, and a secret in it.
  const isShort = /^[\w.-]+$/.test(value);
  if (of === 'property') {
    return message(
      'This is no name for a Spark property: a name ends at the first blank, and has no equals sign, quote or parenthesis. The property that was meant is not set. Write the name alone.',
    );
  }
  return isShort
    ? message(
        '"{0}" is no name for an environment variable: only letters, digits and underscores are taken, and no digit at the beginning. The cluster cannot set it.',
        value,
      )
    : message(
        'This is no name for an environment variable: only letters, digits and underscores are taken, and no digit at the beginning. The cluster cannot set it.',
      );
}

/** The name without blanks around, and for variables with underscores for dashes and dots. */
function repair({ of, scalar, span, value }: PropertyName): readonly Fix[] {
  const name = of === 'variable' ? value.trim().replace(/[.-]/g, '_') : value.trim();
  return isValidName(of, name)
    ? [
        {
          title: message('Change to {0}', name),
          safe: false,
          changes: [{ verb: 'replaceText', scalar, span, text: name }],
        },
      ]
    : [];
}
