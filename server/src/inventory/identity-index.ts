/** Who is who: groups and their members, administrators, and the names of one identity in different systems. */
import type { Answer } from '../access/facts.ts';

export interface IdentitySource {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly admins: readonly string[] | undefined;
}

/** The group of everybody in a workspace. */
const EVERYBODY = 'users';
const ADMINS = 'admins';

export class IdentityIndex {
  readonly #groups = new Map<string, Set<string>>();
  readonly #names = new Map<string, string>();
  /** Undefined where no file says who they are. */
  readonly #admins: ReadonlySet<string> | undefined;

  constructor(sources: readonly IdentitySource[]) {
    for (const { aliases } of sources) {
      for (const [name, others] of aliases) {
        for (const other of others) {
          this.#names.set(other.toLowerCase(), name.toLowerCase());
        }
      }
    }
    for (const { groups } of sources) {
      for (const [group, members] of groups) {
        const known = this.#groups.get(group.toLowerCase()) ?? new Set();
        members.forEach((member) => {
          known.add(this.#nameOf(member));
        });
        this.#groups.set(group.toLowerCase(), known);
      }
    }
    const lists = sources.flatMap(({ admins }) => (admins ? [admins] : []));
    this.#admins = lists.length > 0 ? new Set(lists.flat().map((admin) => this.#nameOf(admin))) : undefined;
  }

  isAdmin(principal: string): Answer {
    if (!this.#admins) {
      return 'unknown';
    }
    const answers = [...this.#admins].map((admin) => this.belongsTo(principal, admin));
    return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
  }

  /** Whether a principal is another one, or in it, through groups in groups. */
  belongsTo(principal: string, holder: string): Answer {
    const wanted = this.#nameOf(principal);
    const seen = new Set<string>();
    const open = [this.#nameOf(holder)];
    let answer: Answer = 'no';
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (one === wanted || one === EVERYBODY) {
        return 'yes';
      }
      if (seen.has(one)) {
        continue;
      }
      seen.add(one);
      const members = one === ADMINS ? (this.#admins ?? this.#groups.get(one)) : this.#groups.get(one);
      if (members) {
        open.push(...members);
      } else if (mayBeGroup(one)) {
        answer = 'unknown';
      }
    }
    return answer;
  }

  #nameOf(name: string): string {
    const key = name.toLowerCase();
    return this.#names.get(key) ?? key;
  }
}

/** Users have an address and service principals a GUID. */
function mayBeGroup(name: string): boolean {
  return !name.includes('@') && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);
}
