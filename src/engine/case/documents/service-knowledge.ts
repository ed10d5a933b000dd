import type { Definition } from '../../law/definition.js';
import type { CaseState } from '../case-state.js';
import { chinese, orderedDocument } from './document-scope.js';
import { dateText, fieldText } from './field-text.js';
import type { LawfulService, ServiceCommand } from './lawful-service.js';

/**
 * What the fields of a proof of service may read as `service.<name>`: everything that the mode wanted told, with times of
 * the day made whole, and what is known of the document and of the service itself.
 *
 * @param addressee name of the addressee
 */
export function serviceKnowledge(
  definition: Definition,
  state: CaseState,
  { id, input, on }: ServiceCommand,
  { mode, service }: LawfulService,
  addressee: string,
): Readonly<Record<string, unknown>> {
  const { order, document } = orderedDocument(definition, state, id);
  const whole = (time: unknown): string | null => (typeof time === 'string' ? `${on}T${time}` : null);
  const minute = whole(input['minute'] ?? input['arrivedAt']);
  return {
    ...input,
    // Where it was published, into which system it came, or through whom it went stands for a place.
    place: input['place'] ?? input['medium'] ?? input['system'] ?? input['agent'] ?? null,
    document: order.document,
    title: chinese(document.title),
    number: order.issued?.number ?? null,
    to: addressee,
    mode: chinese(mode.title),
    on,
    effectiveOn: service.effectiveOn ?? null,
    minute,
    arrivedAt: whole(input['arrivedAt']),
    /** 送达时间 in words, to the minute where that was told. */
    time: fieldText(minute, 'minute')?.text ?? dateText(on) ?? on,
  };
}
