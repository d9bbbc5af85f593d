/** Conditions, their attributes and their operators in words, as Markdown. */
import type { AttributeTopic } from '../access/azure/condition/condition-attributes.ts';
import type { Attribute, Expression, Operator } from '../access/azure/condition/condition-nodes.ts';
import {
  findOperator,
  findQuantifier,
  type OperatorMeaning,
  type Quantifier,
  type Relation,
} from '../access/azure/condition/condition-operators.ts';
import {
  type ClauseInWords,
  conditionInWords,
  type SpokenOperand,
  type Statement,
  speakAttribute,
} from '../access/azure/condition/condition-words.ts';
import type { Facts } from '../access/facts.ts';
import { type Message, message, render, type Translations } from '../rules/message.ts';
import { nameRole, nameTopic } from './condition-names.ts';
import { code, escapeMarkdown } from './markdown.ts';

/** How many values of a set are named before the rest is only counted. */
const MOST_VALUES = 8;

type Say = (text: string, ...args: readonly (string | number)[]) => string;

interface Speech {
  readonly say: Say;
  readonly facts: Facts;
  readonly translations: Translations;
}

function speech(facts: Facts, translations: Translations): Speech {
  return { say: (text, ...args) => render(message(text, ...args), translations), facts, translations };
}

/** What a condition says, a line for each of its parts. */
export function describeCondition(expression: Expression, facts: Facts, translations: Translations): string {
  const words = speech(facts, translations);
  const clauses = conditionInWords(expression);
  const lines = clauses.map((clause) => describeClause(clause, words));
  return clauses.every(({ when }) => when)
    ? [...lines, words.say('Everything else that the role grants is not bound.')].join('\n\n')
    : lines.join('\n\n');
}

function describeClause({ when, must }: ClauseInWords, words: Speech): string {
  const { say } = words;
  if (!when) {
    return [say('For everything that the role grants:'), ...bullets(must, words)].join('\n');
  }
  if (must.kind === 'never') {
    return say('Refused: {0}.', sayStatement(when, words));
  }
  return [say('Where {0}:', sayStatement(when, words)), ...bullets(must, words)].join('\n');
}

/** The parts that all have to hold as a list, anything else as its only item. */
function bullets(statement: Statement, words: Speech): readonly string[] {
  const parts = statement.kind === 'all' ? statement.parts : [statement];
  return parts.map((part) => `- ${sayStatement(part, words)}`);
}

function sayStatement(statement: Statement, words: Speech): string {
  const { say } = words;
  switch (statement.kind) {
    case 'all':
      return statement.parts.map((part) => sayPart(part, words)).join(` ${say('and')} `);
    case 'any':
      return statement.parts.map((part) => sayPart(part, words)).join(` ${say('or')} `);
    case 'operation':
      return statement.negated
        ? say('the operation is not {0}', code(statement.name))
        : say('the operation is {0}', code(statement.name));
    case 'sub-operation':
      return statement.negated
        ? say('the sub-operation is not {0}', code(statement.name))
        : say('the sub-operation is {0}', code(statement.name));
    case 'exists':
      return statement.negated
        ? say('{0} is not there', sayOperand(statement.attribute, words))
        : say('{0} is there', sayOperand(statement.attribute, words));
    case 'comparison':
      return sayComparison(statement, words);
    case 'never':
      return say('never');
    case 'unknown':
      return say('something that is not known here');
  }
}

function sayPart(statement: Statement, words: Speech): string {
  const text = sayStatement(statement, words);
  return statement.kind === 'all' || statement.kind === 'any' ? `(${text})` : text;
}

type Comparison = Extract<Statement, { kind: 'comparison' }>;

function sayComparison({ left, operator, quantifier, right, negated }: Comparison, words: Speech): string {
  const { say } = words;
  const [a, b] = [sayOperand(left, words), sayOperand(right, words)];
  const isOne = right.kind !== 'values' || right.values.length === 1;
  // A quantifier over one value says nothing, and of a negation what it says is better seen in the condition itself.
  const any = isOne || !quantifier ? b : quantifier.right === 'any' ? say('any of {0}', b) : say('all of {0}', b);
  const subject = quantifier?.left === 'all' ? say('every {0}', a) : a;
  const text = render(relationText(operator, subject, any), words.translations);
  return negated ? say('not: {0}', text) : text;
}

