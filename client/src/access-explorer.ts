/** Who may do what, in the side bar and in pages to read: asks the server and shows what it answers. */
import * as vscode from 'vscode';
import type {
  AccessChoicesParams,
  AccessQuestionParams,
  ExplainAccessParams,
  Refused,
  ScopeNode,
  ScopesParams,
} from '../../server/src/protocol.ts';
import { openPlace, treeItemOf } from './access-tree.ts';
import { choose } from './choose.ts';
import { copyExportCommands } from './export-commands.ts';

/** As `server/src/protocol.ts` has them, of which only the types may come here. */
const SCOPES = 'grantscope/scopes';
const EXPLAIN_ACCESS = 'grantscope/explainAccess';
const WHO_CAN = 'grantscope/whoCan';
const WHAT_CAN = 'grantscope/whatCan';
const WHAT_IF_REMOVED = 'grantscope/whatIfRemoved';
const LEAST_PRIVILEGE = 'grantscope/leastPrivilege';
const ACCESS_CHOICES = 'grantscope/accessChoices';
const ASKED = [EXPLAIN_ACCESS, WHO_CAN, WHAT_CAN, WHAT_IF_REMOVED, LEAST_PRIVILEGE];

/** The scheme of the documents that hold answers. */
export const ANSWER_SCHEME = 'grantscope-answer';

/** How the server is asked. */
export interface Server {
  request<R>(method: string, params: object): Promise<R>;
}

/** What of the editor is there before the server is. */
export interface Surface {
  readonly view: vscode.TreeView<ScopeNode>;
  readonly treeChanged: vscode.EventEmitter<undefined>;
  readonly answerChanged: vscode.EventEmitter<vscode.Uri>;
}

type Page = { readonly markdown: string } | Refused;

