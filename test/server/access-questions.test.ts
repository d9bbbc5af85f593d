/** Questions about access, as the editor asks them. */
import { describe, expect, test } from 'vitest';
import { AccessWorkspace, ASSIGNMENTS, FILES, GET, OLD_VAULT, SECRET, VAULT } from './access-files.ts';

const workspace = new AccessWorkspace();

type Answered<A> = Exclude<A, { refusal: string }>;

function isAnswered<A extends object>(answer: A): answer is Answered<A> {
  return !('refusal' in answer);
}

/** The answer to a question that has one. */
function answered<A extends object>(answer: A): Answered<A> {
  if (!isAnswered(answer)) {
    throw new Error(`refused: ${JSON.stringify(answer)}`);
  }
  return answer;
}

describe('may somebody do something', () => {
  test('is answered with reasons that lead to file and line', async () => {
    const desk = await workspace.desk();
    const answer = answered(desk.explain({ principal: 'bob@contoso.com', operation: GET, resource: SECRET }));
    expect(answer.decision).toBe('allowed');
    expect(answer.reasons.map(({ id }) => id)).toContain('azure/group-membership');
    const places = answer.reasons.flatMap(({ place }) => (place ? [place.uri.slice(10)] : []));
    expect(places).toEqual(expect.arrayContaining(['assignments.json', 'team.inventory.yaml']));
    expect(answer.markdown).toMatch(/^# Allowed\n/);
    expect(answer.markdown).toMatch(/\[assignments\\\.json:\d+\]\(<\/assignments\.json#L\d+>\)/);
  });

  test('is denied on a vault that uses access policies, whatever the roles', async () => {
    const desk = await workspace.desk();
    const question = { operation: GET, resource: OLD_VAULT };
    expect(desk.explain({ ...question, principal: 'bob@contoso.com' })).toMatchObject({ decision: 'denied' });
    expect(desk.explain({ ...question, principal: 'alice@contoso.com' })).toMatchObject({ decision: 'allowed' });
  });

  test('is asked again with assignments thought away', async () => {
    const desk = await workspace.desk();
    const [, second] = JSON.parse(FILES[ASSIGNMENTS] ?? '[]');
    const answer = desk.explain({
      principal: 'bob@contoso.com',
      operation: GET,
      resource: SECRET,
      without: [second.id],
    });
    expect(answer).toMatchObject({ decision: 'denied' });
  });

  test.each([
    ['Microsoft.KeyVault/vaults/secrets/getSecrets/action', SECRET, 'Did you mean'],
    [GET, 'kv-app', '"kv-app" is no resource.'],
    ['secrets/fetch', 'databricks:/secrets/kv', 'is no operation on secrets of Databricks'],
    ['*', SECRET, 'is a wildcard'],
  ])('is refused where it cannot be asked: %s on %s', async (operation, resource, why) => {
    const answer = (await workspace.desk()).explain({ principal: 'x', operation, resource });
    expect('refusal' in answer && answer.refusal).toContain(why);
    expect(answer.markdown).toContain('# No answer');
  });

  test('knows secrets of Databricks', async () => {
    const desk = await workspace.desk();
    const question = { operation: 'secrets/put', resource: 'databricks:/secrets/kv' };
    expect(desk.explain({ ...question, principal: 'alice@contoso.com' })).toMatchObject({ decision: 'allowed' });
    expect(desk.explain({ ...question, principal: 'bob@contoso.com' })).toMatchObject({ decision: 'denied' });
  });
});

test('who may do something, and what somebody holds', async () => {
  const desk = await workspace.desk();
  const { principals } = answered(desk.whoCan({ operation: GET, resource: SECRET }));
  expect(principals.map(({ principal }) => principal)).toEqual([
    'alice@contoso.com',
    'bob@contoso.com',
    'data-engineers',
  ]);
  const { holdings, markdown } = desk.whatCan({ principal: 'bob@contoso.com' });
  expect(holdings.map(({ label }) => label)).toEqual(['Key Vault Reader', 'Key Vault Secrets User', 'READ']);
  expect(markdown).toContain('# What can bob@contoso\\.com do?');
});

describe('what if something were removed', () => {
  async function without(...labels: readonly string[]) {
    const label = labels.at(-1);
    const node = (await workspace.children(...labels.slice(0, -1))).find((one) => one.label === label);
    return (await workspace.desk()).whatIfRemoved({ node: node?.id ?? '' });
  }
  const TO_VAULT = ['Azure', 'platform', VAULT.split('/')[2] ?? '', 'rg-app', 'kv-app'];

  test('says who would lose what, members of a group too', async () => {
    const answer = answered(await without(...TO_VAULT, 'Key Vault Secrets User – data-engineers'));
    expect(answer.losses).toEqual([
      { principal: 'data-engineers', lost: [GET], kept: 1 },
      { principal: 'alice@contoso.com', lost: [GET], kept: 1 },
      { principal: 'bob@contoso.com', lost: [GET], kept: 1 },
    ]);
    expect(answer.markdown).toContain(`- \`${GET}\``);
  });

  test('says that nothing is lost where something else gives the same', async () => {
    const answer = answered(await without(...TO_VAULT, 'db-password', 'Key Vault Secrets User – alice@contoso.com'));
    expect(answer.losses).toEqual([{ principal: 'alice@contoso.com', lost: [], kept: 2 }]);
    expect(answer.markdown).toContain('Loses nothing');
  });

  test('is asked of permissions on secret scopes too', async () => {
    const answer = answered(await without('Databricks', 'kv', 'MANAGE – alice@contoso.com'));
    expect(answer.losses).toMatchObject([{ principal: 'alice@contoso.com', kept: 2 }]);
    expect(answer.losses[0]?.lost).toContain('secrets/put');
  });

  test.each(['', '[]', '["azure","role-assignment","/","/","file:///w/x","0"]', '["databricks","acl","kv"]'])(
    'has no answer for what is not there: %s',
    async (node) => {
      expect((await workspace.desk()).whatIfRemoved({ node })).toHaveProperty('refusal');
    },
  );
});

test('the roles with least privilege', async () => {
  const desk = await workspace.desk();
  const { roles, markdown } = answered(desk.leastPrivilege({ operations: [GET] }));
  expect(roles[0]).toBe('Key Vault Secrets User');
  expect(markdown).toContain('**Key Vault Secrets User**');
  expect(desk.leastPrivilege({ operations: ['x/y'] })).toHaveProperty('refusal');
});

describe('what may be put into a question', () => {
  test('are the principals and resources that files name', async () => {
    const desk = await workspace.desk();
    expect(desk.choices({ of: 'principals', text: 'ALICE' })).toEqual(['alice@contoso.com']);
    expect(desk.choices({ of: 'resources' })).toEqual(expect.arrayContaining([SECRET, 'databricks:/secrets/kv']));
  });

  test('are the operations of a resource, those first that people ask about', async () => {
    const desk = await workspace.desk();
    expect(desk.choices({ of: 'operations', resource: SECRET })[0]).toBe(GET);
    expect(desk.choices({ of: 'operations', resource: 'databricks:/secrets/kv' })).toContain('secrets/get');
    expect(desk.choices({ of: 'operations', resource: VAULT, text: 'rotate' })).not.toEqual([]);
  });
});

test('what comes from files becomes no markup', async () => {
  const evil = '<img src=x onerror=alert(1)> [click](command:x) `code` # *a*';
  const files = { ...FILES, [ASSIGNMENTS]: (FILES[ASSIGNMENTS] ?? '').replaceAll('bob@contoso.com', evil) };
  const named = { ...files, 'file:///w/a)b <c>.inventory.yaml': `groups:\n  data-engineers: ['${evil}']\n` };
  const desk = await new AccessWorkspace(named).desk();
  const { markdown } = desk.explain({ principal: evil, operation: GET, resource: SECRET });
  const outside = markdown.replace(/(`+)[^`][\s\S]*?[^`]\1(?!`)/g, '').replace(/\\[^\w\s]/g, '');
  expect(outside).not.toMatch(/<img|\]\(command:/);
  expect(markdown).toContain('(</a)b%20%3Cc%3E.inventory.yaml#L2>)');
});
