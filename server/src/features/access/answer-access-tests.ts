/** Access tests as an editor shows them: which there are, what came of them, and the lines of the files that say why. */
import type { JudgedReason } from '../../access/access-port.ts';
import type { Facts } from '../../access/facts.ts';
import type { AccessTestFailure, AccessTestItem, AccessTestList, ShownPlace } from '../../protocol.ts';
import { asMessage } from '../../rules/access-expectation.ts';
import { type Message, message, render, type Translations } from '../../rules/message.ts';
import type { Span } from '../../syntax/tree.ts';
import type { Host } from '../host.ts';
import { languageOfFile } from '../languages.ts';
import { LineIndex } from '../line-index.ts';
import type { Workspace } from '../workspace.ts';
import { answerPort } from './answer-port.ts';
import { type AccessTestResult, type ExpectationResult, listAccessTests, runAccessTests } from './run-access-tests.ts';

export interface AccessTestContext {
  readonly uri: string;
  /** The text of the file as the editor has it, where it is open. */
  readonly text: string | undefined;
  readonly host: Host;
  readonly workspace: Workspace;
  readonly facts: Facts;
  readonly translations: Translations;
}

/** @returns null where the file has no access tests */
export async function answerAccessTests(context: AccessTestContext, run: boolean): Promise<AccessTestList | null> {
  const text = context.text ?? context.host.readText(context.uri);
  const tree = text === undefined ? undefined : languageOfFile(context.uri)?.parse(text);
  if (!tree) {
    return null;
  }
  const shown = new ShownTests(context, tree.text);
  if (!run) {
    const tests = listAccessTests(tree)?.map(({ name, span }) => shown.item(name, span, []));
    return tests ? { tests, problems: [] } : null;
  }
  await context.workspace.scan();
  const { facts, workspace, uri } = context;
  const result = runAccessTests(tree, facts, answerPort(facts, workspace.inventory, uri));
  return result
    ? {
        tests: result.tests.map((test) => shown.result(test)),
        problems: result.problems.map(({ message: said, span }) => shown.failure(said, span, [], [])),
      }
    : null;
}

class ShownTests {
  readonly #context: AccessTestContext;
  readonly #lines: LineIndex;
  /** Of the files that say why. */
  readonly #others = new Map<string, LineIndex>();

  constructor(context: AccessTestContext, text: string) {
    this.#context = context;
    this.#lines = new LineIndex(text);
  }

  item(name: Message, span: Span, failures: readonly AccessTestFailure[]): AccessTestItem {
    return { name: this.#say(name), range: this.#rangeOf(span), failures };
  }

  result({ name, span, passed, expectations }: AccessTestResult): AccessTestItem {
    const failures = expectations.flatMap((one) => this.#failureOf(one));
    const silent = this.failure(message('The test does not say who is to do this, or on what.'), span, [], []);
    return this.item(name, span, passed || failures.length > 0 ? failures : [silent]);
  }

  #failureOf({ failure, span, operation, reasons, unknowns }: ExpectationResult): readonly AccessTestFailure[] {
    return failure ? [this.failure(message('{0}: {1}', operation, failure), span, reasons, unknowns)] : [];
  }

  failure(
    said: Message,
    span: Span,
    reasons: readonly JudgedReason[],
    unknowns: readonly Message[],
  ): AccessTestFailure {
    return {
      message: this.#say(said),
      range: this.#rangeOf(span),
      reasons: [
        ...reasons.map(({ words, origin }) => ({
          message: this.#say(asMessage(words)),
          ...(origin ? { place: this.#placeOf(origin) } : {}),
        })),
        ...unknowns.map((unknown) => ({ message: this.#say(unknown) })),
      ],
    };
  }

  #placeOf({ uri, offset }: { readonly uri: string; readonly offset: number }): ShownPlace {
    const lines = this.#others.get(uri) ?? new LineIndex(this.#context.workspace.textOf(uri) ?? '');
    this.#others.set(uri, lines);
    return { uri, ...lines.positionAt(offset) };
  }

  #rangeOf({ start, end }: Span): AccessTestItem['range'] {
    return { start: this.#lines.positionAt(start), end: this.#lines.positionAt(end) };
  }

  #say(said: Message): string {
    return render(said, this.#context.translations);
  }
}
