import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { PolicyReason } from '../../engine/powers/power-question.js';
import { Defect } from '../../engine/defect.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import type { Ports, RepeatedAnswer, StreamHead, Work } from '../ports.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { requestDigest } from '../request-digest.js';
import {
  organisationAppend,
  type OrganisationEvent,
  type OrganisationStanding,
  type OrganisationView,
} from './organisation-append.js';
import type { OrganisationAnswer } from './organisation-answer.js';
import type { ChangeConflict } from './person-names.js';
import { askerFacts } from './change-powers.js';

/** What changing the organisation needs. */
export type OrganisationPorts = Pick<
  Ports,
  'ledger' | 'now' | 'hash' | 'ids' | 'installation' | 'directory' | 'checkPower' | 'rules'
>;

/** Who asks for what, and the key under which the answer is kept. */
export interface OrganisationWish {
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
  /** Everything that tells this wish from another. */
  readonly asked: Readonly<Record<string, unknown>>;
}

/** What a wish comes to: an event with the answer that it has once it is on record, or an answer alone. */
export type Outcome<Answer = OrganisationAnswer> =
  | { readonly event: OrganisationEvent; readonly answer: (receipt: RecordReceipt) => Answer }
  | { readonly answer: Answer };

/** The key was used before for another request. */
export type KeyReused = Extract<OrganisationAnswer, { outcome: 'keyReused' }>;

/**
 * One transaction on the organisation's stream: loads it as it stands, lets `decide` judge, and writes what comes of
 * it together with the answer under its key. The same wish under the same key gets the same answer for ever.
 *
 * @throws Defect when there is no organisation: an installation is seeded before anybody can ask.
 */
export async function transactOrganisation<Answer extends object>(
  ports: OrganisationPorts,
  wish: OrganisationWish,
  decide: (standing: OrganisationStanding) => Promise<Outcome<Answer>>,
): Promise<Answer | KeyReused> {
  const { by, key, asked } = wish;
  const digest = requestDigest({ ...asked, person: by.person }, ports.hash);
  const answer = await ports.ledger.transact<Answer>(
    {
      stream: LIBRARY_STREAMS.organisation,
      kind: 'organisation',
      create: true,
      key: { key, actor: by.person, requestDigest: digest },
    },
    (head) => work(ports, wish, head, digest, decide),
  );
  if (!isRepeated(answer)) return answer;
  return answer.repeated.requestDigest === digest
    ? (JSON.parse(answer.repeated.body) as Answer)
    : { outcome: 'keyReused', key };
}

function isRepeated(answer: object): answer is RepeatedAnswer {
  return 'repeated' in answer;
}

async function work<Answer extends object>(
  ports: OrganisationPorts,
  { by, key }: OrganisationWish,
  head: StreamHead,
  digest: string,
  decide: (standing: OrganisationStanding) => Promise<Outcome<Answer>>,
): Promise<Work<Answer>> {
  if (head.stateText === null)
    throw new Defect('no organisation has been recorded: seed the installation first');
  const [snapshot, now] = await Promise.all([ports.directory.at(head.version), ports.now.now()]);
  const standing = { head, snapshot, now, today: civilDayOf(now, ports.installation.zone) };
  const outcome = await decide(standing);
  if (!('event' in outcome)) return { result: outcome.answer };
  const { append, receipt } = organisationAppend(ports, standing, outcome.event);
  const answer = outcome.answer(receipt);
  const stored = { requestDigest: digest, body: canonicalJson(answer) };
  return { append: { ...append, answer: { key, actor: by.person, stored } }, result: answer };
}

/** A refused attempt longer than this is not kept: anybody may attempt anything. */
const MAX_ATTEMPT_CHARACTERS = 65_536;

/** The power is missing: a record, unless the asker is no part of the organisation at all. */
export function refusedOutcome(
  standing: OrganisationView,
  by: Asker,
  attempt: Readonly<Record<string, unknown>>,
  reasons: readonly PolicyReason[],
): Outcome {
  if (askerFacts(standing, by).kind === 'public') return { answer: { outcome: 'refused', reasons } };
  const code = reasons[0]?.code ?? 'power-missing';
  return {
    event: refusal(by, attempt, code, reasons),
    answer: (receipt) => ({ outcome: 'refused', receipt, reasons }),
  };
}

/** Something stands against it: a record with the codes, never with what was asked. */
export function conflictOutcome(
  by: Asker,
  attempt: Readonly<Record<string, unknown>>,
  conflicts: readonly ChangeConflict[],
): Outcome {
  return {
    event: refusal(by, attempt, 'organisation-conflict', conflicts),
    answer: (receipt) => ({ outcome: 'conflicts', receipt, conflicts }),
  };
}

function refusal(
  by: Asker,
  attempt: Readonly<Record<string, unknown>>,
  code: string,
  unmet: readonly { readonly code: string; readonly basis: readonly string[] }[],
): OrganisationEvent {
  const reasons = new Map(
    unmet.map(({ code: why, basis }) => [`${why} ${basis.join(' ')}`, { code: why, basis }]),
  );
  return {
    type: 'organisation.refused',
    changes: [],
    data: { refusal: { code, unmet: [...reasons.values()] } },
    parts: canonicalJson(attempt).length <= MAX_ATTEMPT_CHARACTERS ? { attempt } : {},
    actor: recordActor(by),
  };
}
