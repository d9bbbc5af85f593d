/** Passes over text of Bicep that becomes no node of its own, and keeps what was wrong with it. */
import * as passing from '../pass-over.ts';
import { CLOSERS } from '../text-scanner.ts';
import type { BicepScanner } from './bicep-scanner.ts';
import { readString } from './bicep-string.ts';

const OPENERS: ReadonlySet<string> = new Set(['(', '[', '{']);

/**
 * Passes over text up to a comma, a closing bracket or, outside of brackets, the end of the line.
 * @param lines whether the end of the line does not count either
 */
export function passOver(scanner: BicepScanner, lines: boolean): void {
  passing.passOver(scanner, lines, readString);
}

/** Passes over what cannot be understood, to the end of the line or to what may be understood again. */
export function passJunk(scanner: BicepScanner): void {
  passing.passJunk(scanner, readString);
}

/**
 * Passes over a type, an import or the parameters of a function: to the sign that ends them or the end of the line,
 * where the next does not go on with `|`. Gives where what was passed over ends.
 */
export function passType(scanner: BicepScanner, sign: '=' | '=>' | ''): number {
  let depth = 0;
  let { at: end } = scanner;
  for (;;) {
    scanner.skip(depth > 0);
    if (isOver(scanner, depth, sign)) {
      return end;
    }
    const { char } = scanner;
    if (char === '\n') {
      const { at } = scanner;
      scanner.skip(true);
      if (scanner.char !== '|' || scanner.text.startsWith('||', scanner.at)) {
        scanner.goBack(at);
        return end;
      }
      scanner.at++;
    } else if (!passing.passString(scanner, readString)) {
      depth += changeOfDepth(char, scanner.text[scanner.at - 1]);
      scanner.at++;
    }
    end = scanner.at;
  }
}

/** Types take other types in angle brackets. */
function changeOfDepth(char: string, before: string | undefined): number {
  if (OPENERS.has(char) || char === '<') {
    return 1;
  }
  return CLOSERS.has(char) || (char === '>' && before !== '=') ? -1 : 0;
}

function isOver(scanner: BicepScanner, depth: number, sign: string): boolean {
  if (scanner.isAtEnd || scanner.isAtTopLevel()) {
    return true;
  }
  return depth <= 0 && (CLOSERS.has(scanner.char) || isSign(scanner, sign));
}

function isSign({ text, at }: BicepScanner, sign: string): boolean {
  return sign !== '' && text.startsWith(sign, at) && (sign === '=>' || !/[=>~]/.test(text[at + 1] ?? ''));
}
