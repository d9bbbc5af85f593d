/**
 * Decisions about secrets of Databricks, each branch with where it is documented. A case is a line that names it and one with
 * the facts, the question and the answer: outcome, chain of links, missing facts.
 */
import { describe, expect, test } from 'vitest';
import { askAbout } from './secret-facts.ts';

const ACLS = 'https://docs.databricks.com/aws/en/security/auth/access-control/#secret-acls';
const SCOPES = 'https://docs.databricks.com/aws/en/security/secrets/#secret-scopes';
const SECRETS = 'https://docs.databricks.com/aws/en/security/secrets/#manage-secret-permissions';
const GROUPS = 'https://docs.databricks.com/aws/en/admin/users-groups/groups';
const API = 'https://docs.databricks.com/api/workspace/secrets';

function answer(facts: string, question: string): string {
  const { outcome, reasons, unknowns } = askAbout(facts, question);
  const chain = reasons.map(
    ({ id, effect }) => `${id.slice('databricks/'.length)}${effect === 'none' ? '' : `:${effect}`}`,
  );
  const missing = unknowns.map(({ kind, subject }) => `${kind} ${subject}`);
  return [outcome, chain.join(' > '), ...(missing.length > 0 ? [missing.join(', ')] : [])].join(' | ');
}

/** Name, facts, question, answer of each case. */
function casesOf(table: string): readonly (readonly [string, string, string, string])[] {
  const lines = table.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .flatMap((line, index, all) => {
      const [facts = '', question = '', ...expected] = (all[index + 1] ?? '').split('|').map((part) => part.trim());
      return index % 2 === 0 ? [[line, facts, question, expected.join(' | ')] as const] : [];
    });
}

