import type { Command } from '../../case/command.js';
import type { Decision } from '../../case/decision.js';
import type { DeskCommand } from '../../case/desk/desk-command.js';
import { mayIssue } from '../../case/documents/decide-documents.js';
import { lawfulService, type ServiceCommand } from '../../case/documents/lawful-service.js';
import { decideFiling, type Filing } from '../../case/materials/decide-filing.js';
import { decideMaterials, type MaterialWish } from '../../case/materials/decide-materials.js';
import type { GivenOpinion } from '../../case/opinion/opinion.js';
import { attemptWords } from '../../case/record-words.js';
import type { Refusal } from '../../case/refusal.js';
import { today } from '../../case/world.js';
import { stateOf } from '../earlier-state.js';
import type { Moment, Redo } from '../moment.js';
import { CannotBeJudged } from '../told.js';
import { decideAct } from './act.js';
import { decideFilling, decideSpeech } from './beside.js';
import { decideAtDesk } from './desk.js';
import { decideSigning, type SigningWish } from './signing.js';

/** What the part `attempt` holds: what was asked, word for word. */
interface Attempt extends Pick<Command, 'act' | 'input' | 'occurredOn' | 'parties' | 'signers' | 'fields'> {
  readonly opinion?: GivenOpinion;
  readonly expectedVersion?: number;
  readonly oneOfMany?: true;
}

/** A refused attempt: it must be refused again, for the same reasons. */
export const redoRefusal: Redo = (moment) => {
  const { told, procedure, record, event } = moment;
  const attempt = told.part('attempt') as Attempt | undefined;
  // Too long to be kept, or a wish that is kept in other words.
  if (!attempt) throw new CannotBeJudged({ kind: 'input', name: 'attempt' });
  const known = Object.hasOwn(procedure.definition.acts, attempt.act);
  const person = record.actor?.person ?? '';
  const words = attemptWords({ ...attempt, actor: { person } }, known, event.filing);
  return moment.versions.map((version) => () => ({ answer: attempted(moment, attempt, version), words }));
};

function attempted(moment: Moment, attempt: Attempt, version: number): Decision | Refusal {
  const { procedure } = moment;
  const { expectedVersion } = attempt;
  if (expectedVersion !== undefined && expectedVersion !== version) return STALE;
  const { act, input, opinion, fields = {} } = attempt;
  const [kind, word = ''] = act.split('.');
  if (Object.hasOwn(procedure.definition.acts, act)) return again(moment, attempt);
  if (kind === 'desk') return decideAtDesk(moment, { ...input, do: word } as unknown as DeskCommand, opinion);
  if (kind === 'signing') return decideSigning(moment, { ...input, do: word } as unknown as SigningWish);
  if (act === 'form.fill') return decideFilling(moment, fields);
  if (act === 'opinion.give' && opinion) return decideSpeech(moment, opinion);
  if (act === 'document.issue') return issueAgain(moment, input);
  if (act === 'document.serve') return serveAgain(moment, input);
  if (act === 'material.judge' || act === 'material.waive') {
    const { reason: _reason, ...wish } = input;
    const command = { ...wish, do: word, actor: moment.actor() } as unknown as MaterialWish;
    return decideMaterials(procedure, stateOf(moment), { ...command, actor: moment.actor() }, moment.world);
  }
  // What a disclosure profile asks of whom is not in the records, nor what was published by then.
  if (act === 'evidence.export') throw new CannotBeJudged({ kind: 'input', name: 'profile' });
  if (act === 'material.file') return fileAgain(moment, input);
  // Who might open a file is not in the records.
  if (kind === 'material') throw new CannotBeJudged({ kind: 'input', name: 'opening' });
  return again(moment, attempt);
}

function again(moment: Moment, attempt: Attempt): Decision | Refusal {
  const { expectedVersion: _version, oneOfMany, ...asked } = attempt;
  return decideAct(moment, { ...asked, actor: moment.actor() }, oneOfMany === true);
}

/** A stale `If-Match` is refused before the law is asked: it is no reason of the law's. */
const STALE: Refusal = {
  refused: true,
  code: 'stale-version' as Refusal['code'],
  unmet: [],
  permittedActs: [],
};

/** A filing, on what is on record of the content and of what the installation took; old records do not say it. */
function fileAgain(
  moment: Moment,
  { item, form, source, from }: Readonly<Record<string, unknown>>,
): Decision | Refusal {
  const { event, procedure, world } = moment;
  const { filing: facts } = event;
  if (!facts) throw new CannotBeJudged({ kind: 'input', name: 'content' });
  const filing = {
    ...{ actor: moment.actor(), source, facts },
    ...(item !== undefined && { item }),
    ...(form !== undefined && { form }),
    // Of a shared material it is a name, and on no version.
    ...(source === 'reused' && { from }),
  } as Filing;
  return decideFiling(procedure, stateOf(moment), filing, world);
}

/** What a document lacks depends on names and particulars that are not in the records; who may issue it does not. */
function issueAgain(moment: Moment, input: Readonly<Record<string, unknown>>): Refusal {
  const { procedure, world } = moment;
  const wish = { actor: moment.actor(), id: input['document'] as string };
  const allowed = mayIssue(procedure, stateOf(moment), wish, world);
  if (allowed.refused) return allowed;
  throw new CannotBeJudged({ kind: 'input', name: 'composition' });
}

function serveAgain(moment: Moment, asked: Readonly<Record<string, unknown>>): Refusal {
  const { procedure, world } = moment;
  const { document, mode, input, to, on, failure } = asked;
  const command = {
    ...{ actor: moment.actor(), id: document, mode, input, on: on ?? today(world) },
    ...(to !== undefined && { to }),
    ...(failure !== undefined && { failed: true }),
  } as unknown as ServiceCommand;
  const lawful = lawfulService(procedure, stateOf(moment), command, world);
  if (lawful.refused) return lawful;
  throw new CannotBeJudged({ kind: 'input', name: 'composition' });
}
