/** Turns the verbs of fixes into edits of PowerShell text. */
import type { Change, Edit } from '../change.ts';
export function writePowershell(_text: string, _change: Change): readonly Edit[] | undefined {
  return undefined;
}
