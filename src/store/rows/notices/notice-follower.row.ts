import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a job has followed what happens. */
@Entity({ name: 'notice_followers' })
export class NoticeFollowerRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  name: string;

  @Column({ type: 'bigint' })
  position: string;
}
