import type { SecretPlace } from '../../readers/databricks-place.ts';
import { spanIn } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { isSound } from './reference-place.ts';

export const misplacedSecretReference = defineRule({
  id: 'databricks/misplaced-secret-reference',
  appliesTo: 'databricks/setting',
  severity: 'warning',
  fixable: false,
  summary: 'A secret reference where none is replaced.',
  why: `References are put in when a cluster starts: in its Spark properties and environment variables, and in the fields of policies, model serving endpoints and container registries that are documented to take them. In the parameters of a task, in tags, in a serverless environment and in code they stay what they are: text in braces.

In code read the secret itself: \`dbutils.secrets.get("scope", "key")\`. Pass names to a task, and let it read the secret.`,
  sources: [
    'https://docs.databricks.com/en/security/secrets/secrets-spark-conf-env-var.html',
    'https://docs.databricks.com/jobs/dynamic-value-references.html',
  ],
  *check({ text, references, place }) {
    const say = TEXTS[place];
    const [reference] = references;
    if (say && reference && isSound(reference)) {
      yield {
        at: spanIn(text.scalar, reference.span.start, reference.span.end),
        message: say,
        unfinished: true,
      };
    }
  },
  examples: [
    {
      language: 'yaml',
      flagged: `resources:
  jobs:
    load:
      tasks:
        - task_key: load
          notebook_task:
            notebook_path: ../src/load
            base_parameters:
              password: "{{secrets/app/password}}"
                         ^^^^^^^^^^^^^^^^^^^^^^^^
              run: "{{job.run_id}}"
          new_cluster:
            spark_version: 15.4.x-scala2.12
            spark_conf:
              spark.password: "{{secrets/app/password}}"`,
    },
    {
      flagged: `{
  "spark_version": "15.4.x-scala2.12",
  "num_workers": 1,
  "custom_tags": { "owner": "{{secrets/app/owner}}" }
                             ^^^^^^^^^^^^^^^^^^^^^
}`,
    },
    {
      clean: `{ "spark_conf": { "spark.a": "{{secrets/app/a}}" }, "docker_image": { "basic_auth": { "password": "{{secrets/app/b}}" } } }`,
    },
  ],
});

const TEXTS: Readonly<Partial<Record<SecretPlace, Message>>> = {
  parameters: message(
    'Parameters of a job or a task are passed on as they are: the task gets the braces and not the secret. Pass the names of scope and key, and read the secret in the task with dbutils.secrets.get.',
  ),
  tags: message(
    'Tags are kept as they are, and everybody may read them: a reference there is never replaced. Remove it.',
  ),
  app: message(
    'The environment of an app takes no references: the app gets the braces. Declare the secret as a resource of the app, and name that resource with valueFrom.',
  ),
  serverless: message(
    'Serverless compute ignores references in its configuration. Read the secret in the program with dbutils.secrets.get.',
  ),
  session: message(
    'A property that a running program sets is not looked up: it holds the braces and not the secret. Set the reference in the configuration of the cluster, or read the secret with dbutils.secrets.get.',
  ),
  option: message(
    'Options of readers and writers are passed on as they are: the other side gets the braces. Read the secret with dbutils.secrets.get and pass its value.',
  ),
  script: message(
    'A script does not replace references: the variable holds the braces. Set the variable to the reference in the environment variables of the cluster, and read it here.',
  ),
};
