import type { ActDefinition, Definition } from '../../engine/law/definition.js';
import type { DataClass } from '../../engine/powers/power-question.js';

/**
 * 数据分级 of a part of a case's record. Inputs are what the definition declares them to be; a part that nothing is
 * known of counts as personal.
 *
 * @param act the act of the record, if it has one that the definition knows
 */
export function partClass(definition: Definition, act: string | undefined, part: string): DataClass {
  if (Object.hasOwn(PLAIN, part)) return 'internal';
  const declared = actOf(definition, act)?.input;
  // Whatever was attempted may be among it.
  if (part === 'attempt') return Object.values(declared ?? {}).some(isSensitive) ? 'sensitive' : 'personal';
  const input = /^input\.(.+)$/.exec(part)?.[1];
  return input !== undefined && declared && isSensitive(declared[input]) ? 'sensitive' : 'personal';
}

/** Parts that are never personal: inputs not declared so, why somebody unmasked, and what he wanted to see. */
const PLAIN: Readonly<Record<string, true>> = { input: true, reason: true, fields: true };

/** The act of that name, if the definition has it. */
export function actOf(definition: Definition, act: string | undefined): ActDefinition | undefined {
  return act !== undefined && Object.hasOwn(definition.acts, act) ? definition.acts[act] : undefined;
}

function isSensitive(input: NonNullable<ActDefinition['input']>[string] | undefined): boolean {
  return input?.personal === 'sensitive';
}
