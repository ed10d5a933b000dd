import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How a person wants to be told. */
@Entity({ name: 'notice_settings' })
@Check('notice_settings_mode', "mode in ('immediately', 'daily', 'never')")
export class NoticeSettingsRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text', nullable: true })
  mail: string | null;

  @Column({ type: 'text' })
  mode: string;
}
