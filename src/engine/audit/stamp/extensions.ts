import { DerFault, DerMembers, type DerValue, TAG } from './der.js';
import { booleanOf, oidOf } from './der-values.js';

/** An extension of a certificate or of a time stamp: its value is DER in itself. */
export interface Extension {
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** Extensions by object identifier. @throws DerFault also when one stands there twice */
export function extensionsOf(list: DerValue, tag: number = TAG.sequence): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>();
  for (const one of new DerMembers(list, tag).rest()) {
    const members = new DerMembers(one);
    const oid = oidOf(members.take(TAG.oid));
    const flag = members.maybe(TAG.boolean);
    const critical = flag !== undefined && booleanOf(flag);
    if (flag && !critical) throw new DerFault('a default that is written out');
    const value = members.take(TAG.octetString).content;
    members.end();
    if (extensions.has(oid)) throw new DerFault(`the extension ${oid} stands there twice`);
    extensions.set(oid, { critical, value });
  }
  return extensions;
}
