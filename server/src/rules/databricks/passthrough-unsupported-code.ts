/** What code does that does not work with IAM credential passthrough. */
import type { PassthroughCode } from '../../readers/databricks-passthrough-code.ts';
import { type CallNode, type Placed, type Span, type SyntaxNode, spanOfText, visitNodes } from '../../syntax/tree.ts';
import { type Message, message } from '../message.ts';
import type { Severity } from '../rule.ts';

export interface Unsupported {
  readonly at: Span;
  readonly message: Message;
  readonly severity?: Severity;
}

interface Pattern {
  readonly callee: RegExp;
  readonly message: Message;
  readonly severity?: Severity;
}

const STREAMING = message(
  'Streaming does not work with credential passthrough: the credentials expire while the stream runs.',
);
const JAR = message(
  'Who adds files or JARs can run Scala with other rights, so credential passthrough does not allow it.',
);
const MLFLOW = message('MLflow does not work with credential passthrough.');
const TABLE_ACL = message('Table access control does not work with credential passthrough.');

/** By what is called, whatever the language. */
const PATTERNS: readonly Pattern[] = [
  { callee: /(?:^|\.)(?:sc|sparkContext)\.add(?:File|Jar)$/, message: JAR },
  {
    callee: /(?:^|\.)_(?:jvm|jsc|jsparkSession)\b|(?:^|\.)registerJava(?:Function|UDAF)$/,
    message: message('Credential passthrough keeps Python away from the JVM: a security exception stops this.'),
  },
  {
    callee: /(?:^|\.)(?:sc|sparkContext)\.hadoop(?:File|RDD)$/,
    message: message('The old Hadoop interfaces do not work with credential passthrough. Use {0}.', 'spark.read'),
  },
  {
    callee:
      /(?:^|\.)(?:sc|sparkContext)\.(?:newAPIHadoop(?:File|RDD)|sequenceFile|binaryFiles|wholeTextFiles|textFile|objectFile)$/,
    severity: 'information',
    message: message('Interfaces for RDDs may not work with credential passthrough. Use {0}.', 'spark.read'),
  },
  {
    callee: /(?:^|\.)(?:readStream|writeStream)(?:\.|$)|(?:^|\.)spark\.streams\.|(?:^|\.)StreamingContext$/,
    message: STREAMING,
  },
  { callee: /^mlflow\./, message: MLFLOW },
  {
    callee: /^(?:SQLContext|HiveContext)$|(?:^|\.)(?:registerTempTable|createExternalTable|jsonRDD)$/,
    severity: 'information',
    message: message('Deprecated methods of Spark do not work with credential passthrough.'),
  },
];

/** What takes a path of a file, where it is Spark's or Databricks'. */
const TAKES_PATH = /(?:^|\.)(?:fs\.(?:ls|cp|mv|rm|mkdirs|head|put|mount)|textFile)$|^\.(?:load|save)$/;
/** The same of a reader or writer. */
const FORMAT = /\.(?:load|save|parquet|csv|json|text|orc|avro)$/;
const READS_OR_WRITES = /(?:^|\.)(?:read|write)\./;
const OTHER_FILE_SYSTEM = /^(?:abfss?|wasbs?|adl|gs|hdfs|file|https?):/;
/** What opens a file of the driver. */
const OPENS_FILE = /^(?:open|os\.[\w.]+|pd\.read_\w+|shutil\.\w+|glob\.glob)$/;

export function* unsupportedIn(code: PassthroughCode): Generator<Unsupported> {
  if (code.language === 'query') {
    yield* inStatements(code.text);
    return;
  }
  const found: Unsupported[] = [];
  visitNodes(
    code.root.node,
    code.root.start,
    () => true,
    (node, start) => {
      if (node.kind === 'call') {
        found.push(...inCall({ node, start }, code));
      }
    },
  );
  // One word for the package is enough.
  const first = found.findIndex((one) => one.message === MLFLOW);
  yield* found.filter((one, index) => one.message !== MLFLOW || index === first);
}

function* inCall(call: Placed<CallNode>, { text, mounts }: PassthroughCode): Generator<Unsupported> {
  const { callee } = call.node;
  const pattern = PATTERNS.find((one) => one.callee.test(callee));
  if (pattern) {
    const { message: said, severity } = pattern;
    yield { at: calleeSpan(call, text), message: said, ...(severity ? { severity } : {}) };
  }
  for (const scalar of textsOf(call)) {
    const value = scalar.node.text;
    const system = takesPath(callee) ? OTHER_FILE_SYSTEM.exec(value)?.[0] : undefined;
    if (system) {
      yield {
        at: spanOfText(scalar),
        message: message('Credential passthrough reaches S3 only, and not what {0} stands for.', system),
      };
    } else if (OPENS_FILE.test(callee) && mounts.some((mount) => isBelow(value, `/dbfs${mount}`))) {
      yield {
        at: spanOfText(scalar),
        message: message(
          'A mount with credential passthrough cannot be reached through {0}. Use Spark or dbutils.fs.',
          '/dbfs',
        ),
      };
    }
  }
  if (/(?:^|\.)spark\.sql$/.test(callee)) {
    for (const scalar of textsOf(call).slice(0, 1)) {
      const [statement] = inStatements(scalar.node.text);
      if (statement) {
        yield { ...statement, at: spanOfText(scalar) };
      }
    }
  }
}

function takesPath(callee: string): boolean {
  return TAKES_PATH.test(callee) || (FORMAT.test(callee) && READS_OR_WRITES.test(callee));
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function textsOf({ node, start }: Placed<CallNode>) {
  return node.children.flatMap((child: SyntaxNode, index) =>
    child.kind === 'scalar' && child.type === 'string' && child.opaque.length === 0
      ? [{ node: child, start: start + (node.starts[index] ?? 0) }]
      : [],
  );
}

/** From the start of a call to its parenthesis. */
function calleeSpan({ node, start }: Placed<CallNode>, text: string): Span {
  const parenthesis = text.indexOf('(', start);
  const end = parenthesis < 0 ? start + node.width : Math.min(parenthesis, start + node.width);
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

interface Statement {
  readonly words: RegExp;
  readonly message: Message;
}

/** By how a statement begins. */
const STATEMENTS: readonly Statement[] = [
  { words: /^(?:GRANT|REVOKE|DENY)\b/i, message: TABLE_ACL },
  { words: /^ADD[ \t]+(?:JAR|FILE)S?\b/i, message: JAR },
  {
    words: /^CREATE[ \t]+(?:OR[ \t]+REFRESH[ \t]+|OR[ \t]+REPLACE[ \t]+)?STREAMING[ \t]+(?:LIVE[ \t]+)?TABLE\b/i,
    message: STREAMING,
  },
];

/** Statements of the database that begin a line: what stands within one, in comments and in texts, is none. */
function* inStatements(text: string): Generator<Unsupported> {
  let isStart = true;
  let inComment = false;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const code = line.trim();
    if (inComment || code.startsWith('/*')) {
      inComment = !code.includes('*/');
    } else if (code !== '' && !code.startsWith('--')) {
      const statement = isStart ? STATEMENTS.find(({ words }) => words.test(code)) : undefined;
      const match = statement?.words.exec(code)?.[0];
      if (statement && match) {
        const start = at + line.indexOf(code);
        yield { at: { start, end: start + match.length }, message: statement.message };
      }
      isStart = code.endsWith(';');
    }
    at = end + 1;
  }
}
