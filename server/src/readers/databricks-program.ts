/** A program, or a cell of a notebook, that reads secrets: as a whole, for what it does with them. */
import type { ListNode, Placed } from '../syntax/tree.ts';

export interface Program {
  readonly kind: 'databricks/program';
  /** The statements, placed at the start of the model. */
  readonly root: Placed<ListNode>;
}
