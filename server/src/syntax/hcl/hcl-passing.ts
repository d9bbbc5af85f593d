/** Passes over text of HCL that becomes no node of its own, and keeps what was wrong with it. */
import * as passing from '../pass-over.ts';
import type { ScalarNode } from '../tree.ts';
import type { HclScanner } from './hcl-scanner.ts';
import { readHere, readQuoted } from './hcl-template.ts';

/** Reads the string or here-document that begins here, if one does. */
function readString(scanner: HclScanner): ScalarNode | undefined {
  return scanner.char === '"' ? readQuoted(scanner) : scanner.char === '<' ? readHere(scanner) : undefined;
}

/**
 * Passes over text up to a comma, a closing bracket or, outside of brackets, the end of the line.
 * @param lines whether the end of the line does not count either
 */
export function passOver(scanner: HclScanner, lines: boolean): void {
  passing.passOver(scanner, lines, readString);
}

/** Passes over what cannot be understood, to the end of the line or to what may be understood again. */
export function passJunk(scanner: HclScanner): void {
  passing.passJunk(scanner, readString);
}
