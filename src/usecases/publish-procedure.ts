import type { Actor } from '../engine/case/command.js';
import type { CompiledProcedure } from '../engine/statechart/compiled-procedure.js';
import { adoptDocument, type AdoptionAnswer } from './adopt-document.js';
import type { Ports } from './ports.js';

/**
 * Publishes a procedure version: its canonical text becomes immutable and cases may be opened under it from its
 * `inForceFrom` on. The caller has loaded it (parsed, linked, linted, compiled); what does not load cannot be
 * published. Publishing the same content again changes nothing.
 */
export function publishProcedure(
  ports: Pick<Ports, 'ledger' | 'now' | 'hash' | 'ids' | 'installation'>,
): (procedure: CompiledProcedure, actor?: Actor) => Promise<AdoptionAnswer> {
  return ({ definition }, actor) => {
    const title = typeof definition.title === 'string' ? definition.title : definition.title.zh;
    return adoptDocument(ports, {
      stream: 'procedures',
      kind: 'definition',
      event: 'procedure.published',
      name: definition.procedure,
      title,
      from: definition.inForceFrom,
      document: definition,
      ...(actor && { actor }),
    });
  };
}
