import type { SeenStream } from '../../engine/law/stream-definition.js';
import { changesStream, type AnyStreamLaw, type StreamEvent } from '../../engine/streams/stream-law.js';
import type { Ports } from '../ports.js';

/**
 * The state of a stream exactly as it was seen, whoever has written to it since: a decision rests on that, and on nothing
 * later. Undefined: there is no such stream.
 *
 * @typeParam State of the kind whose law it is
 */
export async function stateSeen<State extends object>(
  { ledger }: Pick<Ports, 'ledger'>,
  law: AnyStreamLaw,
  { stream, seq }: Pick<SeenStream, 'stream' | 'seq'>,
): Promise<State | undefined> {
  const head = await ledger.head(stream);
  if (!head || head.stateText === null) return undefined;
  if (head.seq === seq + 1) return JSON.parse(head.stateText) as State;
  let state: object | null = null;
  for (let from = 0; from <= seq;) {
    const page = await ledger.records(stream, from, Math.min(200, seq + 1 - from));
    if (page.length === 0) break;
    for (const { record } of page) {
      const event = record.data as unknown as StreamEvent;
      if (changesStream(event.type)) state = law.evolve(state, event, record.actor?.person);
    }
    from += page.length;
  }
  return (state as State | null) ?? undefined;
}
