import { CONSULTATION_LAW } from '../../consultation/consultation-law.js';
import { draftLaw } from '../../draft/draft-stream.js';
import type { StreamKindName } from '../../law/stream-definition.js';
import { MEETING_LAW } from '../../meeting/meeting-law.js';
import { panelLaw } from '../../panel/panel-law.js';
import type { AnyStreamLaw } from '../../streams/stream-law.js';

const LAWS: Readonly<Record<StreamKindName, AnyStreamLaw>> = {
  draft: draftLaw,
  consultation: CONSULTATION_LAW,
  panel: panelLaw,
  meeting: MEETING_LAW,
};

/** The fold of a kind of stream. */
export function lawOf(kind: StreamKindName): AnyStreamLaw {
  return LAWS[kind];
}

const FIRST: Readonly<Record<string, StreamKindName>> = {
  'draft.submitted': 'draft',
  'consultation.opened': 'consultation',
  'panel.opened': 'panel',
  'meeting.convened': 'meeting',
};

/** The kind of a stream by what it began with. Undefined: none that lies beside cases. */
export function kindBegunWith(type: string): StreamKindName | undefined {
  return Object.hasOwn(FIRST, type) ? FIRST[type] : undefined;
}
