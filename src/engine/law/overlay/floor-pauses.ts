import { compareTerms } from './compare-terms.js';
import type { ClockPair } from './clock-pair.js';
import { termWords } from './in-words.js';
import { sameThing } from './same-thing.js';
import type { ExtensionRule, Text } from '../definition.js';
import type { Weakening } from './weakening.js';

/** More extensions, longer ones, or by somebody else. */
export function extensionWeakenings(pair: ClockPair, path = `/clocks/${pair.name}`): Weakening[] {
  const [above, here] = [pair.above.extend, pair.here.extend];
  if (!here || sameThing(above, here)) return [];
  const why = reason(above, here);
  if (!why) return [];
  return [
    {
      kind: 'extension-widened',
      path: `${path}/extend`,
      about: pair.above.title,
      above: { basis: above?.basis ?? pair.above.basis, says: extensionWords(above) },
      local: { basis: pair.local, says: extensionWords(here) },
      why,
    },
  ];
}

function reason(above: ExtensionRule | undefined, here: ExtensionRule): Text | undefined {
  if (!above) return { zh: '上位规定不允许延长', en: 'the level above allows no extension' };
  if (here.times > above.times) return { zh: '延长次数更多', en: 'it may be extended more often' };
  if (here.approvedBy !== above.approvedBy || here.serve !== above.serve) {
    return { zh: '批准人或者告知文书不同', en: 'somebody else approves it, or another document tells of it' };
  }
  const counted = (term: ExtensionRule['by']) => ({ term, startDay: 'excluded', rolls: true }) as const;
  return ['same', 'shorter'].includes(compareTerms(counted(here.by), counted(above.by)))
    ? undefined
    : { zh: '每次延长的时间更长', en: 'each extension is longer' };
}

function extensionWords(rule: ExtensionRule | undefined): Text {
  if (!rule) return { zh: '不得延长', en: 'no extension' };
  const { zh, en } = termWords(rule.by);
  return { zh: `可以延长${rule.times}次，每次${zh}`, en: `${rule.times} extension(s) of ${en}` };
}

/** Grounds on which time does not count, beyond those of the level above. */
export function suspensionWeakenings({ name, above, here, local }: ClockPair): Weakening[] {
  if (!here.suspend || sameThing(above.suspend, here.suspend)) return [];
  const allowed = above.suspend?.grounds ?? [];
  const more = here.suspend.grounds.filter((ground) => !allowed.includes(ground));
  const otherDocument = above.suspend !== undefined && here.suspend.serve !== above.suspend.serve;
  if (more.length === 0 && !otherDocument) return [];
  const says = (grounds: readonly string[]): Text => {
    const list = grounds.join('、');
    return list === ''
      ? { zh: '不得中止计算', en: 'no suspension' }
      : { zh: `仅限${list}`, en: `only ${list}` };
  };
  return [
    {
      kind: 'suspension-widened',
      path: `/clocks/${name}/suspend/grounds`,
      about: above.title,
      above: { basis: above.suspend?.basis ?? above.basis, says: says(allowed) },
      local: { basis: local, says: says(here.suspend.grounds) },
      why: { zh: `增加了不计入期限的事由${more.join('、')}`, en: `further grounds: ${more.join(', ')}` },
    },
  ];
}
