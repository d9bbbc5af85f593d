/** Libraries that are put on a cluster, and from where. */
import { entriesOf, isList, isMap, isScalar, itemsOf, type MapNode, type Placed } from '../syntax/tree.ts';
import { readText, type Text } from './text.ts';

/** Kinds of libraries that are files. */
const FILES = /^(?:jar|whl|egg|requirements)$/;

/**
 * The paths of the libraries of a cluster or of a task: a list in the API and in bundles, blocks in Terraform.
 * @param map whose `libraries` or `library` they are
 */
export function* libraryPathsIn(map: Placed<MapNode>): Generator<Text> {
  for (const { key, value } of entriesOf(map)) {
    if (key.node.text === 'library' && isMap(value)) {
      yield* pathsOf(value);
    } else if (/^librar(?:y|ies)$/.test(key.node.text) && isList(value)) {
      for (const item of itemsOf(value)) {
        yield* isMap(item) ? pathsOf(item) : [];
      }
    }
  }
}

function* pathsOf(library: Placed<MapNode>): Generator<Text> {
  for (const { key, value } of entriesOf(library)) {
    if (FILES.test(key.node.text) && isScalar(value)) {
      yield readText(value, 'plain');
    }
  }
}
