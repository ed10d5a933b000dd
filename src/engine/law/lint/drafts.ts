import { draftNames } from '../draft-beside.js';
import { suggest } from '../suggest.js';
import type { Finding, Rule } from './subject.js';

/** What is not a draft is about one: where there are several it says which. A draft is about none. */
export const drafts: Rule = ({ definition }) => {
  const { streams } = definition;
  const names = draftNames(streams);
  return Object.entries(streams ?? {}).flatMap(([name, { kind, draft }]): Finding[] => {
    const path = `/streams/${name}/draft`;
    if (kind === 'draft') {
      if (draft === undefined) return [];
      return [{ code: 'draft-of-draft', path, message: `"${name}" is a draft itself; remove "draft"` }];
    }
    if (draft === undefined) {
      if (names.length < 2) return [];
      const message = `"${name}" does not say which draft it is about; name one of ${names.join(', ')} as "draft"`;
      return [{ code: 'draft-ambiguous', path: `/streams/${name}`, message, atKey: true }];
    }
    if (names.includes(draft)) return [];
    const message = `there is no draft "${draft}" among the streams`;
    return [{ code: 'unknown-draft', path, message, suggestion: suggest(draft, names) }];
  });
};
