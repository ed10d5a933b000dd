import type { Definition } from '../definition.js';
import { isFieldMap, sourcesOf } from '../document-names.js';
import { scanFeel } from '../feel/feel-reads.js';
import { expressionsIn } from './expression-list.js';
import { namesIn, type Finding, type Rule } from './subject.js';

/** Every document is served by some act or lapse. */
export const documents: Rule = ({ definition }) => {
  const served = new Set<string | undefined>();
  for (const act of Object.values(definition.acts))
    for (const [name] of namesIn(act.serve, '')) served.add(name);
  for (const clock of Object.values(definition.clocks)) {
    served.add(clock.onLapse?.serve).add(clock.suspend?.serve).add(clock.extend?.serve);
    for (const alternative of clock.alternatives ?? []) served.add(alternative.extend?.serve);
  }
  for (const { receipt } of Object.values(definition.service ?? {})) served.add(receipt);
  return Object.keys(definition.documents).flatMap((name): Finding[] => {
    if (served.has(name)) return [];
    const message = `the document "${name}" is never served; serve it by an act or remove it`;
    return [{ code: 'document-not-served', path: `/documents/${name}`, message, atKey: true }];
  });
};

/** Facts are set somewhere and read somewhere; milestones are recorded somewhere. */
export const usedNames: Rule = (subject) => {
  const { definition } = subject;
  const set = new Set<string>();
  const recorded = new Set<string>();
  for (const { onLapse } of Object.values(definition.clocks)) {
    for (const fact of Object.keys(onLapse?.sets ?? {})) set.add(fact);
    for (const [milestone] of namesIn(onLapse?.records, '')) recorded.add(milestone);
  }
  for (const act of Object.values(definition.acts)) {
    for (const fact of Object.keys(act.sets ?? {})) set.add(fact);
    for (const milestone of milestonesOf(act.records)) recorded.add(milestone);
  }
  for (const document of Object.values(definition.documents))
    for (const [milestone] of namesIn(document.served?.records, '')) recorded.add(milestone);
  const expressions = [...expressionsIn(subject).map(({ source }) => source), ...documentSources(definition)];
  const read = new Set(
    expressions.flatMap((source) => scanFeel(source).reads.map(({ segments }) => segments.join('.'))),
  );
  return [
    ...Object.keys(definition.facts).flatMap((name) => factUse(name, set.has(name), read.has(name))),
    ...Object.keys(definition.milestones).flatMap((name): Finding[] => {
      if (recorded.has(name)) return [];
      const message = `no act and no lapse records the milestone "${name}"; its day is never known`;
      return [{ code: 'milestone-not-recorded', path: `/milestones/${name}`, message, atKey: true }];
    }),
  ];
};

function documentSources({ documents, outward }: Definition): readonly string[] {
  const maps = [outward?.fields, ...Object.values(documents).map(({ fields }) => fields)].filter(isFieldMap);
  return maps.flatMap((fields) => Object.values(fields).flatMap(sourcesOf));
}

/** Milestones named by the `records` of an act. */
export function milestonesOf(
  records: string | readonly string[] | Readonly<Record<string, string>> | undefined,
): readonly string[] {
  if (records === undefined) return [];
  if (typeof records === 'string') return [records];
  return Array.isArray(records) ? (records as readonly string[]) : Object.keys(records);
}

function factUse(name: string, isSet: boolean, isRead: boolean): Finding[] {
  const path = `/facts/${name}`;
  if (!isSet) {
    const message = isRead
      ? `the fact "${name}" is read but nothing ever sets it`
      : `the fact "${name}" is never set and never read; remove it`;
    return [{ code: 'fact-never-set', path, message, atKey: true }];
  }
  if (isRead) return [];
  const message = `the fact "${name}" is set but no expression reads it`;
  return [{ code: 'fact-never-read', path, message, atKey: true, severity: 'warning' }];
}
