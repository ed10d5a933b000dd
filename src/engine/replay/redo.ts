import type { CaseEvent } from '../case/case-event.js';
import { redoAct } from './causes/act.js';
import { redoForm, redoOpinion } from './causes/beside.js';
import { redoDesk } from './causes/desk.js';
import { redoDocument } from './causes/document.js';
import { redoLapse, redoSettlement } from './causes/law.js';
import { redoMaterial } from './causes/material.js';
import { redoRefusal } from './causes/refusal.js';
import { redoSigning } from './causes/signing.js';
import type { Moment, Redo, Redone } from './moment.js';

/** Whether a record decides nothing here: that somebody was shown something, or that content was erased, stands as it is. */
export function decidesNothing({ event }: Pick<Moment, 'event'>): boolean {
  const { cause, type, material } = event;
  return (
    cause === 'access' || cause === 'redaction' || material?.did === 'opened' || type === 'unmasking.refused'
  );
}

/** Whether a record is what the law or the house did by itself. */
export function doneByLaw({ event, record }: Pick<Moment, 'event' | 'record'>): boolean {
  const { cause } = event;
  if (cause === 'vacancy' || (cause === 'desk' && !record.actor)) return true;
  return doneByTime(event);
}

/** Whether an event is the end of a term, or a day that the calendar moved. */
export function doneByTime({ cause, papers = [] }: CaseEvent): boolean {
  if (cause === 'lapse' || cause === 'promise' || cause === 'calendar') return true;
  return papers.some(({ did }) => did === 'tookEffect');
}

/**
 * Every way in which the record may have come about, decided anew. Empty: no rule gives anything there.
 *
 * @throws CannotBeJudged when what it takes is not at hand
 */
export function redoneOf(moment: Moment): readonly (() => Redone)[] {
  return redoOf(moment)(moment);
}

function redoOf(moment: Moment): Redo {
  const { event } = moment;
  switch (event.cause) {
    case 'act':
      return redoAct;
    case 'refusal':
      return redoRefusal;
    case 'lapse':
    case 'promise':
    case 'calendar':
      return redoLapse;
    case 'vacancy':
      return redoSettlement;
    case 'desk':
      return doneByLaw(moment) ? redoSettlement : event.desk ? redoDesk : redoSigning;
    case 'material':
      return redoMaterial;
    case 'document':
      return doneByTime(event) ? redoLapse : redoDocument;
    case 'form':
      return redoForm;
    case 'opinion':
      return redoOpinion;
    case 'access':
    case 'redaction':
      return () => [];
  }
}
