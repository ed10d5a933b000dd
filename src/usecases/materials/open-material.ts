import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { MaterialVersion } from '../../engine/case/materials/material-state.js';
import { refusal, type Unmet } from '../../engine/case/refusal.js';
import { today } from '../../engine/case/world.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { ActAnswer } from '../cases/act-answer.js';
import type { Ports } from '../ports.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { knownCase, placeOf } from '../reading/known-case.js';
import { mayReadClass, type ReadingPower } from '../reading/may-read.js';
import { workOnCase, type WishDecision, type WishPlace } from '../cases/work-on-case.js';
import type { BlobFacts, ByteRange, GoneContent, MaterialPorts } from './material-ports.js';

/** Somebody opens a version of a material 阅卷. */
export interface OpeningRequest {
  readonly caseId: string;
  readonly id: string;
  readonly sha256: string;
  readonly by: Asker;
  /** Part of the content. One that does not begin at the beginning goes on with what was opened the same day. */
  readonly range?: WishedRange;
}

/** From a byte on, up to another one, or so many at the end. */
export type WishedRange = { readonly from: number; readonly to?: number } | { readonly last: number };

/** The content, on its way; or why it is not given. */
export type OpenedMaterial =
  | {
      readonly outcome: 'opened';
      readonly facts: BlobFacts;
      readonly name: string | undefined;
      /** The part that is given; absent: the whole. */
      readonly range?: ByteRange;
      readonly content: AsyncIterable<Uint8Array>;
    }
  | Extract<ActAnswer, { readonly outcome: 'refused' }>
  /** No such case, material or version, or none that he may know of. Nothing is on record. */
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'rangeBeyond'; readonly size: number };

/**
 * Gives the content of a material to somebody who may read personal data of the case. That he opened it is recorded
 * first: evidence that it lay before him, never that he understood it.
 */
export function openMaterial(
  ports: Ports,
  materials: MaterialPorts,
): (request: OpeningRequest) => Promise<OpenedMaterial> {
  return async (request) => {
    const { caseId, id, sha256, by } = request;
    const known = await knownCase(ports, caseId, by);
    const version = known && versionOf(known.state, id, sha256);
    if (!version) return { outcome: 'unknown' };
    const range = request.range && rangeOf(request.range, version.size);
    if (range === 'beyond') return { outcome: 'rangeBeyond', size: version.size };
    const gone = await materials.reads.gone(caseId, sha256);
    // Another case may still need it.
    const facts = gone ? undefined : await materials.book.find(sha256);
    const goesOn =
      facts?.standing === 'clean' &&
      mayReadClass(placeOf(known), 'personal').allowed &&
      range !== undefined &&
      range.from > 0 &&
      (await openedToday(ports, materials, request));
    if (!goesOn) {
      const answer = await recordOpening(ports, request, { facts, gone });
      if (answer.outcome === 'refused') return answer;
      if (answer.outcome !== 'recorded') return { outcome: 'unknown' };
    }
    if (!facts) return { outcome: 'unknown' };
    const name = await fileName(materials, request);
    const content = materials.blobs.read(sha256, range);
    return { outcome: 'opened', facts, name, content, ...(range && { range }) };
  };
}

function rangeOf(wished: WishedRange, size: number): ByteRange | 'beyond' {
  if ('last' in wished) {
    return wished.last === 0 ? 'beyond' : { from: Math.max(0, size - wished.last), to: size - 1 };
  }
  if (wished.from >= size) return 'beyond';
  return { from: wished.from, to: Math.min(wished.to ?? size - 1, size - 1) };
}

function versionOf({ materials = {} }: CaseState, id: string, sha256: string): MaterialVersion | undefined {
  const row = Object.hasOwn(materials, id) ? materials[id] : undefined;
  return row?.versions.find((one) => one.sha256 === sha256);
}

