import { canonicalJson } from '../../../engine/audit/canonical-form.js';
import { canonicalPool } from '../../../engine/panel/draw.js';
import type { DrawHash, DrawRule, PanelDraft, PoolExpert } from '../../../engine/panel/draw-words.js';
import { commitToDraw, openPanel as decideOpening, revealForDraw } from '../../../engine/panel/form-panel.js';
import type { PanelEvent } from '../../../engine/panel/panel-event.js';
import { against } from '../../../engine/panel/panel-place.js';
import { panelLaw } from '../../../engine/panel/panel-law.js';
import type { PanelState } from '../../../engine/panel/panel-state.js';
import { stateSeen } from '../state-seen.js';
import { workOnStream } from '../work-on-stream.js';
import {
  inPanel,
  knownPanel,
  latestDraft,
  panelPlace,
  panelStream,
  panelStreams,
  type PanelAnswer,
  type PanelRequest,
  type PanelResult,
  type PanelTools,
} from './panel-on-hand.js';

/** What a panel is set up with. */
export interface OpeningRequest extends PanelRequest {
  readonly draft: PanelDraft;
  readonly hash: DrawHash;
  readonly rule: DrawRule;
  /** Empty: nobody can be drawn, members are named. */
  readonly pool: readonly PoolExpert[];
  /** Why there is another one after an earlier. */
  readonly reason?: string;
}

/** Sets up a panel under a name of the case's definition. @throws Unavailable, Defect as `workOnStream`. */
export function openPanel(tools: PanelTools): (request: OpeningRequest) => Promise<PanelAnswer> {
  const { ports } = tools;
  return async (request) => {
    const { caseId, name, draft, hash, rule, pool, reason, by, key } = request;
    if (!(await knownPanel(ports, request, by))) return { outcome: 'unknown' };
    const before = await panelStreams(ports, request);
    const stream = panelStream(request, before.length, ports.hash);
    const asked = {
      ...{ panel: name, open: { draft, hash, rule, pool } },
      ...(reason !== undefined && { reason }),
    };
    const begins = { begins: true as const, looksBeside: true as const };
    const wish = { kind: 'panel' as const, stream, ...begins, caseId, by, key, asked };
    return workOnStream<PanelState, PanelEvent, PanelResult>(ports, panelLaw, wish, async (found) => {
      const place = panelPlace(ports, request, found);
      if (found.state) {
        const en = 'somebody has just opened this panel';
        return { refused: true, unmet: [against(place, 'not-in-this-state', '专家组刚刚已经组建', en)] };
      }
      const latest = await latestDraft(ports, place);
      const last = place.world.streams?.[name];
      const previous = last && (await stateSeen<PanelState>(ports, panelLaw, last));
      const decision = decideOpening(place, caseId, {
        ...{ draft, hash, rule, pool },
        ...(last && { previous: { stream: last.stream, over: previous?.closed !== undefined } }),
        ...(reason !== undefined && { reason }),
        ...(latest && { latest }),
      });
      if (decision.refused) return decision;
      const rows = { pool: canonicalJson(canonicalPool(pool)) };
      return { ...decision, rows, result: { event: decision.event.type } };
    });
  };
}

/** An officer publishes the digest of his secret number; the number itself stays with him. */
export function commitToPanel(
  tools: PanelTools,
): (request: PanelRequest & { readonly commitment: string }) => Promise<PanelAnswer> {
  return (request) => {
    const { commitment } = request;
    return inPanel(tools, request, { commit: commitment }, async (place, stream) =>
      commitToDraw(place, commitment, await tools.panels.pool(stream)),
    );
  };
}

/** An officer shows the number that he promised; with the last one the members are drawn. */
export function revealToPanel(
  tools: PanelTools,
): (request: PanelRequest & { readonly nonce: string; readonly beacon?: string }) => Promise<PanelAnswer> {
  return (request) => {
    const { nonce, beacon } = request;
    const shown = { nonce, ...(beacon !== undefined && { beacon }) };
    return inPanel(tools, request, { reveal: shown }, async (place, stream) => {
      const [pool, leaves] = await Promise.all([tools.panels.pool(stream), tools.panels.commitments(stream)]);
      const leaf = leaves.length === 2 ? leaves[1]?.[place.state.hash] : undefined;
      return revealForDraw(place, shown, { stream, pool, ...(leaf !== undefined && { leaf }) });
    });
  };
}
