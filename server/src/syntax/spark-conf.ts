/** Spark configuration text, as in `spark-defaults.conf` and in the box of a cluster's page: `key value` lines. */
import { propertyLanguage } from './property-lines.ts';

/** Spark reads its file as Java reads properties, so `=` and `:` part as well; a cluster's page takes blanks only. */
export const sparkConf = propertyLanguage({
  id: 'spark-conf',
  rootKey: 'spark_conf',
  commentMarks: '#!',
  prefix: undefined,
  separators: '=',
  separator: ' ',
  quotes: false,
});
