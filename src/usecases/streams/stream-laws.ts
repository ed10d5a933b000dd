import { CONSULTATION_LAW } from '../../engine/consultation/consultation-law.js';
import { draftLaw } from '../../engine/draft/draft-stream.js';
import { MEETING_LAW } from '../../engine/meeting/meeting-law.js';
import { panelLaw } from '../../engine/panel/panel-law.js';
import type { StreamLaws } from '../../engine/streams/stream-law.js';

/** The kinds that this build writes. */
export const STREAM_LAWS: StreamLaws = {
  draft: draftLaw,
  consultation: CONSULTATION_LAW,
  panel: panelLaw,
  meeting: MEETING_LAW,
};