export class AccessExplorer {
  readonly #server: Server;
  readonly #surface: Surface;
  #principal: string | undefined;
  readonly #commands: Readonly<Record<string, (argument: unknown) => Promise<void>>> = {
    'grantscope.explainAccess': (node) => this.#explain(nodeOf(node)),
    'grantscope.whoCan': (node) => this.#whoCan(nodeOf(node)),
    'grantscope.whatCan': (node) => this.#whatCan(nodeOf(node)),
    'grantscope.whatIfRemoved': (node) => this.#whatIfRemoved(nodeOf(node)),
    'grantscope.leastPrivilege': () => this.#leastPrivilege(),
    'grantscope.filterByPrincipal': (node) => this.#filter(nodeOf(node)),
    'grantscope.clearFilter': () => this.#show(undefined),
    'grantscope.refresh': async () => this.changed(),
    'grantscope.openPlace': async (node) => {
      const place = nodeOf(node)?.place;
      await (place && openPlace(place));
    },
    'grantscope.copyExportCommands': copyExportCommands,
  };

  constructor(server: Server, surface: Surface) {
    this.#server = server;
    this.#surface = surface;
  }

  async children(node: ScopeNode | undefined): Promise<ScopeNode[]> {
    const principal = this.#principal;
    const params: ScopesParams = {
      ...(node ? { node: node.id } : {}),
      ...(principal === undefined ? {} : { principal }),
    };
    const nodes = await this.#server.request<ScopeNode[]>(SCOPES, params);
    if (node?.kind === 'root') {
      this.#countProblems(nodes);
    }
    return nodes;
  }

  item(node: ScopeNode): vscode.TreeItem {
    return treeItemOf(node);
  }

  run(command: string, argument: unknown): Promise<void> | undefined {
    return this.#commands[command]?.(argument);
  }

  /** The page that the address of a document asks for. */
  async page({ query }: vscode.Uri): Promise<string> {
    const [method, params]: [string, object] = JSON.parse(query);
    if (!ASKED.includes(method)) {
      return '';
    }
    return (await this.#server.request<Page>(method, params)).markdown;
  }

  /** Rights may have changed: what is shown is asked again. */
  changed(): void {
    const { treeChanged, answerChanged } = this.#surface;
    treeChanged.fire(undefined);
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === ANSWER_SCHEME) {
        answerChanged.fire(uri);
      }
    }
  }

  #countProblems(nodes: readonly ScopeNode[]): void {
    const problems = nodes.find(({ kind }) => kind === 'problems');
    const value = Number(problems?.description ?? 0);
    this.#surface.view.badge = value > 0 ? { value, tooltip: vscode.l10n.t('{0} problems', value) } : undefined;
  }

  async #explain(node: ScopeNode | undefined): Promise<void> {
    const { t } = vscode.l10n;
    const title = t('Explain Access');
    const principal = node?.principal ?? (await this.#choosePrincipal(title));
    const question = principal === undefined ? undefined : await this.#askQuestion(title, node);
    if (principal !== undefined && question) {
      const params: ExplainAccessParams = await this.#withPlane(EXPLAIN_ACCESS, { ...question, principal });
      await this.#open(EXPLAIN_ACCESS, `${principal} ${lastPart(question.operation)}`, params);
    }
  }

  async #whoCan(node: ScopeNode | undefined): Promise<void> {
    const question = await this.#askQuestion(vscode.l10n.t('Who Can?'), node);
    if (question) {
      const params = await this.#withPlane(WHO_CAN, question);
      await this.#open(WHO_CAN, `${vscode.l10n.t('Who can')} ${lastPart(question.operation)}`, params);
    }
  }

  async #whatCan(node: ScopeNode | undefined): Promise<void> {
    const principal = node?.principal ?? (await this.#choosePrincipal(vscode.l10n.t('What Can?')));
    if (principal !== undefined) {
      await this.#open(WHAT_CAN, principal, { principal });
    }
  }

  async #whatIfRemoved(node: ScopeNode | undefined): Promise<void> {
    if (node?.isRemovable) {
      await this.#open(WHAT_IF_REMOVED, `${vscode.l10n.t('Without')} ${node.label}`, { node: node.id });
    } else {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('Choose an assignment in the view of Grantscope first.'),
      );
    }
  }

  async #leastPrivilege(): Promise<void> {
    const { t } = vscode.l10n;
    const typed = await choose({
      title: t('Roles with Least Privilege'),
      placeholder: t('Operations, separated by blanks'),
      load: (text) => {
        const begun = text.slice(text.lastIndexOf(' ') + 1);
        return begun === text ? this.#choices({ of: 'operations', resource: '/', text }) : Promise.resolve([]);
      },
    });
    const operations = (typed ?? '').split(/[\s,]+/).filter((one) => one !== '');
    if (operations.length > 0) {
      await this.#open(LEAST_PRIVILEGE, t('Least privilege'), { operations });
    }
  }

  async #filter(node: ScopeNode | undefined): Promise<void> {
    const principal = node?.principal ?? (await this.#choosePrincipal(vscode.l10n.t('Filter by Principal')));
    if (principal !== undefined) {
      await this.#show(principal);
    }
  }

  /** Shows what one principal holds, or everything. */
  async #show(principal: string | undefined): Promise<void> {
    this.#principal = principal;
    this.#surface.view.description = principal ?? '';
    this.#surface.view.message =
      principal === undefined ? '' : vscode.l10n.t('Only what {0} holds or may hold is shown.', principal);
    await vscode.commands.executeCommand('setContext', 'grantscope.isFiltered', principal !== undefined);
    this.changed();
  }

  #choosePrincipal(title: string): Promise<string | undefined> {
    return choose({
      title,
      placeholder: vscode.l10n.t('A user, a group, a service principal: name or id'),
      load: (text) => this.#choices({ of: 'principals', text }),
    });
  }

  async #askQuestion(title: string, node: ScopeNode | undefined): Promise<AccessQuestionParams | undefined> {
    const { t } = vscode.l10n;
    const resource =
      node?.resource ??
      (await choose({
        title,
        placeholder: t('The path of a resource'),
        load: (text) => this.#choices({ of: 'resources', text }),
      }));
    if (resource === undefined) {
      return undefined;
    }
    const operation = await choose({
      title,
      placeholder: t('The operation on {0}', resource),
      load: (text) => this.#choices({ of: 'operations', resource, text }),
    });
    return operation === undefined ? undefined : { operation, resource };
  }

  /** Of the few operations that are in both planes, somebody has to say which is meant. */
  async #withPlane<P extends AccessQuestionParams>(method: string, params: P): Promise<P> {
    const answer = await this.#server.request<Partial<Refused>>(method, params);
    if (!answer.asksPlane) {
      return params;
    }
    const plane = await vscode.window.showQuickPick(['control', 'data'], {
      title: vscode.l10n.t('This operation is in both planes. Which is meant?'),
    });
    return plane === 'control' || plane === 'data' ? { ...params, plane } : params;
  }

  #choices(params: AccessChoicesParams): Promise<readonly string[]> {
    return this.#server.request<readonly string[]>(ACCESS_CHOICES, params);
  }

  /** Shows an answer as a page; its address is the question, so that it can be asked again when files change. */
  async #open(method: string, title: string, params: object): Promise<void> {
    const name = title.replace(/[\\/:*?"<>|#\s]+/g, ' ').slice(0, 80);
    const query = JSON.stringify([method, params]);
    const uri = vscode.Uri.from({ scheme: ANSWER_SCHEME, path: `/${name}.md`, query });
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }
}

function lastPart(operation: string): string {
  return operation.split('/').slice(-2).join(' ');
}

/** What a menu, or another extension, hands to a command. */
function nodeOf(argument: unknown): ScopeNode | undefined {
  return isNode(argument) ? argument : undefined;
}

function isNode(argument: unknown): argument is ScopeNode {
  return typeof argument === 'object' && argument !== null && 'id' in argument && 'kind' in argument;
}
