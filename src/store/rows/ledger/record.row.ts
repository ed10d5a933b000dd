import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One sealed record: its exact text and both leaf hashes. Append-only by trigger and by role. */
@Entity({ name: 'records' })
@Index('records_redacting', ['stream', 'seq'], {
  where: "type in ('audit.part.redacted', 'audit.part.restricted', 'audit.part.released')",
})
@Index('records_noted', ['recordedAt'], {
  where: "type in ('case.read', 'case.unmasked', 'evidence.exported', 'calendar.applied')",
})
export class RecordTableRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ type: 'integer' })
  seq: number;

  @Column({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'text' })
  sm3: string;
}
