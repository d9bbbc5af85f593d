/** What the attributes and the values of conditions are called. */
import type { AttributeTopic } from '../access/azure/condition/condition-attributes.ts';
import type { RoleFacts } from '../access/facts.ts';
import { type Message, message } from '../rules/message.ts';

const TOPICS: Readonly<Record<AttributeTopic, () => Message>> = {
  'assigned-role': () => message('the role of the assignment'),
  'assigned-principal': () => message('the principal of the assignment'),
  'assigned-principal-type': () => message('the type of the principal of the assignment'),
  'storage-account': () => message('the name of the storage account'),
  'hierarchical-namespace': () => message('whether the storage account has a hierarchical namespace'),
  container: () => message('the name of the container'),
  'container-metadata': () => message('the metadata of the container'),
  'blob-path': () => message('the path of the blob'),
  'blob-prefix': () => message('the prefix of the list of blobs'),
  'blob-include': () => message('what the list of blobs includes'),
  'blob-tag': () => message('the tag of the blob'),
  'blob-tag-keys': () => message('the names of the tags of the blob'),
  'encryption-scope': () => message('the name of the encryption scope'),
  'current-version': () => message('whether it is the current version of the blob'),
  snapshot: () => message('the snapshot of the blob'),
  version: () => message('the version of the blob'),
  queue: () => message('the name of the queue'),
  'private-link': () => message('whether the request comes over a private link'),
  'private-endpoint': () => message('the private endpoint of the request'),
  subnet: () => message('the subnet of the request'),
  time: () => message('the time of the request'),
  'security-attribute': () => message('the security attribute of the principal'),
  repository: () => message('the name of the repository'),
  vault: () => message('the name of the key vault'),
  secret: () => message('the name of the secret'),
  'protection-level': () => message('the protection level of the table'),
};

/** @param source of attributes that come from two: what is to be, or what is there */
export function nameTopic(topic: AttributeTopic, source?: string): Message {
  if (topic === 'assigned-role' && source === 'Request') {
    return message('the role that is to be given');
  }
  if (topic === 'assigned-role' && source === 'Resource') {
    return message('the role that is to be taken away');
  }
  return TOPICS[topic]();
}

/** The name of the built-in role that a value is the GUID of, with or without dashes. */
export function nameRole(value: string, roles: RoleFacts): string | undefined {
  const digits = value.replaceAll('-', '').toLowerCase();
  if (digits.length !== 32) {
    return undefined;
  }
  const guid = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)];
  return roles.byId(guid.join('-'))?.name;
}
