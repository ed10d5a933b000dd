import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The first answer to an actor's `Idempotency-Key`, and the record that it tells of. */
@Entity({ name: 'idempotency' })
export class IdempotencyRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  actor: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  key: string;

  /** Digest of the request. */
  @Column({ type: 'text' })
  digest: string;

  /** Canonical JSON of the answer. */
  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'text', collation: 'C' })
  stream: string;

  /** Sequence of the last record of the append. */
  @Column({ type: 'integer' })
  seq: number;
}
