import { draftOf } from './draft.js';
import { writeChange } from './evolve-organisation.js';
import type { OrganisationChange } from './organisation-change.js';
import { growingIndex, track, type OrganisationIndex } from './organisation-index.js';
import type { Organisation } from './organisation.js';

/** An organisation that takes changes one by one and answers questions in between. */
export interface WorkingOrganisation {
  readonly index: OrganisationIndex;
  /** @throws Defect when the change does not fit; nothing more may then be asked. */
  apply(change: OrganisationChange): void;
}

/** Begins with an organisation, which itself stays as it is. */
export function workingOrganisation(organisation: Organisation): WorkingOrganisation {
  const draft = draftOf(organisation);
  const index = growingIndex(organisation);
  return {
    index,
    apply(change) {
      // Before it is written: the index must forget what a changed entry hung on.
      track(index, change, draft.organisation);
      writeChange(draft, change);
      index.organisation = draft.organisation;
    },
  };
}
