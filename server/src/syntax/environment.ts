/** Environment text: `NAME=value` lines, as in `.env` files and in the box of a cluster's page. */
import { propertyLanguage } from './property-lines.ts';

export const environment = propertyLanguage({
  id: 'dotenv',
  rootKey: 'env',
  commentMarks: '#',
  prefix: 'export',
  separators: '=',
  separator: '=',
  quotes: true,
});
