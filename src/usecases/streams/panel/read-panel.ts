import type { Hash } from '../../../engine/audit/record.js';
import { DRAW_FORMAT, sealedDrawFile, type DrawFile } from '../../../engine/panel/draw-file.js';
import type { PoolExpert } from '../../../engine/panel/draw-words.js';
import type { OpinionGiven } from '../../../engine/panel/panel-event.js';
import {
  countingOpinion,
  panelPhase,
  type PanelPhase,
  type PanelState,
} from '../../../engine/panel/panel-state.js';
import type { Asker } from '../../powers/power-facts.js';
import { panelFor, panelStateOf, panelStreams, type PanelAddress, type PanelTools } from './panel-on-hand.js';
import type { PanelReads, PanelRecord } from './panel-reads.js';

/** An opinion as it was signed. */
export interface SignedOpinion extends Pick<OpinionGiven, 'draft' | 'stance' | 'heads'> {
  readonly seq: number;
  readonly expert: string;
  readonly on: string;
  /** Word for word. Null: erased, or hidden. */
  readonly text: string | null;
  /** A member reads what the others say once he has said it himself: he judges independently (条例 19). */
  readonly hidden: boolean;
  /** It is the one that counts for the draft as it stands. */
  readonly counts: boolean;
}

/** A panel as its readers see it. */
export interface KnownPanel {
  readonly stream: string;
  readonly version: number;
  /** Streams of the panels before it. */
  readonly earlier: readonly string[];
  readonly state: PanelState;
  readonly phase: PanelPhase;
  readonly opinions: readonly SignedOpinion[];
  readonly history: readonly PanelRecord[];
  /** Names of those who are to be named, by pseudonym. */
  readonly names: ReadonlyMap<string, string>;
}

/** The panel that counts under a name. Undefined: there is none that he may know of. */
export function readPanel({
  ports,
  panels,
}: PanelTools): (address: PanelAddress, by: Asker) => Promise<KnownPanel | undefined> {
  return async (address, by) => {
    const stream = await panelFor(ports, address, by);
    const found = stream === undefined ? undefined : await panelStateOf(ports, stream);
    if (stream === undefined || !found) return undefined;
    const { state, version } = found;
    const [history, all] = await Promise.all([panels.history(stream), panelStreams(ports, address)]);
    const people = [...state.members.map(({ expert }) => expert), ...history.map(({ person }) => person)];
    return {
      ...{ stream, version, state, history, phase: panelPhase(state) },
      earlier: all.filter((one) => one !== stream),
      opinions: opinionsOf(state, history, by.person),
      names: await ports.directory.names([...new Set(people)]),
    };
  };
}

function opinionsOf(
  state: PanelState,
  history: readonly PanelRecord[],
  reader: string,
): readonly SignedOpinion[] {
  const own = state.members.find(({ expert }) => expert === reader);
  const silent = own !== undefined && own.opinion?.version !== state.draft.version;
  const given = history.flatMap((record) => {
    const { event } = record;
    return event.type === 'opinion.given' || event.type === 'opinion.corrected' ? [{ record, event }] : [];
  });
  return given.map(({ record, event }) => {
    const { seq, person: expert, parts } = record;
    const member = state.members.find((one) => one.expert === expert);
    const latest = given.findLast((one) => one.record.person === expert);
    const { text = null } = (parts['opinion'] ?? {}) as { readonly text?: string };
    const counting = member && countingOpinion(member, state.draft) !== undefined;
    const { draft, stance, heads, on } = event;
    const counts = counting === true && latest?.record.seq === seq;
    const hidden = silent && expert !== reader && draft.version === state.draft.version;
    return { seq, expert, on, draft, stance, heads, counts, hidden, text: hidden ? null : text };
  });
}

/** The draw of a panel as everybody may have it. Undefined: there is no such panel. */
export function readDraw({ ports, panels }: PanelTools): (stream: string) => Promise<DrawFile | undefined> {
  return async (stream) => {
    const found = await panelStateOf(ports, stream);
    if (!found) return undefined;
    const [pool, leaves] = await Promise.all([panels.pool(stream), leafOf(panels, stream, found.state)]);
    return drawFileOf(
      { stream, state: found.state, pool, ...(leaves !== undefined && { leaf: leaves }) },
      ports.hash,
    );
  };
}

async function leafOf(
  panels: PanelReads,
  stream: string,
  { hash, promises }: PanelState,
): Promise<string | undefined> {
  return promises.length === 2 ? (await panels.commitments(stream))[1]?.[hash] : undefined;
}

function drawFileOf(
  {
    stream,
    state,
    pool,
    leaf,
  }: {
    readonly stream: string;
    readonly state: PanelState;
    readonly pool: readonly PoolExpert[];
    readonly leaf?: string;
  },
  hash: Hash,
): DrawFile {
  const {
    previous,
    openedFor,
    hash: suite,
    rule,
    promises,
    beacon,
    seed,
    drawn,
    changes,
    members,
    closed,
  } = state;
  const named = seed === undefined ? members.flatMap((member) => member.named ?? []) : [];
  return sealedDrawFile(
    {
      ...{ format: DRAW_FORMAT, stream, draft: openedFor, hash: suite, pool, rule },
      ...(previous !== undefined && { previous }),
      commitments: promises.map(({ role, commitment }) => ({ role, commitment })),
      ...(leaf !== undefined && { leaf }),
      reveals: promises.flatMap(({ role, nonce }) => (nonce === undefined ? [] : [{ role, nonce }])),
      ...(beacon !== undefined && { beacon }),
      ...(seed !== undefined && { seed }),
      ...{ drawn, named, changes },
      members: members.map(({ expert }) => expert).toSorted(),
      ...(closed !== undefined && { closed }),
    },
    hash,
  );
}
