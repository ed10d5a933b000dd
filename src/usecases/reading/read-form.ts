import type { FieldAccess } from '../../engine/case/form/field-access.js';
import type { InputDefinition } from '../../engine/law/definition.js';
import type { DataClass } from '../../engine/powers/power-question.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { Queries } from '../queries.js';
import { formAccess } from './form-access.js';
import { knownCase, placeOf } from './known-case.js';
import { maskValue } from './mask.js';
import { isParty } from './may-read.js';
import { classOfField } from './part-class.js';
import { plainField } from './personal-field.js';

/** A field of a case's form as its reader may see it. */
export interface ReadField {
  readonly name: string;
  readonly definition: InputDefinition;
  readonly dataClass: DataClass;
  readonly access: Exclude<FieldAccess, 'hidden'>;
  /** Sequence of the record that holds its value; absent while it is not filled in. */
  readonly record?: number;
  /** The value; null when its content has been erased or it is not filled in. */
  readonly value: unknown;
  /** Shown masked; `records.<record>.field.<name>` can be unmasked for a reason. */
  readonly masked: boolean;
}

/** The form of a case without the fields that are hidden from its reader. Undefined: no case that he may know of. */
export function readForm(
  ports: Ports,
  queries: Pick<Queries, 'case' | 'records'>,
): (caseId: string, by: Asker) => Promise<readonly ReadField[] | undefined> {
  return async (caseId, by) => {
    const found = await knownCase(ports, caseId, by);
    if (!found) return undefined;
    const access = formAccess(found);
    const party = isParty(placeOf(found));
    const fields = Object.entries(found.procedure.definition.form ?? {}).map(async ([name, definition]) => {
      const may = access[name] ?? 'readable';
      if (may === 'hidden') return [];
      const record = found.state.form?.[name];
      const dataClass = classOfField(definition);
      const plain =
        record === undefined ? null : await plainField(queries, caseId, `records.${record}.field.${name}`);
      const masked = plain !== null && dataClass !== 'internal' && !party;
      return [
        {
          ...{ name, definition, dataClass, access: may, masked, value: masked ? maskValue(plain) : plain },
          ...(record !== undefined && { record }),
        },
      ];
    });
    return (await Promise.all(fields)).flat();
  };
}
