/** Walks over HCL text. */
import { type Signs, TextScanner } from '../text-scanner.ts';

/** What begins a block of a configuration and stands in no other block. */
const TOP_LEVEL =
  /(?:(?:resource|data)[ \t]+"[^"\n]{0,200}"[ \t]+"[^"\n]{0,200}"|(?:variable|output|module|provider)[ \t]+"[^"\n]{0,200}"|(?:locals|terraform|moved|removed|import))[ \t]*\{/y;

/** An attribute or a block. */
const ENTRY = /[A-Za-z_][\w-]{0,200}[ \t]*(?:=(?![=>])|\{)/y;

const SIGNS: Signs = { topLevel: TOP_LEVEL, entry: ENTRY, dashes: true };

export class HclScanner extends TextScanner {
  protected readonly signs = SIGNS;
}