/** A reader that fetches a long file in pieces opens it once a day. */
async function openedToday(
  ports: Ports,
  { reads }: MaterialPorts,
  { caseId, id, sha256, by }: OpeningRequest,
): Promise<boolean> {
  const { zone } = ports.installation;
  const now = civilDayOf(await ports.now.now(), zone);
  const history = await reads.history(caseId, MANY);
  return history.some(
    ({ change, person, recordedAt }) =>
      change.did === 'opened' &&
      change.id === id &&
      change.sha256 === sha256 &&
      person === by.person &&
      civilDayOf(recordedAt, zone) === now,
  );
}

const MANY = 200;

function recordOpening(
  ports: Ports,
  { caseId, id, sha256, by }: OpeningRequest,
  content: Content,
): Promise<ActAnswer> {
  const wish = {
    ...{ caseId, by, hidden: true as const },
    // Every opening is one of its own: there is nothing to repeat.
    key: `opening-${ports.ids.randomUuid()}`,
    asked: { act: 'material.open', input: { id, sha256 } },
  };
  return workOnCase(ports, wish, (place) => opening(place, { id, sha256 }, content));
}

const BASIS = ['正程 材料'];

function opening(
  { records, state, actor }: WishPlace,
  opened: { readonly id: string; readonly sha256: string },
  content: Content,
): WishDecision {
  const { procedure, context } = records;
  const { definition } = procedure;
  const { world } = context;
  const power = mayReadClass({ definition, state, actor, world }, 'personal');
  const unmet = [...refusedReading(power), ...againstContent(content)];
  if (!power.allowed || unmet.length > 0) {
    return refusal(unmet[0]?.code ?? 'power-missing', procedure, state, [], unmet);
  }
  const { capacity, policies } = power;
  const onBehalfOf = capacity?.principal?.person;
  const event: CaseEvent = {
    type: 'material.opened',
    cause: 'material',
    power: { policies, ...(onBehalfOf !== undefined && { onBehalfOf }) },
    on: today(world),
    material: { did: 'opened', ...opened },
  };
  return {
    refused: false,
    entry: {
      ...{ event, basis: BASIS, effects: [], state },
      actor: recordActor(actor, {
        ...(capacity && { post: capacity.post }),
        ...(onBehalfOf !== undefined && { onBehalfOf }),
      }),
      command: { open: opened.id, sha256: opened.sha256, person: actor.person },
    },
  };
}

/** What is there to be opened. */
interface Content {
  readonly facts: BlobFacts | undefined;
  readonly gone: GoneContent | undefined;
}

function againstContent({ facts, gone }: Content): readonly Unmet[] {
  if (gone) return [GONE[gone]];
  return facts?.standing === 'clean' ? [] : [NOT_CLEAN];
}

const GONE: Readonly<Record<GoneContent, Unmet>> = {
  erased: {
    code: 'not-in-this-state',
    say: { zh: '文件内容已依法抹除', en: 'the content of the file has been erased' },
    basis: ['个人信息保护法 47'],
  },
  restricted: {
    code: 'not-in-this-state',
    say: {
      zh: '文件内容已限制处理，只存储不使用',
      en: 'the content of the file is kept and not processed',
    },
    basis: ['个人信息保护法 47.2'],
  },
};

const NOT_CLEAN: Unmet = {
  code: 'file-quarantined',
  say: { zh: '文件已隔离，不能打开', en: 'the file is in quarantine and cannot be opened' },
  basis: BASIS,
};

function refusedReading(power: ReadingPower): readonly Unmet[] {
  return power.allowed ? [] : power.denials.map(({ code, say, basis }) => ({ code, say, basis }));
}

/** The name under which this version was filed; undefined when it is erased. */
async function fileName(
  { reads }: MaterialPorts,
  { caseId, id, sha256 }: OpeningRequest,
): Promise<string | undefined> {
  const history = await reads.history(caseId, 0);
  const found = history.findLast(
    ({ change }) => change.did === 'filed' && change.id === id && change.version.sha256 === sha256,
  );
  const name = found?.parts['file'];
  return typeof name === 'string' ? name : undefined;
}
