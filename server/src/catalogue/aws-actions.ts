/**
 * The actions of a few services of AWS.
 *
 * `aws-actions.txt`: a head of `#name value` lines, then for each service `@prefix count` and one action a line.
 */
import type { AwsActionFacts } from '../access/aws/action-facts.ts';
import { compileTemplate, matchesPattern } from '../access/aws/pattern.ts';

export class AwsActions implements AwsActionFacts {
  readonly date: string;
  readonly #names = new Map<string, readonly string[]>();
  readonly #byKey = new Map<string, string>();

  /** @param text the text of `aws-actions.txt` */
  constructor(text: string) {
    this.date = /^#date (.*)$/m.exec(text.slice(0, 1000))?.[1] ?? '';
    let service: string | undefined;
    let names: string[] = [];
    for (const line of text.split('\n')) {
      if (line.startsWith('@')) {
        service = line.slice(1).split(' ')[0] ?? '';
        names = [];
        this.#names.set(service, names);
      } else if (service !== undefined && line !== '') {
        names.push(line);
        this.#byKey.set(`${service}:${line}`.toLowerCase(), `${service}:${line}`);
      }
    }
  }

  hasService(service: string): boolean {
    return this.#names.has(service.toLowerCase());
  }

  matches(pattern: string): boolean {
    const wanted = pattern.toLowerCase();
    if (!wanted.includes('*') && !wanted.includes('?')) {
      return this.#byKey.has(wanted);
    }
    const { constant = [] } = compileTemplate(wanted, { wildcards: true, variables: false });
    return [...this.#byKey.keys()].some((key) => matchesPattern(constant, key));
  }

  find(action: string): string | undefined {
    return this.#byKey.get(action.toLowerCase());
  }

  names(service: string): readonly string[] {
    return this.#names.get(service.toLowerCase()) ?? [];
  }
}
