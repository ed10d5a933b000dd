import { decideForm } from '../../engine/case/form/decide-form.js';
import type { ActAnswer } from '../cases/act-answer.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { workOnCase } from '../cases/work-on-case.js';
import { partsBeside } from './spoken-opinion.js';
import { workEntry } from './work-entry.js';

/** Somebody fills in fields of a case's form. */
export interface FormRequest {
  readonly caseId: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
  /** `If-Match`: the version the person saw. Absent: not checked. */
  readonly expectedVersion?: number;
}

/** Fills in fields that a task in the person's hands makes writable. What stood there before stays on record. */
export function fillForm(ports: Ports): (request: FormRequest) => Promise<ActAnswer> {
  return ({ caseId, values, by, key, expectedVersion }) => {
    const asked = { act: 'form.fill', input: {}, fields: values };
    const wish = {
      ...{ caseId, by, key, asked, hidden: true as const },
      ...(expectedVersion !== undefined && { expectedVersion }),
    };
    return workOnCase(ports, wish, ({ records, state, actor }) => {
      const command = { actor, values, record: records.nextSeq };
      const decision = decideForm(records.procedure, state, command, records.context.world);
      if (decision.refused) return decision;
      const words = { form: Object.keys(values) };
      return { refused: false, entry: workEntry(decision, actor, words, partsBeside({ fields: values })) };
    });
  };
}
