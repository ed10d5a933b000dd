import { decideOpinion } from '../../case/opinion/decide-opinion.js';
import type { Decision } from '../../case/decision.js';
import { decideForm } from '../../case/form/decide-form.js';
import type { FieldValues } from '../../case/form/unmet-fields.js';
import type { GivenOpinion } from '../../case/opinion/opinion.js';
import type { Refusal } from '../../case/refusal.js';
import { stateOf } from '../earlier-state.js';
import type { Moment, Redo } from '../moment.js';
import { fieldsOf, opinionOf } from './act.js';

/** 填写表单. */
export const redoForm: Redo = (moment) => {
  const { event, told, record } = moment;
  const { filled } = event.form ?? { filled: [] };
  return [
    () => ({
      answer: decideFilling(moment, fieldsOf(told, filled)),
      words: { form: filled, person: record.actor?.person ?? '' },
    }),
  ];
};

/** 沟通, 更正意见. Whether the author named what lay before him is not on record: both are tried. */
export const redoOpinion: Redo = (moment) => {
  const opinion = opinionOf(moment);
  const { event, record } = moment;
  if (!opinion || !event.opinion) return [];
  const { text: _text, ...said } = opinion;
  const ways: readonly Omit<GivenOpinion, 'text'>[] = [said, { ...said, seen: event.opinion.seen }];
  return ways.map((way) => () => ({
    answer: decideSpeech(moment, { ...way, text: opinion.text }),
    words: { opinion: { ...way }, person: record.actor?.person ?? '' },
  }));
};

/** Decides a filling of fields as the pipeline does. */
export function decideFilling(moment: Moment, values: FieldValues): Decision | Refusal {
  const { procedure, world, record } = moment;
  return decideForm(procedure, stateOf(moment), { actor: moment.actor(), values, record: record.seq }, world);
}

/** Decides a spoken opinion as the pipeline does. */
export function decideSpeech(moment: Moment, opinion: GivenOpinion): Decision | Refusal {
  const { procedure, world, hash, authorOf } = moment;
  const corrected = opinion.corrects === undefined ? undefined : authorOf(opinion.corrects);
  const command = { actor: moment.actor(), opinion, ...(corrected && { corrected }) };
  return decideOpinion(procedure, stateOf(moment), command, world, hash);
}
