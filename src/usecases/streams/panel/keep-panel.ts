import type { PanelDraft, ClosingGround } from '../../../engine/panel/draw-words.js';
import type { OpinionResult } from '../../../engine/panel/panel-event.js';
import {
  nameMember,
  replaceMember,
  type NamingWish,
  type ReplacementWish,
} from '../../../engine/panel/panel-members.js';
import {
  answerOpinion,
  closePanel as decideClosing,
  renewPanel,
} from '../../../engine/panel/panel-opinions.js';
import {
  inPanel,
  latestDraft,
  type PanelAnswer,
  type PanelRequest,
  type PanelTools,
} from './panel-on-hand.js';

/** The next of the order comes in for a member. */
export function replaceOnPanel(
  tools: PanelTools,
): (request: PanelRequest & { readonly replacement: ReplacementWish }) => Promise<PanelAnswer> {
  return (request) => {
    const { replacement } = request;
    return inPanel(tools, request, { replace: { ...replacement } }, async (place, stream) =>
      replaceMember(place, replacement, await tools.panels.pool(stream)),
    );
  };
}

/** Somebody is named instead of drawn: an exception with its approver. */
export function nameOnPanel(
  tools: PanelTools,
): (request: PanelRequest & { readonly naming: NamingWish }) => Promise<PanelAnswer> {
  return (request) => {
    const { naming } = request;
    return inPanel(tools, request, { name: { ...naming } }, async (place, stream) =>
      nameMember(place, naming, await tools.panels.pool(stream)),
    );
  };
}

/** Whether an expert's opinion was adopted, and why. */
export function answerOnPanel(tools: PanelTools): (
  request: PanelRequest & {
    readonly answer: { readonly expert: string; readonly result: OpinionResult; readonly reason: string };
  },
) => Promise<PanelAnswer> {
  return (request) => {
    const { answer } = request;
    return inPanel(tools, request, { answer: { ...answer } }, (place) => answerOpinion(place, answer));
  };
}

/** The panel turns to a later version of the draft. */
export function renewOnPanel(
  tools: PanelTools,
): (request: PanelRequest & { readonly draft: PanelDraft }) => Promise<PanelAnswer> {
  return (request) => {
    const { draft } = request;
    return inPanel(
      tools,
      request,
      { renew: { ...draft } },
      async (place) => renewPanel(place, draft, await latestDraft(tools.ports, place)),
      true,
    );
  };
}

/** Ends a panel. */
export function closePanel(
  tools: PanelTools,
): (
  request: PanelRequest & { readonly closing: { readonly ground: ClosingGround; readonly reason?: string } },
) => Promise<PanelAnswer> {
  return (request) => {
    const { closing } = request;
    return inPanel(tools, request, { close: { ...closing } }, (place) => decideClosing(place, closing));
  };
}
