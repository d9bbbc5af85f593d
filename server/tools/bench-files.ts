/** Role files of any length for the benchmarks, from the names of real operations. */

const SCOPE = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';

function role(name: string, actions: readonly string[]): object {
  return {
    Name: name,
    IsCustom: true,
    Description: 'For the benchmarks.',
    Actions: actions,
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: [SCOPE],
  };
}

/** One role with an operation a line. */
export function bigRole(names: readonly string[], lines: number): string {
  return JSON.stringify(role('Bench', names.slice(0, lines - 13)), undefined, 2);
}

/** A list of roles of some forty lines each, as an export holds them. */
export function listOfRoles(names: readonly string[], lines: number): string {
  const each = 30;
  const count = Math.ceil(lines / (each + 13));
  const roles = Array.from({ length: count }, (_, index) => {
    const from = (index * each) % (names.length - each);
    return role(`Bench ${index}`, names.slice(from, from + each));
  });
  return JSON.stringify(roles, undefined, 2);
}
