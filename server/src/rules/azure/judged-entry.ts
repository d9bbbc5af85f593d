/** An entry of a role with what Azure would say of it: what the rules about single entries begin with. */
import { judgeOperation, type OperationJudgement } from '../../access/azure/operation-judgement.ts';
import type { Facts } from '../../access/facts.ts';
import { type OperationEntry, planeOf } from '../../readers/azure-operation-list.ts';
import { type Span, spanIn } from '../../syntax/tree.ts';

export interface JudgedEntry {
  /** The entry without blanks around it. */
  readonly name: string;
  /** Where the name stands in the entry's text. */
  readonly span: Span;
  readonly judgement: OperationJudgement;
  /** The source of a stretch of the name, of all of it by default. */
  at(from?: number, to?: number): Span;
}

/** Undefined where a template fills the entry in. */
export function judgeEntry({ list, text }: OperationEntry, { operations }: Facts): JudgedEntry | undefined {
  if (!text.known) {
    return undefined;
  }
  const name = text.value.trim();
  const start = text.value.indexOf(name);
  return {
    name,
    span: { start, end: start + name.length },
    judgement: judgeOperation(name, planeOf(list), operations),
    at: (from = 0, to = name.length) => spanIn(text.scalar, start + from, start + to),
  };
}
