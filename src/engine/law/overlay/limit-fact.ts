import type { ActDefinition, FactDefinition, Requirement } from '../definition.js';
import type { ChangeSet } from './change-set.js';
import type { FactChange } from './overlay-source.js';

/**
 * Limits the values that a fact may be given: every act that sets it is refused another value, with the local provision. The
 * value with which a case opens stays, so that whatever happens under the overlay could happen without it.
 */
export function limitFact(name: string, change: FactChange, fact: FactDefinition, set: ChangeSet): void {
  const at = `/change/facts/${name}`;
  const allowed = valuesAllowed(name, change, fact, set, at);
  if (allowed === undefined) return;
  const { acts, clocks } = set.definition;
  let settable = false;
  for (const [actName, act] of Object.entries(acts)) {
    const value = act.sets?.[name];
    if (value === undefined) continue;
    settable = true;
    if (isAllowed(value, allowed)) continue;
    const requires = act.requires ?? [];
    const that = `(${String(value)}) in (${allowed.join(', ')})`;
    const limit: Requirement = { that, basis: change.basis, say: change.say };
    (act as { -readonly [K in keyof ActDefinition]: ActDefinition[K] }).requires = [...requires, limit];
    set.wrote(at, `/acts/${actName}/requires/${requires.length}`);
  }
  for (const [clockName, clock] of Object.entries(clocks)) {
    const value = clock.onLapse?.sets?.[name];
    if (value === undefined || isAllowed(value, allowed)) continue;
    const message = `the lapse of "${clockName}" sets "${name}" to ${String(value)}, which nobody could refuse`;
    set.report({ code: 'set-by-lapse', path: at, message, atKey: true });
  }
  if (settable) return;
  const message = `no act sets "${name}": there is nothing to limit`;
  set.report({ code: 'nothing-changed', path: at, message, atKey: true });
}

/** FEEL literals; undefined where nothing is limited. */
function valuesAllowed(
  name: string,
  change: FactChange,
  fact: FactDefinition,
  set: ChangeSet,
  at: string,
): readonly string[] | undefined {
  const wrong = (key: string, message: string): undefined => {
    set.report({ code: 'wrong-change', path: `${at}/${key}`, message });
    return undefined;
  };
  if (change.mandatory !== undefined) {
    if (fact.type !== 'boolean')
      return wrong('mandatory', `"${name}" is no yes-or-no fact: list its "values"`);
    return change.mandatory ? ['true'] : undefined;
  }
  if (fact.type !== 'enum') return wrong('values', `"${name}" has no list of values`);
  const unknown = change.values?.find((value) => !fact.values?.includes(value));
  if (unknown !== undefined) return wrong('values', `"${unknown}" is not a value of "${name}"`);
  return change.values?.map((value) => JSON.stringify(value));
}

function isAllowed(value: string | boolean | number | null, allowed: readonly string[]): boolean {
  return allowed.includes(String(value));
}
