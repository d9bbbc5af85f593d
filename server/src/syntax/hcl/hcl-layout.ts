/** How an HCL text is laid out. */
import { TextLayout } from '../text-layout.ts';
import { HclScanner } from './hcl-scanner.ts';

export class HclLayout extends TextLayout {
  readonly hasListCommas = true;

  scanFrom(place: number): HclScanner {
    return new HclScanner(this.text, place);
  }

  protected isBody(before: string): boolean {
    return /[\w"-]|[^\0-\x7f]/.test(before);
  }
}
