/** Puts items behind those of a list, however many: as arguments of a call they would have to fit on the stack. */
export function appendAll<Item>(list: Item[], items: readonly Item[]): void {
  for (const item of items) {
    list.push(item);
  }
}
