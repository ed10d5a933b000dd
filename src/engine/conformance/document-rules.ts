import { calculateDeadline } from '../clock/deadline-calculation.js';
import type { CivilDate } from '../clock/time.js';
import { basisList } from '../case/basis-list.js';
import type { DocumentService } from '../case/documents/document-state.js';
import { guardScope, withNames } from '../case/feel-scope.js';
import type { Definition } from '../law/definition.js';
import type { DocumentDefinition, ServiceDefinition } from '../law/document-definition.js';
import { issuersOf } from '../law/document-names.js';
import { calendarOf, type JudgedCase, type JudgedRecord } from './judged-case.js';
import { judgeRequirement, type Sight } from './judge-condition.js';
import {
  complies,
  deviates,
  INPUT_WITHHELD,
  undetermined,
  wordsOf,
  type Instance,
  type Rule,
} from './rule.js';

/** 文书: what was ordered is issued by whom the law names and reaches whom it is for, in a lawful mode. */
export function documentRules(definition: Definition): readonly Rule[] {
  return [
    ...Object.entries(definition.documents).flatMap(([name, document]) => [
      issueRule(definition, name, document),
      ...(document.to === undefined ? [] : [serviceRule(name, document)]),
    ]),
    ...Object.entries(definition.service ?? {}).flatMap(([name, mode]) => modeRules(name, mode)),
  ];
}

/** A document of the case as the records tell of it. */
interface Paper {
  readonly id: string;
  readonly ordered: JudgedRecord;
  readonly issued?: JudgedRecord;
  readonly served?: JudgedRecord;
}

function papersOf({ records }: JudgedCase, document: string): readonly Paper[] {
  const papers = new Map<string, { ordered: JudgedRecord; issued?: JudgedRecord; served?: JudgedRecord }>();
  for (const at of records) {
    for (const change of at.event.papers ?? []) {
      if (change.did === 'ordered') {
        if (change.document === document) papers.set(change.id, { ordered: at });
        continue;
      }
      const paper = papers.get(change.id);
      if (paper && change.did === 'issued') paper.issued = at;
      if (paper && (change.did === 'served' || change.did === 'tookEffect')) paper.served ??= at;
    }
  }
  return [...papers].map(([id, paper]) => ({ id, ...paper }));
}

function issueRule(definition: Definition, name: string, document: DocumentDefinition): Rule {
  const { zh, en } = wordsOf(document.title);
  const issuers = issuersOf(definition, name);
  return {
    id: `documents.${name}.issue`,
    kind: 'documentIssue',
    title: { zh: `《${zh}》由有权岗位签发`, en: `"${en}" is issued by a post that may` },
    basis: basisList(document.basis),
    judge: (judged) =>
      papersOf(judged, name).map(({ ordered, issued }): Instance => {
        const { seq } = ordered.record;
        if (!issued) return unissued(judged, ordered);
        const post = issued.event.power?.post;
        const told = { seqs: [seq, issued.record.seq], actual: issued.event.on };
        // A proof of service is issued with the service, by whoever serves.
        const alone = issued.event.type === 'document.issued';
        if (!alone || post === undefined || issuers.includes(post)) return complies(seq, told);
        const note = { zh: '签发的岗位无权签发', en: 'issued by a post that may not' };
        return deviates(issued.record.seq, note, { expected: issuers.join('|'), actual: post });
      }),
  };
}

/** The law sets no day for most documents: what was ordered today is not late, what an ended case never issued is. */
function unissued({ records, asOf }: JudgedCase, { record: { seq }, event }: JudgedRecord): Instance {
  const last = records.at(-1)?.after;
  if (last?.status === 'ended' && asOf > last.lastOn && last.outcome !== 'voided') {
    const note = { zh: '案件已经办结，没有签发的记录', en: 'the case has ended; no issue is on record' };
    return deviates(seq, note, { actual: '-', expected: event.on });
  }
  return undetermined(seq, { zh: '尚未签发', en: 'not issued yet' });
}

