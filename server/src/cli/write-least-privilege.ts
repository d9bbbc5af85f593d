/** The answer of `least-privilege` for people. */
import type { RankedRole } from '../access/azure/least-privilege.ts';
import type { OperationSet } from '../access/azure/operation-set.ts';
import type { OperationFacts } from '../access/facts.ts';
import type { AskedText, LeastPrivilegeAnswer } from './least-privilege-command.ts';
import { inLine, type ShownRole } from './shown-role.ts';
import { type Paint, painter, type Say, sayer, type Terminal } from './terminal.ts';

/** How many operations are named before the rest is only counted. */
const MOST_NAMED = 3;
const MOST_MISSING = 20;

interface Writing {
  readonly paint: Paint;
  readonly say: Say;
  readonly operations: OperationFacts;
}

export function writeLeastPrivilege(answer: LeastPrivilegeAnswer, limit: number, terminal: Terminal): string {
  const writing = { paint: painter(terminal.colors), say: sayer(terminal), operations: terminal.facts.operations };
  const { say } = writing;
  const rows = [
    ...writeAsked(answer.asked, writing),
    '',
    ...(answer.covering.length > 0 ? writeCovering(answer, limit, writing) : writeTogether(answer, writing)),
  ];
  if (answer.leftOut.length > 0) {
    const names = answer.leftOut.map(({ name }) => inLine(name));
    rows.push('', say('Left out are custom roles of which parts are filled in elsewhere: {0}', names));
  }
  return `${rows.join('\n')}\n`;
}

function writeAsked(asked: readonly AskedText[], { say }: Writing): string[] {
  return [
    say('Asked for:'),
    ...asked.map(({ text, control, data, unverified }) => {
      const unsure = unverified > 0 ? ` (${say('plane inferred for {0}', unverified)})` : '';
      return `  ${inLine(text)}  ${say('{0} control, {1} data', control, data)}${unsure}`;
    }),
  ];
}

function writeCovering({ covering, suggestion }: LeastPrivilegeAnswer, limit: number, writing: Writing): string[] {
  const { say, paint } = writing;
  const rows = [
    covering.length === 1
      ? say('One role grants all of it:')
      : say('{0} roles grant all of it, those that grant least beyond it first:', covering.length),
    ...covering.slice(0, limit).flatMap((ranked, at) => writeRole(ranked, `${at + 1}.`, writing)),
  ];
  if (covering.length > limit) {
    rows.push(say('and {0} more', covering.length - limit));
  }
  if (suggestion && suggestion !== covering[0]) {
    const { role, excess } = suggestion;
    const name = paint('bold', inLine(role.name));
    rows.push(
      '',
      say('For general use, without rights over rights or open questions: {0}', name),
      `   ${say('beyond: {0} control, {1} data', excess.control, excess.data)}`,
    );
  }
  return rows;
}

function writeTogether({ together, missing }: LeastPrivilegeAnswer, writing: Writing): string[] {
  const { say, operations } = writing;
  const rows: string[] = [];
  if (!missing.isEmpty) {
    const { control, data } = missing.count();
    rows.push(
      say('No role grants {0} control and {1} data operations of it:', control, data),
      ...nameSome(missing, MOST_MISSING, operations, say).map((name) => `  ${name}`),
    );
  }
  if (together.length > 0) {
    const isRest = !missing.isEmpty;
    rows.push(
      ...(isRest ? [''] : []),
      isRest
        ? say('Roles that grant the rest together, found greedily:')
        : together.length === 2
          ? say('No single role grants all of it. These two do together, found greedily; fewer cannot:')
          : say(
              'No single role grants all of it. These {0} do together, found greedily; fewer may do, too:',
              together.length,
            ),
      ...together.flatMap((ranked) => writeRole(ranked, '-', writing, true)),
    );
  }
  return rows;
}

function writeRole(
  { role, covered, granted, excess, privileged, conditional, unsure }: RankedRole<ShownRole>,
  mark: string,
  { paint, say, operations }: Writing,
  isPart = false,
): string[] {
  const few = (set: OperationSet): readonly string[] => nameSome(set, MOST_NAMED, operations, say);
  const { control, data } = excess;
  const named =
    control + data > 0 && control + data <= MOST_NAMED ? `: ${few(granted.without(covered)).join(', ')}` : '';
  const rows = [`${say('beyond: {0} control, {1} data', control, data)}${named}`];
  if (isPart) {
    rows.unshift(say('grants of it: {0}', few(covered)));
  }
  if (privileged.length > 0) {
    rows.push(paint('yellow', say('decides over rights, by {0}', privileged)));
  }
  if (!conditional.isEmpty) {
    rows.push(paint('yellow', say('conditional: in blocks with a condition only: {0}', few(conditional))));
  }
  if (!unsure.isEmpty) {
    rows.push(paint('yellow', say('unsure: only if /*/ may stand for one slash: {0}', few(unsure))));
  }
  const from = role.file === undefined ? '' : `  ${say('custom role in {0}', inLine(role.file))}`;
  const id = role.id === undefined ? '' : `  ${role.id}`;
  return [`${mark} ${paint('bold', inLine(role.name))}${id}${from}`, ...rows.map((row) => `   ${row}`)];
}

/** Some of the operations by name, with their planes where the names do not say them. */
function nameSome(set: OperationSet, most: number, operations: OperationFacts, say: Say): readonly string[] {
  const members = [...set.members()];
  const names = members.slice(0, most).map(({ number, plane }) => {
    const operation = operations.at(number);
    const isInBoth = operation !== undefined && operation.planes.length > 1;
    return `${operation?.name ?? ''}${isInBoth ? ` (${plane})` : ''}`;
  });
  const rest = members.length - names.length;
  return rest > 0 ? [...names, say('and {0} more', rest)] : names;
}
