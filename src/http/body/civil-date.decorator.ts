import { ValidateBy } from 'class-validator';
import { isCivilDate, isInstant } from '../../engine/clock/civil-date.js';

/** A day that exists, as `YYYY-MM-DD`. */
export function IsCivilDate(): PropertyDecorator {
  return ValidateBy({
    name: 'isCivilDate',
    validator: { validate: isCivilDate, defaultMessage: () => '$property must be a real day as YYYY-MM-DD' },
  });
}

/** A UTC instant with milliseconds. */
export function IsInstant(): PropertyDecorator {
  return ValidateBy({
    name: 'isInstant',
    validator: { validate: isInstant, defaultMessage: () => '$property must be a UTC instant' },
  });
}
