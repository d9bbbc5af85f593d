/** The name of a role assignment in words, as Markdown: what it is for, and what it comes to where the file says all. */
import { assignedName, knownAssignmentName } from '../readers/azure-assignment-name.ts';
import type { Deployment } from '../readers/azure-deployment.ts';
import type { RoleAssignment } from '../readers/azure-role-assignment.ts';
import { message, render, type Translations } from '../rules/message.ts';
import type { Frame } from '../syntax/language.ts';
import { moved, type Span, spanOf } from '../syntax/tree.ts';
import { code } from './markdown.ts';

/** @param start of the deployment in the tree of the frame */
export function describeAssignmentName(
  deployment: Deployment,
  start: number,
  frame: Frame,
  offset: number,
  translations: Translations,
): { readonly markdown: string; readonly span: Span } | undefined {
  for (const { model, start: at } of deployment.assignments) {
    const span = model.name && frame.toFile(moved(spanOf(model.name.node), start + at));
    if (
      span &&
      span.start <= offset &&
      offset <= span.end &&
      (model.form === 'template' || model.form === 'terraform')
    ) {
      return { markdown: describeName(model, deployment, translations), span };
    }
  }
  return undefined;
}

function describeName(assignment: RoleAssignment, deployment: Deployment, translations: Translations): string {
  const say = (text: string): string => render(message(text), translations);
  const written = assignedName(assignment, deployment);
  const known = knownAssignmentName(assignment, deployment);
  return [
    say(
      'Name of the role assignment, a GUID. It has to be the same at every deployment and another one for every scope, principal and role.',
    ),
    ...(written === undefined ? [] : [`${say('Here it is:')} ${code(written)}`]),
    ...(known === undefined || known === written
      ? []
      : [
          `${say("By the convention of Azure's tools, guid() of scope, principal and role in lower case:")} ${code(known)}`,
        ]),
  ].join('\n\n');
}