function serviceRule(name: string, { title, served, basis }: DocumentDefinition): Rule {
  const { zh, en } = wordsOf(title);
  return {
    id: `documents.${name}.served`,
    kind: 'documentService',
    title: { zh: `《${zh}》送达当事人`, en: `"${en}" is served on whom it is for` },
    basis: basisList(served?.basis ?? basis),
    judge: (judged) =>
      papersOf(judged, name).flatMap(({ id, issued, served: at }): readonly Instance[] => {
        if (!issued) return [];
        const { seq } = issued.record;
        const paper = judged.records.at(-1)?.after.documents?.[id];
        if (!at || paper?.servedOn === undefined)
          return [undetermined(seq, { zh: '记录中没有送达', en: 'no service is on record' })];
        if (paper.pending) {
          const note = { zh: '公告期未满，尚未视为送达', en: 'the notice has not run its days' };
          return [undetermined(seq, note, { until: paper.servedOn })];
        }
        return [complies(seq, { seqs: [seq, at.record.seq], actual: paper.servedOn })];
      }),
  };
}

function modeRules(name: string, mode: ServiceDefinition): readonly Rule[] {
  const { zh, en } = wordsOf(mode.title);
  return [
    {
      id: `service.${name}.effect`,
      kind: 'serviceMode',
      title: { zh: `${zh}：送达之日`, en: `${en}: the day on which it takes effect` },
      basis: basisList(mode.basis),
      judge: (judged) =>
        servicesIn(judged, name).flatMap(({ at, service }) => judgeEffect(judged, mode, at, service)),
    },
    ...(mode.requires ?? []).map((requirement, index): Rule => ({
      id: `service.${name}.requires.${index}`,
      kind: 'serviceMode',
      title: wordsOf(requirement.say),
      basis: basisList(requirement.basis),
      judge: (judged) =>
        servicesIn(judged, name)
          .filter(({ failed }) => !failed)
          .map(({ at, id }) =>
            judgeRequirement(judged, requirement, at, sightOfService(judged, mode, at, id)),
          ),
    })),
  ];
}

/** The acts of service in a mode, failed ones too. */
export function servicesIn({ records }: JudgedCase, mode: string) {
  return records.flatMap((at) =>
    (at.event.papers ?? []).flatMap((change) =>
      (change.did === 'served' || change.did === 'serviceFailed') && change.service.mode === mode
        ? [{ at, id: change.id, service: change.service, failed: change.did === 'serviceFailed' }]
        : [],
    ),
  );
}

/** What the requirements of a mode saw: what was told of the service, and how often it had failed. */
export function sightOfService(
  { procedure }: JudgedCase,
  mode: Pick<ServiceDefinition, 'input'>,
  { before, after, record, parts }: JudgedRecord,
  id: string,
): Sight {
  const state = before ?? after;
  const told = (parts['service'] as { readonly input?: Readonly<Record<string, unknown>> } | undefined)
    ?.input;
  const declared = Object.keys(mode.input ?? {}).map((name) => [name, told?.[name] ?? null]);
  const attempts = state.documents?.[id]?.services ?? [];
  return {
    clocks: state.clocks,
    scope: withNames(guardScope(procedure.definition, state), {
      input: Object.fromEntries(declared),
      attempts: { failed: attempts.filter(({ effectiveOn }) => effectiveOn === undefined).length },
      actor: { person: record.actor?.person ?? '', post: '' },
    }),
    withheld: told === undefined,
  };
}

function judgeEffect(
  judged: JudgedCase,
  { after }: ServiceDefinition,
  at: JudgedRecord,
  service: DocumentService,
): readonly Instance[] {
  const { seq } = at.record;
  if (service.effectiveOn === undefined) return [];
  const calendar = calendarOf(judged, at);
  const { conventions } = judged.procedure.definition;
  const answer =
    after === undefined
      ? { dueOn: service.on }
      : calendar &&
        calculateDeadline(
          { kind: 'ceiling', start: service.on, term: after, ...(conventions && { conventions }) },
          calendar,
        );
  const expected: CivilDate | undefined = answer && 'dueOn' in answer ? answer.dueOn : undefined;
  if (expected === undefined) return [undetermined(seq, INPUT_WITHHELD)];
  const told = { expected, actual: service.effectiveOn };
  if (expected === service.effectiveOn) return [complies(seq, told)];
  return [
    deviates(seq, { zh: '送达之日与规定不符', en: 'another day of service than the rule gives' }, told),
  ];
}
