import { textDigest } from '../../engine/audit/digest.js';
import type { DigestPair } from '../../engine/audit/record.js';
import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { checkChanges } from '../../engine/organisation/check-changes.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import { indexOrganisation } from '../../engine/organisation/organisation-index.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import type { OrganisationSnapshot, PersonKind, Ports } from '../ports.js';
import { organisationAppend, type NewName } from './organisation-append.js';
import { NO_ORGANISATION } from './organisation-fold.js';
import { type GivenName, newNames } from './person-names.js';

/** What an organisation begins with. */
export interface OrganisationSeed {
  readonly authority: string;
  /** The day from which this is known to have been so; said in the record, decides nothing. */
  readonly validFrom: CivilDate;
  readonly changes: readonly OrganisationChange[];
  /** Of everybody in `changes`, and of members of the public (`kind: 'public'`), who are no part of the organisation. */
  readonly names: readonly (GivenName & { readonly kind?: PersonKind })[];
}

export type OrganisationSeeding =
  | { readonly outcome: 'seeded'; readonly receipt: RecordReceipt }
  /** There is an organisation already; it stays as it is. */
  | { readonly outcome: 'known' };

/** A seed that cannot be used; each line of the message is one conflict, with the place in the list of changes. */
export class OrganisationSeedError extends Error {
  override readonly name = 'OrganisationSeedError';
}

/**
 * Fills an empty organisation, once and without an actor: whoever installs the system stands for it, as he does for
 * the system itself. Everything later is done by administrators.
 *
 * @throws OrganisationSeedError
 */
export function seedOrganisation(
  ports: Pick<Ports, 'ledger' | 'now' | 'hash' | 'ids' | 'installation' | 'rules'>,
): (seed: OrganisationSeed) => Promise<OrganisationSeeding> {
  return async (seed) => {
    const now = await ports.now.now();
    const today = civilDayOf(now, ports.installation.zone);
    const changes: readonly OrganisationChange[] = [
      { change: 'authority.named', authority: seed.authority },
      ...seed.changes,
    ];
    const request = { stream: LIBRARY_STREAMS.organisation, kind: 'organisation', create: true } as const;
    const answer = await ports.ledger.transact<OrganisationSeeding>(request, async (head) => {
      if (head.stateText !== null) return { result: { outcome: 'known' } };
      const ofThePublic = seed.names.filter((one): one is NewName => one.kind === 'public');
      const officers = seed.names.filter(({ kind }) => kind !== 'public');
      const names = [...namesOf(changes, officers, today), ...ofThePublic];
      const standing = { head, snapshot: nothing(ports), now, today };
      const event = { type: 'organisation.seeded', changes, data: { validFrom: seed.validFrom }, names };
      const { append, receipt } = organisationAppend(ports, standing, event);
      return { append, result: { outcome: 'seeded', receipt } };
    });
    return answer as OrganisationSeeding;
  };
}

function namesOf(
  changes: readonly OrganisationChange[],
  given: readonly GivenName[],
  today: CivilDate,
): ReturnType<typeof newNames>['names'] {
  const conflicts = checkChanges(NO_ORGANISATION, changes, today);
  const { names, conflicts: nameless } = newNames(NO_ORGANISATION, changes, given);
  const all = [...conflicts, ...nameless];
  if (all.length > 0) {
    // The authority's name is the first change; people count those that they wrote themselves.
    throw new OrganisationSeedError(
      all.map(({ index, say }) => `changes/${index - 1}: ${say.en}`).join('\n'),
    );
  }
  return names;
}

function nothing(ports: Pick<Ports, 'hash'>): OrganisationSnapshot {
  const digest: DigestPair = textDigest(canonicalJson(NO_ORGANISATION), ports.hash);
  return { version: 0, organisation: NO_ORGANISATION, index: indexOrganisation(NO_ORGANISATION), digest };
}
