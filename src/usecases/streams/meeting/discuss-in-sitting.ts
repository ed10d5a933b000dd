import { decline, speak, write, type Words } from '../../../engine/meeting/discuss-item.js';
import { decideItem } from '../../../engine/meeting/decide-item.js';
import type { ItemResult, Stance } from '../../../engine/meeting/meeting-state.js';
import type { MeetingPorts } from './meeting-ports.js';
import { workOnMeeting, type MeetingAnswer, type MeetingRequest } from './work-on-meeting.js';

type Doing<Wish> = (
  request: MeetingRequest & { readonly item: number; readonly at?: string } & Wish,
) => Promise<MeetingAnswer>;

interface Spoken {
  /** Whose words they are; whoever else enters them is the recorder. */
  readonly person: string;
}

interface Stated extends Spoken {
  readonly stance: Stance;
  readonly text: string;
}

/** 发言: by the member himself, or entered word for word by the recorder. */
export function giveSpeech(ports: MeetingPorts): Doing<Stated> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'speak', ({ state, stamp, told }) =>
      speak(state, { ...wordsOf(request), ...told(request.at), ...said(request) }, stamp),
    );
}

/** 明确不发言. */
export function declineSpeech(ports: MeetingPorts): Doing<Spoken> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'decline', ({ state, stamp, told }) =>
      decline(state, { ...wordsOf(request), ...told(request.at) }, stamp),
    );
}

/** 书面意见. */
export function writeOpinion(ports: MeetingPorts): Doing<Stated> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'write', ({ state, stamp, told }) =>
      write(state, { ...wordsOf(request), ...told(request.at), ...said(request) }, stamp),
    );
}

/** 议定: entered by the recorder, or by who presides over the item. */
export function decideOnItem(
  ports: MeetingPorts,
): Doing<{ readonly result: ItemResult; readonly reason?: string; readonly saidInMeeting?: boolean }> {
  return (request) => {
    const { item: number, result, reason, saidInMeeting, at } = request;
    return workOnMeeting(ports, { ...request }, 'decide', ({ state, stamp, told }) => {
      const reasoned = {
        ...(reason !== undefined && { reason }),
        ...(saidInMeeting !== undefined && { saidInMeeting }),
      };
      return decideItem(state, { item: number, result, ...reasoned, ...told(at) }, stamp);
    });
  };
}

function wordsOf({
  item,
  person,
  by,
}: MeetingRequest & Spoken & { readonly item: number }): Pick<Words, 'item' | 'person' | 'by'> {
  return { item, person, by: person === by.person ? 'himself' : 'recorder' };
}

function said({ stance, text }: Stated): Pick<Stated, 'stance' | 'text'> {
  return { stance, text };
}
