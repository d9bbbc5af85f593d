/** By which words a file shows that it may have models, so that others need not be read at all. */
import { FEDERATION_MARKS } from './aws-federation-models.ts';

/** Words of which a file has at least one if it has any model at all. */
export const MODEL_MARKS =
  /actions"|actions'|actionmatches|@re(?:quest|source)\[|assignable_?scope|role_?definition|\baz role |create-for-rbac|azroleassignment|secrets?[/_(.]|secrets[ \t]|\{secret|keyvault\/vaults|azurerm_key_vault|spark_(?:conf|env|version)|data_security_mode|dbutils\.credentials|assumed\.role|contexttokenprovider|^[ \t]*spark\.|^tests:/im;

/** Whether any node of a tree may hold a model; used before a file is read at all. */
export function mayHoldModels(text: string): boolean {
  return MODEL_MARKS.test(text) || FEDERATION_MARKS.test(text);
}
