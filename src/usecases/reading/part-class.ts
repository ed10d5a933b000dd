import type { ActDefinition, Definition, InputDefinition } from '../../engine/law/definition.js';
import type { DataClass } from '../../engine/powers/power-question.js';
import { sensitiveFields } from '../evidence/sensitive-documents.js';

/**
 * 数据分级 of a part of a case's record. Inputs are what the definition declares them to be; a part that nothing is
 * known of counts as personal.
 *
 * @param act the act of the record, if it has one that the definition knows
 */
export function partClass(definition: Definition, act: string | undefined, part: string): DataClass {
  if (Object.hasOwn(PLAIN, part)) return 'internal';
  const declared = actOf(definition, act)?.input;
  const form = definition.form ?? {};
  // Whatever was attempted may be among it.
  if (part === 'attempt') {
    const among = [...Object.values(declared ?? {}), ...Object.values(form)];
    return among.some(isSensitive) ? 'sensitive' : 'personal';
  }
  // A document may say whatever is asked for it, and whatever it takes from elsewhere.
  if (part === 'document' || part === 'answers')
    return sensitiveFields(definition).size > 0 ? 'sensitive' : 'personal';
  const field = /^field\.(.+)$/.exec(part)?.[1];
  if (field !== undefined && Object.hasOwn(form, field)) return classOfField(form[field]);
  const input = /^input\.(.+)$/.exec(part)?.[1];
  return input !== undefined && declared && isSensitive(declared[input]) ? 'sensitive' : 'personal';
}

/** Parts that are never personal: inputs not declared so, why somebody unmasked, and what he wanted to see. */
const PLAIN: Readonly<Record<string, true>> = { input: true, reason: true, from: true, fields: true };

/** The act of that name, if the definition has it. */
export function actOf(definition: Definition, act: string | undefined): ActDefinition | undefined {
  return act !== undefined && Object.hasOwn(definition.acts, act) ? definition.acts[act] : undefined;
}

/** 数据分级 of a field of the form, as it declares itself. */
export function classOfField(field: InputDefinition | undefined): DataClass {
  if (isSensitive(field)) return 'sensitive';
  return field?.personal ? 'personal' : 'internal';
}

function isSensitive(input: InputDefinition | undefined): boolean {
  return input?.personal === 'sensitive';
}