describe.each([
  [
    'permissions',
    ACLS,
    `
    the key changes nothing
      kv: alice READ | alice secrets/get kv/password | allowed | acl:allow
    names compare without case
      KV: Alice@X.COM READ | ALICE secrets/get kv/Password | allowed | acl:allow
    a service principal by its application id
      kv: robot READ | robot secrets/get kv/a | allowed | acl:allow
    nothing at all
      kv: | alice secrets/get kv | denied | no-acl:deny
    nothing but what others have
      kv: bob MANAGE | alice secrets/list kv | denied | no-acl:deny
    a permission on another scope
      kv:; other: alice READ | alice secrets/get kv | denied | acl > other-scope:deny
    a weaker permission on another scope
      kv:; other: alice READ | alice secrets/put kv | denied | no-acl:deny
    `,
  ],
  [
    'a put replaces what the same principal had',
    SECRETS,
    `
    by less
      kv: alice MANAGE, alice READ | alice secrets/put kv | denied | overwritten-acl > acl > weaker-permission:deny
    by more
      kv: alice READ, alice MANAGE | alice acls/put kv | allowed | overwritten-acl > acl:allow
    by the same
      kv: alice READ, alice READ | alice secrets/get kv | allowed | acl:allow
    in another case
      kv: ALICE MANAGE, alice READ | alice secrets/put kv | denied | overwritten-acl > acl > weaker-permission:deny
    and not what its group has
      kv: team MANAGE, alice READ; group team: alice | alice acls/put kv | allowed | group-membership > acl:allow
    `,
  ],
  [
    'groups',
    GROUPS,
    `
    give what they have
      kv: team READ; group Team: alice | alice secrets/get kv | allowed | group-membership > acl:allow
    in groups
      kv: all READ; group all: team; group team: crew; group crew: alice | alice secrets/get kv | allowed | group-membership > group-membership > group-membership > acl:allow
    ask for themselves
      kv: all READ; group all: team; group team: crew; group crew: alice | crew secrets/get kv | allowed | group-membership > group-membership > acl:allow
    the strongest of all counts
      kv: alice READ, team WRITE, crew READ; group team: alice; group crew: alice | alice secrets/put kv | allowed | group-membership > acl:allow
    the nearest way is told
      kv: team READ, alice READ; group team: alice | alice secrets/get kv | allowed | acl:allow
    of which all members are told, and others are asked about
      kv: all READ; group all: team; group team: crew; group crew: alice | bob secrets/get kv | denied | no-acl:deny
    in a circle
      kv: a READ; group a: b; group b: a, alice | alice secrets/get kv | allowed | group-membership > group-membership > acl:allow
    in a circle without anybody
      kv: a READ; group a: b; group b: a | alice secrets/get kv | denied | no-acl:deny
    that hold themselves
      kv: a READ; group a: a, A | alice secrets/get kv | denied | no-acl:deny
    of unknown members
      kv: team READ | alice secrets/get kv | undetermined | doubtful-membership > acl | group-members team
    with one of unknown members
      kv: all READ; group all: bob, team | alice secrets/get kv | undetermined | doubtful-membership > acl | group-members team
    of unknown members with too little
      kv: team READ | alice secrets/put kv | denied | no-acl:deny
    of unknown members beside enough
      kv: team READ, alice READ | alice secrets/get kv | allowed | acl:allow
    of which some members are told
      kv: team READ; some of team: alice | alice secrets/get kv | allowed | group-membership > acl:allow
    of which others are told
      kv: team READ; some of team: alice | bob secrets/get kv | undetermined | doubtful-membership > acl | group-members team
    users has everybody
      kv: users READ | robot secrets/get kv | allowed | group-membership > acl:allow
    users has everybody, whoever is told to be in it
      kv: Users READ; group users: bob | alice secrets/get kv | allowed | group-membership > acl:allow
    that hold users
      kv: readers READ; group readers: users | alice secrets/get kv | allowed | group-membership > group-membership > acl:allow
    users and admins are no others
      kv: users READ | alice secrets/put kv | denied | group-membership > acl > weaker-permission:deny
    `,
  ],
  [
    'other names',
    GROUPS,
    `
    of a principal
      kv: alice READ; alias alice, robot | robot secrets/get kv | allowed | alias > acl:allow
    of a member
      kv: team READ; group team: robot; alias alice, robot | alice secrets/get kv | allowed | alias > group-membership > acl:allow
    of a group
      kv: robot READ; group team: alice; alias team, robot | alice secrets/get kv | allowed | group-membership > alias > acl:allow
    of a user are no group
      kv: Alice READ; alias alice, Alice | bob secrets/get kv | denied | no-acl:deny
    that several have
      kv: Al READ; alias alice, Al; alias bob, Al | alice secrets/get kv | undetermined | doubtful-membership > acl | ambiguous-name Al
    that several have, who are one
      kv: Al READ; alias alice, Al; alias bob, Al; alias alice, bob | alice secrets/get kv | allowed | alias > acl:allow
    `,
  ],
  [
    'administrators',
    ACLS,
    `
    may do everything
      kv:; admins: alice | alice acls/delete kv | allowed | group-membership > workspace-admin:allow
    through a group
      kv:; group ops: alice; admins: ops | alice secrets/put kv/a | allowed | group-membership > group-membership > workspace-admin:allow
    as members of admins
      kv:; group admins: alice; admins unknown | alice secrets/get kv | allowed | group-membership > workspace-admin:allow
    whoever is told twice
      kv:; group admins: alice; admins: bob | alice secrets/get kv | allowed | group-membership > workspace-admin:allow
    nobody says who they are
      kv:; admins unknown | alice secrets/get kv | undetermined | doubtful-membership > workspace-admin | workspace-admins admins
    nobody says who they are, and it does not matter
      kv: alice READ; admins unknown | alice secrets/get kv | allowed | acl:allow
    with a group of unknown members
      kv:; admins: ops | alice secrets/get kv | undetermined | doubtful-membership > workspace-admin | group-members ops
    with a permission of their own
      kv: alice READ; admins: alice | alice secrets/get kv | allowed | acl:allow
    with a permission that does not suffice
      kv: alice READ; admins: alice | alice acls/put kv | allowed | group-membership > workspace-admin:allow
    on a scope of which not all is told
      kv:; open kv; admins: alice | alice secrets/get kv | allowed | group-membership > workspace-admin:allow
    nobody else
      kv:; admins: alice | bob secrets/get kv | denied | no-acl:deny
    `,
  ],
  [
    'who created a scope',
    `${API}/createscope`,
    `
    may manage it
      open kv; creator kv: alice | alice acls/put kv | allowed | creator:allow
    has the permission that was put since
      kv: alice READ; open kv; creator kv: alice | alice secrets/put kv | undetermined | incomplete-acls | secret-scope-permissions kv
    has none once it was deleted
      kv:; creator kv: alice | alice secrets/get kv | denied | creator > withdrawn:deny
    may have let everybody manage it
      open kv; open to all kv | bob acls/put kv | allowed | group-membership > initial-manager:allow
    may have let everybody manage it, which was replaced
      kv: users READ; open to all kv | bob secrets/put kv | denied | group-membership > acl > weaker-permission:deny
    `,
  ],
  [
    'scopes',
    SCOPES,
    `
    that are not there
      all scopes; admins: alice | alice secrets/get kv | denied | unknown-scope:deny
    of which nobody knows
      admins: alice | alice secrets/get kv | undetermined | group-membership > workspace-admin:allow > unknown-scope | secret-scope kv
    of which nobody knows, for others
       | alice secrets/get kv | undetermined | unknown-scope | secret-scope kv, secret-scope-permissions kv
    of which not all is told
      open kv | alice secrets/get kv | undetermined | incomplete-acls | secret-scope-permissions kv
    over a key vault are read
      kv: alice READ; backend kv: AZURE_KEYVAULT | alice secrets/get kv | allowed | acl:allow
    over a key vault are not written
      kv: alice MANAGE; backend kv: AZURE_KEYVAULT | alice secrets/put kv/a | denied | acl:allow > backend:deny
    over a key vault keep their permissions
      kv: alice MANAGE; backend kv: AZURE_KEYVAULT | alice acls/put kv | allowed | acl:allow
    over a key vault, whoever asks
      open kv; backend kv: AZURE_KEYVAULT | alice secrets/delete kv/a | denied | backend:deny
    over nobody knows what
      kv: alice WRITE; backend kv: | alice secrets/put kv/a | undetermined | acl:allow > backend | secret-scope-backend kv
    over nobody knows what, and it does not matter
      kv: alice READ; backend kv: | alice secrets/put kv/a | denied | acl > weaker-permission:deny
    over different things
      kv: alice WRITE; backend kv: DATABRICKS, AZURE_KEYVAULT | alice secrets/delete kv/a | undetermined | acl:allow > backend | secret-scope-backend kv
    with a permission in another case
      kv: alice read | alice secrets/get kv | undetermined | acl > unknown-permission | secret-permission read
    with a permission in another case for others
      kv: bob read | alice secrets/get kv | denied | no-acl:deny
    with a permission that Databricks refuses
      kv: alice CAN_READ | alice secrets/get kv | denied | no-acl:deny
    with a permission that Databricks refuses, which replaces none
      kv: alice READ, alice CAN_MANAGE | alice secrets/get kv | allowed | acl:allow
    `,
  ],
  [
    'the entry of a principal',
    `${API}/getacl`,
    `
    is there
      kv: alice MANAGE, team READ; group team: bob | alice acls/get kv/acls/Team | allowed | acl:allow
    is not there, though the group has one
      kv: alice MANAGE, team READ; group team: bob | alice acls/get kv/acls/bob | denied | acl:allow > missing-entry:deny
    is not there to be deleted
      kv: alice MANAGE, team READ; group team: bob | alice acls/delete kv/acls/bob | denied | acl:allow > missing-entry:deny
    is made by a put
      kv: alice MANAGE, team READ; group team: bob | alice acls/put kv/acls/bob | allowed | acl:allow
    is nobody else’s to see
      kv: alice MANAGE, team READ; group team: bob | bob acls/get kv/acls/bob | denied | group-membership > acl > weaker-permission:deny
    may be there
      kv: alice MANAGE, team READ; open kv; group team: bob | alice acls/get kv/acls/bob | undetermined | acl:allow > incomplete-acls | secret-scope-permissions kv
    is the creator’s
      open kv; creator kv: alice | alice acls/get kv/acls/alice | allowed | creator:allow
    is not asked about
      kv: alice MANAGE, team READ; group team: bob | alice acls/get kv | allowed | acl:allow
    is no secret
      kv: alice MANAGE, team READ; group team: bob | alice secrets/get kv/acls/bob | undetermined | malformed-resource | resource databricks:/secrets/kv/acls/bob@x.com
    `,
  ],
])('%s (%s)', (_title, _source, table) => {
  test.each(casesOf(table))('%s', (_name, facts, question, expected) => {
    expect(answer(facts, question)).toBe(expected);
  });
});

const LEVELS = ['READ', 'WRITE', 'MANAGE'];
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  READ: ['secrets/get', 'secrets/list'],
  WRITE: ['secrets/put', 'secrets/delete'],
  MANAGE: ['acls/put', 'acls/get', 'acls/list', 'acls/delete'],
};

test.each(
  LEVELS.flatMap((has) =>
    Object.entries(NEEDED).flatMap(([needs, operations]) => operations.map((one) => [has, one, needs])),
  ),
)(`%s and %s, which needs %s (${ACLS})`, (has = '', operation = '', needs = '') => {
  const isEnough = LEVELS.indexOf(has) >= LEVELS.indexOf(needs);
  expect(answer(`kv: alice ${has}`, `alice ${operation} kv`)).toBe(
    isEnough ? 'allowed | acl:allow' : 'denied | acl > weaker-permission:deny',
  );
});
