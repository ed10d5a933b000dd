import { entryOf } from './entries.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { UnitParticulars } from './organisation.js';
import { ancestorsOf, organOf } from './units.js';

/** The organ in whose name a unit's documents go out, with what they say of it. */
export interface SpeakingOrgan {
  readonly id: string;
  readonly title: string;
  readonly particulars: UnitParticulars;
}

/**
 * The nearest organ at or above the unit. Its address and telephone are those of the unit where that has its own (a
 * window in the service hall); everything else is the organ's. Undefined: no organ stands above the unit.
 */
export function speakingOrgan(
  index: Pick<OrganisationIndex, 'organisation'>,
  unit: string,
): SpeakingOrgan | undefined {
  const id = organOf(index, unit);
  const organ = id === undefined ? undefined : entryOf(index.organisation.units, id);
  if (id === undefined || !organ) return undefined;
  const line = ancestorsOf(index, unit);
  const below = line.slice(0, line.indexOf(id));
  const nearest = (name: 'address' | 'phone'): Partial<UnitParticulars> => {
    const found = below.map((one) => entryOf(index.organisation.units, one)?.particulars?.[name]);
    const own = found.find((value) => value !== undefined);
    return own === undefined ? {} : { [name]: own };
  };
  return {
    id,
    title: organ.title,
    particulars: { ...organ.particulars, ...nearest('address'), ...nearest('phone') },
  };
}
