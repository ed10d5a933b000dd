import type { QueryRunner } from 'typeorm';
import type { LedgerRecord } from '../../../engine/audit/record.js';
import type { MeetingEvent } from '../../../engine/meeting/meeting-event.js';
import type { MeetingState } from '../../../engine/meeting/meeting-state.js';
import { meetingRows } from '../../../usecases/streams/meeting/meeting-rows.js';
import { differences, type Row, type RowsFold } from './stream-rows.js';

/** A meeting in lists, its items and follow-ups: all of them follow from its state. */
export class MeetingRowsFold implements RowsFold {
  /** Sequence of the record in which a follow-up was assigned: its text is a part of that. */
  readonly #assigned = new Map<number, number>();

  constructor(private readonly stream: string) {}

  visit({ seq, data }: LedgerRecord): void {
    const event = data as unknown as MeetingEvent;
    if (event.type === 'followUp.assigned') this.#assigned.set(event.followUp, seq);
  }

  async finish(runner: QueryRunner, state: object): Promise<readonly string[]> {
    const { stream } = this;
    const { meeting, items, followUps } = meetingRows(null, state as MeetingState);
    const assigned = (followUps as readonly Row[]).map((row) => ({
      ...row,
      seq: this.#assigned.get(row['follow_up'] as number) ?? null,
    }));
    const tables = [
      { table: 'meetings', key: [], rows: meeting ? [meeting as Row] : [] },
      { table: 'meeting_items', key: ['item'], rows: items as readonly Row[] },
      { table: 'meeting_follow_ups', key: ['follow_up'], rows: assigned },
    ];
    const found: string[] = [];
    for (const expected of tables) found.push(...(await differences(runner, stream, expected)));
    return found;
  }
}
