import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import type { Certificate } from '../../engine/statechart/prove.js';
import { adoptDocument, type AdoptionAnswer, type AdoptionPorts } from './adopt-document.js';
import type { Asker } from '../powers/power-facts.js';

/** A procedure that has passed the linter, with the certificate of what was proved of it. */
export interface Publication {
  readonly compiled: CompiledProcedure;
  readonly certificate: Certificate;
}

/**
 * Publishes a procedure version: its canonical text becomes immutable and cases may be opened under it from its
 * `inForceFrom` on. The certificate goes into the record, so that nothing unproved is ever published. Publishing the
 * same content again changes nothing.
 */
export function publishProcedure(
  ports: AdoptionPorts,
): (publication: Publication, by?: Asker) => Promise<AdoptionAnswer> {
  return ({ compiled: { definition }, certificate }, by) => {
    const title = typeof definition.title === 'string' ? definition.title : definition.title.zh;
    return adoptDocument(ports, {
      stream: 'procedures',
      kind: 'definition',
      event: 'procedure.published',
      name: definition.procedure,
      title,
      from: definition.inForceFrom,
      document: definition,
      more: { certificate },
      ...(by && { by: { asker: by, action: 'publishProcedure' } }),
    });
  };
}
