import type { Instant } from '../../engine/clock/time.js';
import type { OrganisationSnapshot, PersonKind } from '../ports.js';
import type { Page, PageRequest } from '../queries.js';

/** A person of the organisation with his name. */
export interface NamedPerson {
  readonly person: string;
  readonly name: string;
  readonly kind: Exclude<PersonKind, 'public'>;
}

/** Reads of the organisation beside its present snapshot. */
export interface OrganisationReads {
  /** The organisation with everything that was on record at an instant, and nothing that came later. */
  knownAt(instant: Instant): Promise<OrganisationSnapshot>;
  /** People of the organisation by code, under their present names; the search is in names and codes. */
  people(
    filter: { readonly among?: readonly string[]; readonly search?: string },
    page: PageRequest,
  ): Promise<Page<NamedPerson>>;
}
