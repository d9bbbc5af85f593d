/** How the nodes of the tree of scopes look. */
import * as vscode from 'vscode';
import type { Place, ScopeNode, ScopeNodeKind } from '../../server/src/protocol.ts';

const ICONS: Readonly<Record<ScopeNodeKind, string>> = {
  root: 'cloud',
  'management-group': 'organization',
  subscription: 'key',
  'resource-group': 'symbol-namespace',
  resource: 'symbol-field',
  vault: 'lock',
  secret: 'symbol-string',
  key: 'symbol-key',
  certificate: 'verified',
  other: 'symbol-misc',
  'role-assignment': 'person',
  'deny-assignment': 'circle-slash',
  'access-policy': 'note',
  inherited: 'arrow-down',
  problems: 'warning',
  problem: 'warning',
  workspace: 'database',
  'secret-scope': 'lock',
  'secret-key': 'symbol-string',
  acl: 'person',
  admins: 'organization',
  admin: 'account',
};

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
const STATES = { none: None, closed: Collapsed, open: Expanded } as const;

export function treeItemOf(node: ScopeNode): vscode.TreeItem {
  const { id, kind, label, description, tooltip, children, place, problems, resource, principal, isRemovable } = node;
  const item = new vscode.TreeItem(label, STATES[children]);
  item.id = id;
  item.description = description;
  item.tooltip = tooltip;
  item.iconPath = iconOf(kind, problems.length > 0);
  item.contextValue = [
    ...(resource === undefined ? [] : ['resource']),
    ...(principal === undefined ? [] : ['principal']),
    ...(isRemovable ? ['removable'] : []),
    ...(place ? ['place'] : []),
  ].join(' ');
  item.accessibilityInformation = { label: [label, description, ...problems].filter((part) => part !== '').join(', ') };
  if (place && children === 'none') {
    item.command = { command: 'grantscope.openPlace', title: vscode.l10n.t('Open File'), arguments: [node] };
  }
  return item;
}

function iconOf(kind: ScopeNodeKind, hasProblem: boolean): vscode.ThemeIcon {
  if (hasProblem) {
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  }
  return kind === 'deny-assignment'
    ? new vscode.ThemeIcon(ICONS[kind], new vscode.ThemeColor('list.errorForeground'))
    : new vscode.ThemeIcon(ICONS[kind]);
}

/** Opens the file with the cursor where the fact is written. */
export async function openPlace({ uri, range }: Place): Promise<void> {
  const start = new vscode.Position(range.start.line, range.start.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: new vscode.Range(start, start) });
}
