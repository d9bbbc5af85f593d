/** What access tests ask, and what it means when the answer is another than the test expects. */
import type { AccessPort, AccessQuestion, Judgement, Words } from '../access/access-port.ts';
import type { AccessTest, AccessTestFile, Expected } from '../readers/access-test.ts';
import { type Message, message } from './message.ts';

/** The question that an operation of a test asks; undefined where the test does not say enough. */
function questionOf(
  { principal, resource, plane, attributes }: AccessTest,
  operation: string,
): AccessQuestion | undefined {
  return principal && resource
    ? { principal: principal.node.text, operation, resource: resource.node.text, plane, attributes }
    : undefined;
}

/** What is so, of an operation in a test; undefined where the test does not say enough to tell. */
export function judge(
  file: AccessTestFile,
  test: AccessTest,
  operation: string,
  access: AccessPort,
): Judgement | undefined {
  const question = questionOf(test, operation);
  return question && access.decide(question, file.inventory?.node.text);
}

/** Why an expectation does not hold, without the reasons; undefined where it holds. */
export function describeFailure(
  { principal, resource }: AccessTest,
  expected: Expected,
  judgement: Judgement,
): Message | undefined {
  const who = principal?.node.text ?? '';
  const where = resource?.node.text ?? '';
  if (judgement.kind === 'refused') {
    return asMessage(judgement.words);
  }
  if (judgement.kind === 'uninformed') {
    return message('No file of the inventory tells who has access there, so that nothing can be said of {0}.', where);
  }
  if (judgement.outcome === expected) {
    return undefined;
  }
  switch (judgement.outcome) {
    case 'allowed':
      return message('{0} is allowed this and should not be.', who);
    case 'denied':
      return message('{0} is denied this and should be allowed.', who);
    case 'undetermined':
      return expected === 'allowed'
        ? message('Whether {0} is allowed this cannot be told, and it should be.', who)
        : message('Whether {0} is denied this cannot be told, and it should be.', who);
  }
}

/** The words of an answer are those that messages are made of. */
export function asMessage({ text, args }: Words): Message {
  return { text, args };
}
