import type { CaseEvent } from '../case-event.js';
import type { GrantedPower } from './power.js';

/** The power behind what is no act, as events keep it: with the post, which makes nobody a performer. */
export function powerInEvent({
  policies,
  post,
  unit,
  deputy,
}: GrantedPower): NonNullable<CaseEvent['power']> {
  return {
    policies,
    ...(post !== '' && { post }),
    ...(unit !== undefined && { unit }),
    ...(deputy && { onBehalfOf: deputy.principal.person, substitution: deputy.substitution }),
  };
}
