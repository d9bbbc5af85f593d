/** `npm run package`: the `.vsix`, from a fresh build. */
import { statSync } from 'node:fs';
import { createVSIX } from '@vscode/vsce';
import { buildAll } from './build.ts';

export const VSIX = 'grantscope.vsix';

export async function main(): Promise<number> {
  await buildAll();
  // Everything is bundled; what the bundles were made from stays out.
  await createVSIX({
    cwd: process.cwd(),
    packagePath: VSIX,
    dependencies: false,
    allowMissingRepository: true,
    // There is no address yet under which the picture of the README would be found.
    rewriteRelativeLinks: false,
  });
  console.log(`${VSIX}: ${Math.round(statSync(VSIX).size / 1024)} kB`);
  return 0;
}
