import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { PersonKind } from '../../../usecases/ports.js';
import type { Standing } from '../../../engine/organisation/standing.js';

/** Who a pseudonym stands for. The only place outside record parts where a name is kept. */
@Entity({ name: 'people' })
@Check('people_kind', "kind in ('officer', 'expert', 'public')")
@Check('people_standing', "standing in ('active', 'suspended', 'ended')")
export class PersonRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  kind: PersonKind;

  /** Of the account of a member of the public; an officer's standing is in the organisation. */
  @Column({ type: 'text' })
  standing: Standing;
}
