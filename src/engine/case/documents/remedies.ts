import type { DocumentDefinition } from '../../law/definition.js';
import { feelIfKnown } from '../../law/feel/feel.js';
import type { OrganParticulars } from './document-scope.js';

/** The paragraph on reconsideration and suit with the fields in it, or those that nobody knows. */
export interface Remedies {
  readonly text?: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
}

/**
 * 救济告知: sixty days for reconsideration (行政复议法 20), six months for a suit (行政诉讼法 46); where reconsideration must
 * come first (行政复议法 23), fifteen days for the suit from its decision (行政诉讼法 45). Undefined for a document that need
 * not carry it.
 */
export function remediesOf(
  { remedies, title }: DocumentDefinition,
  scope: Readonly<Record<string, unknown>>,
  { reconsideration = '', court = '' }: OrganParticulars,
): Remedies | undefined {
  if (remedies === undefined || remedies === false) return undefined;
  const fields = { 复议机关: reconsideration.trim(), 管辖法院: court.trim() };
  const missing = Object.entries(fields).flatMap(([field, value]) => (value === '' ? [field] : []));
  if (missing.length > 0) return { fields, missing };
  const reviewFirst = remedies !== true && feelIfKnown(remedies.reviewFirst, scope) === true;
  const name = (typeof title === 'string' ? title : title.zh).endsWith('决定书') ? '本决定' : '本告知';
  const from = `自收到${name}书之日起`;
  const text = reviewFirst
    ? `如不服${name}，应当先${from}六十日内向${fields.复议机关}申请行政复议；对行政复议决定仍不服的，可以自收到行政复议决定书之日起十五日内向${fields.管辖法院}提起行政诉讼。`
    : `如不服${name}，可以${from}六十日内向${fields.复议机关}申请行政复议，或者${from}六个月内向${fields.管辖法院}提起行政诉讼。`;
  return { text, fields, missing: [] };
}
