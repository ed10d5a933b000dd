import { ApiProperty } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { StreamAnswer } from '../../usecases/streams/work-on-stream.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { etagOf } from '../headers/if-match.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { Problem } from '../problems/problem.js';

/** What was recorded in a stream beside a case. */
export class StreamReceiptDto {
  @Discloses('internal')
  @ApiProperty({ description: '所在流 · stream' })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '流内序号 · sequence within the stream' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列：回执 · leaf hash: the receipt' })
  leaf: DigestPairDto;
}

/** What was recorded, whatever its kind adds. */
export type Recorded<Result> = Extract<StreamAnswer<Result>, { readonly outcome: 'recorded' }>;

/** How the kind of a stream speaks of it. */
export interface StreamWords {
  /** There is none, or none that the person may know of. */
  readonly unknown: () => Problem;
  /** Where what was recorded is read. Absent: as a record of its stream. */
  readonly location?: (stream: string) => string;
}

/**
 * What was done in a stream of any kind, with its headers sent: the new version, the sequence and the address of the
 * record.
 * @throws Problem for every other outcome
 */
export function recordedInStream<Result>(
  answer: StreamAnswer<Result>,
  reply: FastifyReply,
  { unknown, location }: StreamWords,
): Recorded<Result> {
  switch (answer.outcome) {
    case 'recorded': {
      const { stream, seq, version } = answer;
      const place = location?.(stream) ?? `/v1/streams/${stream}/records/${seq}`;
      void reply.headers({ etag: etagOf(version), 'x-ledger-sequence': String(seq), location: place });
      return answer;
    }
    case 'refused':
      throw new Problem(answer.unmet[0]?.code ?? 'requirement-unmet', { unmet: answer.unmet });
    case 'stale':
      throw new Problem('stale-version', { version: answer.version });
    case 'keyReused':
      throw new Problem('idempotency-key-reused');
    case 'unknown':
      throw unknown();
  }
}

/** The receipt of what was recorded. */
export function streamReceiptDto({ stream, seq, leaf }: Recorded<unknown>): StreamReceiptDto {
  return { stream, sequence: seq, leaf: digestPairDto(leaf) };
}
