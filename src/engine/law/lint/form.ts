import { suggest } from '../suggest.js';
import type { Finding, Rule } from './subject.js';

/** Tasks name fields of the form, and every field can be filled in by somebody. */
export const form: Rule = ({ definition, nodes }) => {
  const fields = Object.keys(definition.form ?? {});
  const writable = new Set<string>();
  const findings: Finding[] = [];
  for (const { state, pointer } of nodes) {
    for (const [index, task] of (state.tasks ?? []).entries()) {
      for (const [field, access] of Object.entries(task.fields ?? {})) {
        if (access !== 'hidden') writable.add(field);
        if (fields.includes(field)) continue;
        findings.push({
          code: 'unknown-field',
          path: `${pointer}/tasks/${index}/fields/${field}`,
          message: `"${field}" is not a field of this procedure's form; declare it under "form"`,
          suggestion: suggest(field, fields),
          atKey: true,
        });
      }
    }
  }
  return [
    ...findings,
    ...fields.flatMap((field): Finding[] => {
      if (writable.has(field)) return [];
      const message = `no task lets anybody fill in "${field}"; make it writable or required in one`;
      return [{ code: 'field-never-writable', path: `/form/${field}`, message, atKey: true }];
    }),
  ];
};
