import type { Definition } from '../../engine/law/definition.js';
import type { RecordRow } from '../queries.js';
import { HIDDEN, maskName, maskValue, maskWithin } from './mask.js';
import { actOf, partClass } from './part-class.js';

/** A record of a case as somebody may see it who is not party to it: its personal parts are masked. */
export function maskedRecord(definition: Definition, row: RecordRow): RecordRow {
  const act = row.record.data['act'];
  const named = typeof act === 'string' ? act : undefined;
  const parts = Object.entries(row.parts).map(([part, value]) => [
    part,
    partClass(definition, named, part) === 'internal' ? value : maskedPart(definition, row, part, value),
  ]);
  return { ...row, parts: Object.fromEntries(parts) as RecordRow['parts'] };
}

/** Every part of a record masked: for streams whose parts are names and accounts. */
export function maskedParts(row: RecordRow): RecordRow {
  const parts = Object.entries(row.parts).map(([part, value]) => [part, maskValue(value)]);
  return { ...row, parts: Object.fromEntries(parts) as RecordRow['parts'] };
}

function maskedPart(
  definition: Definition,
  { parts, record }: RecordRow,
  part: string,
  value: unknown,
): unknown {
  if (part === 'attempt') return maskedAttempt(definition, value);
  if (typeof value !== 'string') return maskValue(value);
  if (part === 'applicant.name') return maskName(value);
  const name = parts['applicant.name'];
  if (part !== 'subject') return maskValue(value);
  if (typeof name === 'string') return maskWithin(value, [name]);
  // A name that is erased or restricted cannot be looked for in the subject.
  return Object.hasOwn(record.parts, 'applicant.name') ? HIDDEN : maskWithin(value, []);
}

/** What was attempted: declared inputs that are not personal stay; the caller's own words may be anything. */
function maskedAttempt(definition: Definition, value: unknown): unknown {
  const { act, input } = (value ?? {}) as { readonly act?: unknown; readonly input?: unknown };
  const known = typeof act === 'string' ? actOf(definition, act) : undefined;
  const declared = known?.input ?? {};
  const inputs = Object.entries(typeof input === 'object' && input !== null ? input : {});
  return {
    act: known ? act : maskValue(act),
    input: Object.fromEntries(
      inputs.flatMap(([name, item]): [string, unknown][] => {
        // A name that the act does not declare is the caller's, and may itself be personal.
        if (!Object.hasOwn(declared, name)) return [];
        return [[name, declared[name]?.personal ? maskValue(item) : item]];
      }),
    ),
  };
}
