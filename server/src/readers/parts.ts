/** The models that a model is made of. */
import { rolesInExpression } from './aws-okta-expression.ts';
import { rolesInAssertion } from './aws-saml-document.ts';
import { conditionPart } from './azure-condition.ts';
import { partsOfRole } from './azure-role-definition.ts';
import { grantInCommand, grantInUse, grantOf, grantsIn } from './databricks-acl-grant.ts';
import { oddNameInSetting } from './databricks-property-name.ts';
import { actionOfCreation, actionOfSecret, actionsInCommand, actionsInUse } from './databricks-scope-action.ts';
import { creationInCommand, creationInUse, creationOf, type ScopeCreation } from './databricks-scope-creation.ts';
import { namesInCommand, namesInObject, namesInSetting, namesInUse } from './databricks-secret-name.ts';
import { valuesInCommand, valuesInSecret, valuesInUse } from './databricks-stored-value.ts';
import type { Model } from './model.ts';
import type { Part } from './part.ts';

const NONE: readonly Part<Model>[] = [];

// Rules, inventories and features ask for the same parts, and what they remember of a part, they remember of this one.
const known = new WeakMap<Model, readonly Part<Model>[]>();

export function partsOf(model: Model): readonly Part<Model>[] {
  const parts = known.get(model) ?? readParts(model);
  if (parts !== NONE) {
    known.set(model, parts);
  }
  return parts;
}

function readParts(model: Model): readonly Part<Model>[] {
  switch (model.kind) {
    case 'azure/role-definition':
      return [...partsOfRole(model)];
    case 'azure/role-assignment':
      return conditionPart(model.condition);
    case 'azure/operation-list':
      return model.runs;
    case 'azure/operation-run':
      return model.entries;
    case 'databricks/setting':
      return [...namesInSetting(model), ...oddNameInSetting(model)];
    case 'databricks/cluster':
      return model.oddNames;
    case 'databricks/secret-scope':
      return [...namesInObject(model), ...grantsIn(model), ...made(creationOf(model))];
    case 'databricks/secret':
      return [...namesInObject(model), ...valuesInSecret(model), actionOfSecret(model)];
    case 'databricks/secret-acl':
      return [...namesInObject(model), grantOf(model)];
    case 'databricks/secret-command':
      return [
        ...namesInCommand(model),
        ...grantInCommand(model),
        ...creationInCommand(model).flatMap(made),
        ...valuesInCommand(model),
        ...actionsInCommand(model),
      ];
    case 'databricks/secret-use':
      return [
        ...namesInUse(model),
        ...grantInUse(model),
        ...creationInUse(model).flatMap(made),
        ...valuesInUse(model),
        ...actionsInUse(model),
      ];
    case 'aws/saml-assertion':
      return rolesInAssertion(model);
    case 'aws/okta-expression':
      return rolesInExpression(model);
    default:
      return NONE;
  }
}

function made(creation: Part<ScopeCreation>): readonly Part<Model>[] {
  return [creation, actionOfCreation(creation)];
}
