/** A whole role, in the shape of each tool, where a file has nothing in it yet. */
import type { CompletionItem } from 'vscode-languageserver-types';
import { message, render } from '../../rules/message.ts';
import type { Completer, CompletionRequest } from './completer.ts';

const KIND = 15;
const SNIPPET = 2;

const FLAT = `{
  "Name": "\${1:Display name}",
  "IsCustom": true,
  "Description": "\${2:What the role is for}",
  "Actions": [
    "\${3}"
  ],
  "NotActions": [],
  "DataActions": [],
  "NotDataActions": [],
  "AssignableScopes": [
    "/subscriptions/\${4:subscription-id}"
  ]
}`;

const AZ_16 = `{
  "Name": "\${1:Display name}",
  "IsCustom": true,
  "Description": "\${2:What the role is for}",
  "Permissions": [
    {
      "Actions": [
        "\${3}"
      ],
      "NotActions": [],
      "DataActions": [],
      "NotDataActions": []
    }
  ],
  "AssignableScopes": [
    "/subscriptions/\${4:subscription-id}"
  ]
}`;

const REST = `{
  "properties": {
    "roleName": "\${1:Display name}",
    "description": "\${2:What the role is for}",
    "assignableScopes": [
      "/subscriptions/\${4:subscription-id}"
    ],
    "permissions": [
      {
        "actions": [
          "\${3}"
        ],
        "notActions": [],
        "dataActions": [],
        "notDataActions": []
      }
    ]
  }
}`;

const TEMPLATE = `{
  "\\$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Authorization/roleDefinitions",
      "apiVersion": "2022-04-01",
      "name": "[guid(subscription().id, '\${1:role-name}')]",
      "properties": {
        "roleName": "\${2:Display name}",
        "description": "\${3:What the role is for}",
        "type": "CustomRole",
        "permissions": [
          {
            "actions": [
              "\${4}"
            ],
            "notActions": [],
            "dataActions": [],
            "notDataActions": []
          }
        ],
        "assignableScopes": [
          "[subscription().id]"
        ]
      }
    }
  ]
}`;

const FILES = [
  ['azure-custom-role', FLAT, message('Azure custom role, for the Azure CLI')],
  ['azure-custom-role-powershell', AZ_16, message('Azure custom role, for Azure PowerShell 16')],
  ['azure-custom-role-portal', REST, message('Azure custom role, for the portal and REST')],
  ['azure-custom-role-template', TEMPLATE, message('Azure custom role, as a template')],
] as const;

export const completeRoleFile: Completer = (request) => {
  const { place, snippets, isJson } = request;
  const [inner, outer] = place.around;
  const isEmptyRoot =
    inner?.container.node.kind === 'map' && inner.container.node.children.length === 0 && outer === undefined;
  if (!snippets || !isJson || !(place.slot === 'root' || isEmptyRoot)) {
    return undefined;
  }
  return { items: FILES.map((file) => fileItem(request, file)), incomplete: false };
};

function fileItem(
  { place, rangeOf, translations, textBetween }: CompletionRequest,
  [label, whole, what]: (typeof FILES)[number],
): CompletionItem {
  const container = place.around[0]?.container;
  const typed = place.scalar ?? place.entry?.key;
  const span = typed
    ? { start: typed.start, end: typed.start + typed.node.width }
    : { start: place.offset, end: place.offset };
  return {
    label,
    kind: KIND,
    detail: render(what, translations),
    insertTextFormat: SNIPPET,
    textEdit: {
      range: rangeOf(span),
      newText: container ? withoutBrackets(whole, textBetween(container.start + 1, span.start)) : whole,
    },
  };
}

/** The properties alone, for an object whose brackets stand already, on lines of their own. */
function withoutBrackets(whole: string, before: string): string {
  const lines = whole.split('\n').slice(1, -1);
  return before.includes('\n') ? lines.map((line) => line.replace(/^ {2}/, '')).join('\n') : `\n${lines.join('\n')}\n`;
}
