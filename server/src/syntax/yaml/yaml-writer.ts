/** x */
export function writeYaml(): undefined { return undefined; }
