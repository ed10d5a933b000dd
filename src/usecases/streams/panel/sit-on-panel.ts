import { declareInterest, declineSeat, type Declaration } from '../../../engine/panel/panel-members.js';
import { giveOpinion, type OpinionWish } from '../../../engine/panel/panel-opinions.js';
import { inPanel, type PanelAnswer, type PanelRequest, type PanelTools } from './panel-on-hand.js';

/** A member declares whether he has an interest in the matter, and promises to keep it to himself. */
export function declareOnPanel(
  tools: PanelTools,
): (request: PanelRequest & { readonly declaration: Declaration }) => Promise<PanelAnswer> {
  return (request) => {
    const { declaration } = request;
    return inPanel(tools, request, { declare: { ...declaration } }, (place) =>
      declareInterest(place, declaration),
    );
  };
}

/** A member says that he does not take part. */
export function declineOnPanel(
  tools: PanelTools,
): (request: PanelRequest & { readonly reason: string }) => Promise<PanelAnswer> {
  return (request) =>
    inPanel(tools, request, { decline: request.reason }, (place) => declineSeat(place, request.reason));
}

/** A member signs his opinion on the draft, or corrects it by another. */
export function giveOpinionOnPanel(
  tools: PanelTools,
): (request: PanelRequest & { readonly opinion: OpinionWish }) => Promise<PanelAnswer> {
  return (request) => {
    const { opinion } = request;
    return inPanel(tools, request, { opinion: { ...opinion } }, (place) => giveOpinion(place, opinion));
  };
}