/** A whole sentence for each relation, since languages put its words in an order of their own. */
function relationText(
  { relation, negated }: Pick<OperatorMeaning, 'relation' | 'negated'>,
  a: string,
  b: string,
): Message {
  const texts: Readonly<Record<Relation, readonly [Message, Message]>> = {
    equals: [message('{0} is {1}', a, b), message('{0} is not {1}', a, b)],
    'starts-with': [message('{0} starts with {1}', a, b), message('{0} does not start with {1}', a, b)],
    like: [message('{0} is like {1}', a, b), message('{0} is not like {1}', a, b)],
    greater: [message('{0} is after or more than {1}', a, b), message('{0} is not more than {1}', a, b)],
    'greater-or-equals': [message('{0} is at least {1}', a, b), message('{0} is less than {1}', a, b)],
    less: [message('{0} is before or less than {1}', a, b), message('{0} is not less than {1}', a, b)],
    'less-or-equals': [message('{0} is at most {1}', a, b), message('{0} is more than {1}', a, b)],
  };
  return texts[relation][negated ? 1 : 0];
}

function sayOperand(operand: SpokenOperand, { say, facts, translations }: Speech): string {
  switch (operand.kind) {
    case 'attribute':
      return operand.meaning
        ? nameAttribute(operand.meaning.about, operand.path, operand.source, translations)
        : code(operand.path);
    case 'values': {
      const shown = operand.values.slice(0, MOST_VALUES).map((value) => sayValue(value, facts));
      const rest = operand.values.length - shown.length;
      return [...shown, ...(rest > 0 ? [say('{0} more', rest)] : [])].join(', ');
    }
    case 'unknown':
      return say('something that is not known here');
  }
}

function sayValue(value: string, facts: Facts): string {
  const role = nameRole(value, facts.roles);
  return role === undefined ? code(value) : escapeMarkdown(role);
}

function nameAttribute(
  topic: AttributeTopic,
  path: string,
  source: string | undefined,
  translations: Translations,
): string {
  const key = /:([^:<]+)/.exec(path.endsWith(':') ? '' : path)?.[1] ?? '';
  const isOwn = topic === 'blob-tag' || topic === 'security-attribute' || topic === 'container-metadata';
  const name = render(nameTopic(topic, source), translations);
  return isOwn && key !== '' ? `${name} ${code(key)}` : name;
}

/** What an attribute is, and where its value comes from. */
export function describeAttribute(attribute: Attribute, facts: Facts, translations: Translations): string {
  const { say } = speech(facts, translations);
  const { meaning, source, path } = speakAttribute(attribute);
  const from =
    source === 'Request'
      ? say('From the request: what the caller sends.')
      : source === 'Resource'
        ? say('From the resource: what is there already.')
        : source === 'Principal'
          ? say('From the principal: who asks.')
          : source === 'Environment'
            ? say('From the environment: the network and the time.')
            : '';
  const about = meaning
    ? nameAttribute(meaning.about, path, source, translations)
    : say('An attribute that Grantscope does not know.');
  return [`**@${escapeMarkdown(attribute.source.text)}\\[${escapeMarkdown(path)}\\]**`, about, from]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What an operator tests. */
export function describeOperator(operator: Operator, facts: Facts, translations: Translations): string | undefined {
  const { say } = speech(facts, translations);
  const meaning = findOperator(operator.name.text);
  if (!meaning) {
    return undefined;
  }
  const quantifier = operator.quantifier && findQuantifier(operator.quantifier.text);
  const name = quantifier ? `${quantifier.name}:${meaning.name}` : meaning.name;
  const letters =
    meaning.values !== 'text'
      ? ''
      : meaning.ignoresCase
        ? say('Capital and small letters are the same to it.')
        : say('Capital and small letters are different to it.');
  const wildcards =
    meaning.relation === 'like' ? say('{0} stands for any text, {1} for one character.', code('*'), code('?')) : '';
  const parts = [
    `**${escapeMarkdown(name)}**`,
    render(relationText(meaning, say('the left side'), say('the right side')), translations),
    quantifier ? sayQuantifier(quantifier, say) : '',
    [letters, wildcards].filter((part) => part !== '').join(' '),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function sayQuantifier({ left, right }: Quantifier, say: Say): string {
  if (left === 'any') {
    return right === 'any'
      ? say('Holds where it is so for some value of the left side with some value of the right.')
      : say('Holds where it is so for some value of the left side with every value of the right.');
  }
  return right === 'any'
    ? say('Holds where it is so for every value of the left side with some value of the right.')
    : say('Holds where it is so for every value of the left side with every value of the right.');
}
