import { CloudEvent, HTTP } from 'cloudevents';
import type { WebhookMessage } from '../../usecases/notices/webhook-ports.js';

/** Prefix of the types of our events: reverse domain names, as CloudEvents wants them. */
export const TYPE_PREFIX = 'cn.duecourse.';

/** A message as it is sent: one CloudEvent in structured mode. */
export interface EventBody {
  readonly contentType: string;
  readonly text: string;
}

/**
 * The CloudEvent (1.0) of a record. Its id is the record's, so that whoever gets it twice drops it once; `sequence`
 * orders the events of a case, `position` all events. It holds what the record holds, which is nothing personal, and the
 * record's leaf hash, by which it can be traced in the ledger.
 */
export function eventBody({ record, leaf, position }: WebhookMessage): EventBody {
  const { stream, seq, type, occurredAt, recordedAt, actor, basis, clock, data } = record;
  const message = HTTP.structured(
    new CloudEvent({
      id: record.id,
      source: `urn:duecourse:${record.log}`,
      type: `${TYPE_PREFIX}${type}`,
      subject: stream,
      time: recordedAt,
      datacontenttype: 'application/json',
      sequence: String(seq).padStart(10, '0'),
      position: String(position).padStart(16, '0'),
      ...(record.simulated && { simulated: true }),
      data: {
        record: { id: record.id, stream, seq, leaf },
        ...{ occurredAt, recordedAt },
        ...(actor && { actor }),
        ...(basis && { basis }),
        ...(clock && { clock }),
        event: data,
      },
    }),
  );
  return {
    contentType: String(message.headers['content-type']),
    text: String(message.body),
  };
}
