import { anyPower } from '../../engine/case/power/any-power.js';
import { fieldAccess, tasksHeld, type FieldAccess } from '../../engine/case/form/field-access.js';
import type { RecordRow } from '../queries.js';
import type { LawfulCaseFor } from '../cases/read-case.js';
import { placeOf } from './known-case.js';

/** What the reader of a case may do with each field of its form. */
export function formAccess(found: LawfulCaseFor): Readonly<Record<string, FieldAccess>> {
  const { state, actor, context } = found;
  const place = placeOf(found);
  const tasks = tasksHeld({ ...place, world: context.world });
  const posts = new Set(tasks.map(({ task }) => task.post));
  const asParty = Object.entries(state.parties).some(
    ([post, persons]) => !posts.has(post) && persons.includes(actor.person),
  );
  const asOther = actor.capacities.some((capacity) => {
    if (posts.has(capacity.post)) return false;
    const power = anyPower({ ...place, actor: { ...actor, capacities: [capacity] } }, 'readCase');
    return power.allowed && power.capacity !== undefined;
  });
  return fieldAccess(place.definition, tasks, asParty || asOther);
}

/** Names of the parts that the reader of a case does not get: fields that are hidden from him. */
export function hiddenParts(found: LawfulCaseFor): ReadonlySet<string> {
  if (!found.procedure.definition.form) return NONE;
  const hidden = Object.entries(formAccess(found)).filter(([, access]) => access === 'hidden');
  // Whatever somebody attempted may hold such a field too.
  return hidden.length === 0 ? NONE : new Set(['attempt', ...hidden.map(([field]) => `field.${field}`)]);
}

/** A record without the parts that are hidden from its reader. */
export function withoutHidden(row: RecordRow, hidden: ReadonlySet<string>): RecordRow {
  if (hidden.size === 0) return row;
  const parts = Object.entries(row.parts).filter(([part]) => !hidden.has(part));
  return { ...row, parts: Object.fromEntries(parts) };
}

/** Whether a field that could be unmasked (`records.<sequence>.<part>`) is hidden from him. */
export function isHiddenField(field: string, hidden: ReadonlySet<string>): boolean {
  const part = /^records\.\d+\.(.+)$/su.exec(field)?.[1];
  return part !== undefined && hidden.has(part);
}

const NONE: ReadonlySet<string> = new Set();
