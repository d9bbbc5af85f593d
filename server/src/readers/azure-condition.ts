/**
 * Conditions of role assignments, wherever they stand: as the value of a key or of an option, in a variable, in a text
 * that a call completes. Found by what they look like, so that those of modules and parameter files are found as well;
 * under an assignment whatever they look like. What may be a piece of one, in a program or under another name, is read
 * too, but its grammar is not to be judged.
 */
import { type ConditionFlaw, checkCondition } from '../access/azure/condition/condition-checker.ts';
import { type ParsedCondition, parseCondition } from '../access/azure/condition/condition-parser.ts';
import { type CallNode, type EntryNode, isScalar, type Placed, type ScalarNode, type Span } from '../syntax/tree.ts';
import { type Below, NONE } from './below.ts';
import type { Part } from './part.ts';
import type { Place } from './text.ts';

export interface Condition {
  readonly kind: 'azure/condition';
  /** Placed at the start of the model. */
  readonly scalar: Placed<ScalarNode>;
  readonly value: string;
  readonly parsed: ParsedCondition;
  /** What is wrong with it beside its grammar. */
  readonly flaws: readonly ConditionFlaw[];
  /** Whether all of it stands there, so that its grammar can be judged. */
  readonly isWhole: boolean;
}

/** What every condition has that speaks of anything. */
const MARK = /\b(?:sub)?(?:action|operation)matches\s{0,9}[{(]|@(?:request|resource|principal|environment)\s{0,9}\[/i;
/** How a condition begins, and explanations do not. */
const START = /^\s{0,200}(?:\(|!|@[a-z]|\{\s{0,9}'|(?:not|exists|actionmatches|suboperationmatches)\b)/i;
/** Keys under which people explain. */
const PROSE = /description|comment|notes?$|help|example|message|summary|text$/i;
/** Keys whose text is a whole condition: their own, and that of a parameter's value. */
const WHOLE = /condition|^(?:value|default|defaultValue)$/i;
/** Calls that give back one of their arguments, or nearly: `cond ? 'a' : null`, `trimspace("…")`. */
const PASSING = /^(?:\?:|trim|trimspace|chomp|replace|coalesce|toString)$/i;
/** Far over the limit nothing in it is looked at. */
const MOST_READ = 100_000;

const read = new WeakMap<ScalarNode, Condition>();

/** Whether a text is a condition by what it looks like. */
export function looksLikeCondition(text: string): boolean {
  return START.test(text) && MARK.test(text);
}

/**
 * @param hidden the stretches of the text that are filled in later, where its language does not know
 * @param isFragment whether it may be put together with other texts
 */
export function readCondition(node: ScalarNode, hidden: readonly Span[] = node.opaque, isFragment = false): Condition {
  const known = read.get(node);
  if (known) {
    return known;
  }
  const isShort = node.text.length <= MOST_READ;
  const parsed = parseCondition(isShort ? node.text : node.text.slice(0, MOST_READ), isShort ? hidden : []);
  const condition: Condition = {
    kind: 'azure/condition',
    scalar: { node, start: 0 },
    value: node.text,
    parsed,
    flaws: checkCondition(parsed.expression),
    isWhole: isShort && !isFragment && !node.problems.some(({ code }) => code === 'unclosed-string'),
  };
  read.set(node, condition);
  return condition;
}

function isText(node: ScalarNode): boolean {
  return node.type === 'string' || node.type === 'word';
}

/** The condition that an entry holds by its text. Places count from the start of the entry. */
export function readConditionEntry({ key, value, valueStart }: EntryNode, around: Place): readonly Below[] {
  if (value?.kind !== 'scalar' || !mayStand(value, around) || PROSE.test(key.text)) {
    return NONE;
  }
  // What is called otherwise may be a piece of one.
  const isFragment = around.isProgram || !WHOLE.test(key.text);
  return [{ model: readCondition(value, value.opaque, isFragment), start: valueStart }];
}

/** The conditions among the arguments of a call that passes them on. Places count from the start of the call. */
export function readConditionsInCall(call: CallNode, around: Place): readonly Below[] {
  if (!PASSING.test(call.callee)) {
    return NONE;
  }
  return call.children.flatMap((child, index): readonly Below[] =>
    child.kind === 'scalar' && mayStand(child, around)
      ? [{ model: readCondition(child, hiddenIn(call, child), around.isProgram), start: call.starts[index] ?? 0 }]
      : [],
  );
}

/** What `replace` puts something else for. */
function hiddenIn({ callee, children }: CallNode, text: ScalarNode): readonly Span[] {
  const sought = children[1];
  if (!/^replace$/i.test(callee) || sought?.kind !== 'scalar' || sought.text === '' || text.opaque.length > 0) {
    return text.opaque;
  }
  const spans: Span[] = [];
  for (let at = text.text.indexOf(sought.text); at >= 0; at = text.text.indexOf(sought.text, at + sought.text.length)) {
    spans.push({ start: at, end: at + sought.text.length });
  }
  return spans;
}

function mayStand(node: ScalarNode, { generated }: Place): boolean {
  return isText(node) && !generated && looksLikeCondition(node.text);
}

/** The condition of an assignment that does not look like one, and is found nowhere else. */
export function conditionPart(condition: { readonly node: Placed } | undefined): readonly Part<Condition>[] {
  const node = condition?.node;
  if (!isScalar(node) || !isText(node.node) || node.node.text.startsWith('[') || looksLikeCondition(node.node.text)) {
    return [];
  }
  const { text, opaque } = node.node;
  if (opaque.some(({ start, end }) => start === 0 && end === text.length)) {
    return [];
  }
  return [{ model: readCondition(node.node), start: node.start }];
}

/** The condition of an assignment where it is a text, placed from where the assignment's places count. */
export function conditionOf({
  condition,
}: {
  readonly condition: { readonly node: Placed } | undefined;
}): Part<Condition> | undefined {
  const node = condition?.node;
  return isScalar(node) && isText(node.node) && !node.node.text.startsWith('[')
    ? { model: readCondition(node.node), start: node.start }
    : undefined;
}
