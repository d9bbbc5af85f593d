/** How a Bicep text is laid out. */
import { TextLayout } from '../text-layout.ts';
import { BicepScanner } from './bicep-scanner.ts';

export class BicepLayout extends TextLayout {
  readonly hasListCommas = false;

  scanFrom(place: number): BicepScanner {
    return new BicepScanner(this.text, place);
  }

  /** What stands in braces is always an object, whose entries may stand on one line. */
  protected isBody(): boolean {
    return false;
  }
}
