import type { PowerCheck } from '../../engine/powers/power-question.js';
import { cedarPowerCheck } from './cedar-power-check.js';
import { type PolicyFiles, powerPoliciesFrom } from './power-policies.js';

/**
 * Asks policy sets of other times, each from the canonical text of its files. Cedar keeps every set that it has parsed for
 * the life of the process: each text is prepared once.
 *
 * @returns a function that throws PowerPoliciesError for a text that is no policy set
 */
export function earlierPowers(): (policies: string) => PowerCheck {
  const prepared = new Map<string, PowerCheck>();
  return (text) => {
    const found = prepared.get(text) ?? cedarPowerCheck(powerPoliciesFrom(JSON.parse(text) as PolicyFiles));
    prepared.set(text, found);
    return found;
  };
}
