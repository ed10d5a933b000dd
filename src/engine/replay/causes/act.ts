import type { Hash } from '../../audit/record.js';
import { alongWith } from '../../case/beside-act.js';
import type { CaseState } from '../../case/case-state.js';
import type { Actor, Command } from '../../case/command.js';
import { decide } from '../../case/decide.js';
import type { Decision } from '../../case/decision.js';
import { circulatedBy } from '../../case/desk/circulated.js';
import { individualConsideration, withMoreUnmet } from '../../case/explain/more-unmet.js';
import { opinionMark, seenDigest, unmetOpinion, type GivenOpinion } from '../../case/opinion/opinion.js';
import { actWords } from '../../case/record-words.js';
import type { Refusal, Unmet } from '../../case/refusal.js';
import { today } from '../../case/world.js';
import { declaredDay, type Moment, type Redo } from '../moment.js';
import type { Told } from '../told.js';

/** An act as it was performed: its command is in the event and the parts. */
export const redoAct: Redo = (moment) => {
  const command = commandOf(moment);
  const onTheDay = { ...command, occurredOn: today(moment.world) };
  const ways = command.occurredOn === undefined ? [command, onTheDay] : [command];
  return ways.map((way) => () => ({ answer: decideAct(moment, way, false), words: actWords(way) }));
};

/** Decides an act as the pipeline does, with what is said, filled in and circulated along with it. */
export function decideAct(moment: Moment, command: Command, oneOfMany: boolean): Decision | Refusal {
  const { procedure, state, world, record, hash } = moment;
  const { fields, opinion } = command;
  const decision = decide(procedure, state, command, world);
  // Nothing is said, filled in or circulated with the act that opens a case.
  if (!state) return decision;
  const against = [
    ...(oneOfMany ? individualConsideration(procedure, command.act) : []),
    ...againstOpinion(moment, state, command.actor, opinion),
  ];
  const answer = withMoreUnmet(procedure, state, decision, against);
  if (answer.refused) return answer;
  const filled = Object.keys(fields ?? {});
  const desk = circulatedBy(procedure, command.actor, answer, world);
  return alongWith(answer, {
    ...markOf(hash, opinion, answer.state),
    ...(filled.length > 0 && { form: { filled, record: record.seq } }),
    ...(desk && { desk }),
  });
}

/** What stands against an opinion that comes with something else. */
export function againstOpinion(
  { hash, authorOf }: Moment,
  state: CaseState,
  { person }: Actor,
  opinion: GivenOpinion | undefined,
): readonly Unmet[] {
  if (!opinion) return [];
  const corrected = opinion.corrects === undefined ? undefined : authorOf(opinion.corrects);
  return unmetOpinion(opinion, person, { seen: seenDigest(state, hash), corrected });
}

/** The mark of an opinion on the event that it comes with. @param after the case after that event */
export function markOf(hash: Hash, opinion: GivenOpinion | undefined, after: CaseState) {
  return opinion ? { opinion: opinionMark(opinion, seenDigest(after, hash)) } : {};
}

/** The opinion of a record. No rule reads its words, so that a withheld text keeps nobody from judging. */
export function opinionOf({ event, told }: Moment): GivenOpinion | undefined {
  if (!event.opinion) return undefined;
  const { stance, corrects } = event.opinion;
  return {
    text: told.partOr('opinion', '…') as string,
    ...(stance && { stance }),
    ...(corrects !== undefined && { corrects }),
  };
}

function commandOf(moment: Moment): Command {
  const { event, told } = moment;
  const opinion = opinionOf(moment);
  const signers = namedSigners(moment);
  const { opened, joined, form } = event;
  const parties = opened?.parties ?? joined;
  return {
    act: event.act ?? '',
    actor: moment.actor(),
    input: inputOf(told),
    ...declaredDay(moment),
    ...(parties && { parties }),
    ...(signers && { signers }),
    ...(opened && { unit: opened.unit }),
    ...(opened?.related && { related: opened.related }),
    ...(form && { fields: fieldsOf(told, form.filled) }),
    ...(opinion && { opinion }),
  };
}

function inputOf(told: Told): Readonly<Record<string, unknown>> {
  const personal = told.namesAfter('input.').map((name) => [name, told.part(`input.${name}`)] as const);
  return { ...(told.part('input') as object | undefined), ...Object.fromEntries(personal) };
}

/** Values of filled-in fields, by field. */
export function fieldsOf(told: Told, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, told.part(`field.${name}`)]));
}

/** Who was named to sign in the rounds that the event opened. */
function namedSigners({ event, procedure }: Moment): Command['signers'] {
  const { signings = {} } = procedure.definition;
  const named = (event.signings ?? []).flatMap(({ did, signing, after }) =>
    did === 'opened' && signings[signing]?.signers === 'named'
      ? [[signing, after.signers.map(({ person }) => person)] as const]
      : [],
  );
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}
