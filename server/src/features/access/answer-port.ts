/** Answers questions about access for those who know no cloud: from all files that are known, or from those of one inventory. */
import type { AccessPort, AccessQuestion, Judgement } from '../../access/access-port.ts';
import type { AccessIndex } from '../../access/azure/access-index.ts';
import type { SecretAccessFacts } from '../../access/databricks/secret-access-facts.ts';
import type { Facts } from '../../access/facts.ts';
import { type Message, message } from '../../rules/message.ts';
import { type AccessAnswer, type AccessSources, isRefusal, type Refusal } from './access-answer.ts';
import { providerOf } from './access-providers.ts';

/** What files tell of access. */
export interface ToldAccess {
  readonly azure: AccessIndex;
  readonly secrets: SecretAccessFacts;
}

/** Where what files tell is kept. */
export interface AccessTeller {
  /**
   * What all files tell, or those below a place; undefined where it is not kept.
   * @param place the address of a folder or of a file
   */
  accessWithin(place: string | undefined): ToldAccess | undefined;
}

/**
 * @param asking the address of the file that asks; inventories are named relative to it
 * @param chosen whether somebody chose the files, so that those that the asking file names do not matter
 */
export function answerPort(facts: Facts, teller: AccessTeller, asking: string, chosen = false): AccessPort {
  return {
    decide: (question, inventory) => {
      const place = inventory === undefined || chosen ? undefined : addressBeside(asking, inventory);
      const told = teller.accessWithin(place);
      return told ? judgeQuestion(question, { facts, ...told }) : { kind: 'uninformed' };
    },
  };
}

function judgeQuestion(question: AccessQuestion, sources: AccessSources): Judgement {
  const resource = withoutSlash(question.resource);
  const provider = providerOf(resource);
  if (!provider) {
    const words = message(
      '"{0}" is no resource: write the path of a scope of Azure (/subscriptions/…) or databricks:/secrets/SCOPE',
      resource,
    );
    return { kind: 'refused', about: 'resource', words, near: [] };
  }
  const answer = provider.can({ ...question, resource }, sources);
  if (isRefusal(answer)) {
    return {
      kind: 'refused',
      about: 'operation',
      words: describeRefusal(question.operation, answer),
      near: answer.near,
    };
  }
  const malformed = answer.unknowns.find(({ kind }) => kind === 'resource');
  if (malformed) {
    return { kind: 'refused', about: 'resource', words: malformed.message, near: [] };
  }
  return provider.isInformed(sources) ? showAnswer(answer) : { kind: 'uninformed' };
}

function showAnswer({ outcome, reasons, unknowns }: AccessAnswer): Judgement {
  return {
    kind: 'decided',
    outcome,
    reasons: reasons.map(({ effect, origin, message: words }) => ({ effect, origin, words })),
    unknowns: unknowns.map(({ message: words }) => words),
  };
}

/** The command line has options for what a file has keys for. */
function describeRefusal(operation: string, { kind, near, refusal }: Refusal): Message {
  switch (kind) {
    case 'both-planes':
      return message('"{0}" is an operation of both planes. Say which one is meant: plane: data', operation);
    case 'unknown-operation':
      return near.length > 0
        ? message('No operation is called "{0}". Did you mean {1}?', operation, near)
        : message('No operation is called "{0}". If there is one, say in which plane: plane: data', operation);
    case 'wildcard':
      return refusal;
  }
}

/** A slash at the end of a path means nothing. */
export function withoutSlash(resource: string): string {
  return resource.length > 1 && resource.endsWith('/') ? resource.slice(0, -1) : resource;
}

/** The address of what a file names relative to itself, whether addresses are paths or URIs. */
export function addressBeside(file: string, name: string): string {
  const isUri = /^[a-z][\w+.-]+:\/\//i.test(file);
  const segments = file.split('/').slice(0, -1);
  for (const segment of name.split(/[/\\]/)) {
    if (segment === '..') {
      segments.pop();
    } else if (segment !== '.' && segment !== '') {
      segments.push(isUri ? encodeURIComponent(segment) : segment);
    }
  }
  return segments.join('/');
}
