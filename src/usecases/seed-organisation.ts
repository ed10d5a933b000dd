import { adoptDocument, type AdoptionAnswer } from './adopt-document.js';
import type { OrganisationDocument } from './organisation.js';
import type { Ports } from './ports.js';

/** Adopts an organisation snapshot: who holds which post from now on. */
export function seedOrganisation(
  ports: Pick<Ports, 'ledger' | 'now' | 'hash' | 'ids' | 'installation'>,
): (organisation: OrganisationDocument) => Promise<AdoptionAnswer> {
  return (organisation) =>
    adoptDocument(ports, {
      stream: 'organisation',
      kind: 'organisation',
      event: 'organisation.adopted',
      name: organisation.authority,
      title: organisation.authority,
      from: organisation.validFrom,
      document: organisation,
    });
}
