import type { AdministratorRole } from './organisation.js';

/** Whether the account may be used. Suspended 停用, ended 注销. */
export type Standing = 'active' | 'suspended' | 'ended';

/** A natural person as he stands on a day: whoever asks, or the principal for whom he acts. */
export interface PersonFacts {
  readonly person: string;
  readonly standing: Standing;
  readonly kind: 'officer' | 'expert' | 'public';
  readonly administrator: readonly AdministratorRole[];
}
