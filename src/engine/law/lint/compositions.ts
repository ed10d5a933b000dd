import type { Finding, Rule } from './subject.js';

/** Only a panel is composed of experts, and a part of them is no more than all. */
export const compositions: Rule = ({ definition }) =>
  Object.entries(definition.streams ?? {}).flatMap(([name, { kind, composition }]): Finding[] => {
    if (!composition) return [];
    const path = `/streams/${name}/composition`;
    const { sectorAtMost, odd, atLeast } = composition;
    const found: Finding[] = [];
    if (kind !== 'panel') {
      found.push({ code: 'not-a-panel', path, message: `"${name}" has no members`, atKey: true });
    }
    if (sectorAtMost && sectorAtMost.of > sectorAtMost.by) {
      found.push({ code: 'bad-part', path: `${path}/sectorAtMost`, message: 'nobody can be more than all' });
    }
    if (sectorAtMost === undefined && odd !== true && atLeast === undefined) {
      found.push({ code: 'empty-composition', path, message: 'it asks for nothing', atKey: true });
    }
    return found;
  });
