import { canonicalJson } from '../audit/canonical-form.js';
import { textDigest } from '../audit/digest.js';
import type { DigestPair, Hash } from '../audit/record.js';
import type { CivilDate } from '../clock/time.js';
import type { Definition } from '../law/definition.js';
import type { JudgedCase } from './judged-case.js';
import { CONFORMITY_WORDS, RULE_KINDS, wordsOf, type Conformity, type Words } from './rule.js';
import { countConclusions, type ConformanceRow, type RowEvent } from './table.js';

/** The log's checkpoint under which the case's last record is, where the log has it. */
export interface CertifiedCheckpoint {
  readonly size: number;
  /** The text of the signed note (SHA-256 suite). */
  readonly note: string;
  /** Place of the case's last record in the log. */
  readonly index: number;
  /** That it is in the log, as a C2SP `tlog-proof` text (SHA-256 suite). */
  readonly proof: string;
}

/**
 * 办结合规证明: what became of every rule of the pinned version in an ended case, tied to the records that say so. Plain
 * JSON; its canonical form is what is digested. It proves nothing by itself: it says what can be checked.
 */
export interface ConformanceCertificate {
  readonly format: 'conformance-certificate/v1';
  readonly case: string;
  readonly procedure: string;
  readonly title: string;
  readonly definition: DigestPair;
  readonly outcome: string;
  /** The same in Chinese: the title of the state in which the case ended. */
  readonly result: string;
  readonly endedOn: CivilDate;
  readonly asOf: CivilDate;
  readonly first: RowEvent;
  readonly last: RowEvent;
  /** Digest of the canonical JSON of the whole table. */
  readonly table: DigestPair;
  readonly counts: Readonly<Record<Conformity, number>>;
  readonly deviations: readonly Pick<ConformanceRow, 'id' | 'articles' | 'events'>[];
  /** Rules that could not be judged, each with the reason. */
  readonly undetermined: readonly Pick<ConformanceRow, 'id' | 'title' | 'note' | 'until'>[];
  readonly checkpoint?: CertifiedCheckpoint;
  readonly notShown: readonly Words[];
}

/** What no table of conformance shows, whatever the case. */
export const NOT_SHOWN: readonly Words[] = [
  {
    zh: '未进入系统的口头或者纸面步骤',
    en: 'steps that were taken outside the system',
  },
  {
    zh: '材料、意见和决定的内容是否真实、恰当：本表只对照程序规则',
    en: 'whether what was filed, said and decided is true and right: only rules of procedure are compared',
  },
  {
    zh: '任务分派、文书办理、关联流程中各项操作的政策授权，由严格重放核对；本表核对各行为的权限和字段的填写权限',
    en: 'which policy permitted what was done with tasks, documents and streams: the strict replay checks that; of acts and fields the table does',
  },
  {
    zh: '记录是否被改动或者遗漏，由完整性校验和日志证明回答',
    en: 'whether records were altered or left out: integrity checks and proofs of the log answer that',
  },
];

/** What is not shown besides, where no checkpoint is named. */
const NO_CHECKPOINT: Words = {
  zh: '末条记录是否已经进入日志：未取得含有该记录的检查点',
  en: 'that the last record is in the log: no checkpoint over it is published, or none was at hand',
};

/**
 * The certificate of an ended case; undefined while it is open.
 *
 * @param caseId the stream of the case
 */
export function certificateOf(
  caseId: string,
  judged: JudgedCase,
  rows: readonly ConformanceRow[],
  hash: Hash,
  checkpoint?: CertifiedCheckpoint,
): ConformanceCertificate | undefined {
  const [first, last] = [judged.records[0], judged.records.at(-1)];
  if (!first || last?.after.status !== 'ended') return undefined;
  const { definition, digest } = judged.procedure;
  return {
    ...{ format: 'conformance-certificate/v1', case: caseId, procedure: definition.procedure },
    ...{ title: wordsOf(definition.title).zh, definition: digest },
    ...outcomeOf(definition, last.after.outcome),
    ...{ endedOn: endOf(judged), asOf: judged.asOf },
    first: { seq: first.record.seq, leaf: first.leaf },
    last: { seq: last.record.seq, leaf: last.leaf },
    table: tableDigest(rows, hash),
    counts: countConclusions(rows),
    deviations: rows
      .filter(({ conclusion }) => conclusion === 'deviates')
      .map(({ id, articles, events }) => ({ id, articles, events })),
    undetermined: rows
      .filter(({ conclusion }) => conclusion === 'undetermined')
      .map(({ id, title, note, until }) => ({ id, title, ...(note && { note }), ...(until && { until }) })),
    ...(checkpoint && { checkpoint }),
    notShown: checkpoint ? NOT_SHOWN : [...NOT_SHOWN, NO_CHECKPOINT],
  };
}

/** Digest of a table's canonical JSON under both suites: the same table has the same digest anywhere. */
export function tableDigest(rows: readonly ConformanceRow[], hash: Hash): DigestPair {
  return textDigest(canonicalJson(rows), hash);
}

function outcomeOf(
  { states }: Pick<Definition, 'states'>,
  outcome = '',
): Pick<ConformanceCertificate, 'outcome' | 'result'> {
  const final = Object.values(states).find((one) => typeof one !== 'string' && one.outcome === outcome);
  return { outcome, result: final && typeof final !== 'string' ? wordsOf(final.title).zh : outcome };
}

function endOf({ records, asOf }: JudgedCase): CivilDate {
  return records.find(({ after }) => after.status === 'ended')?.event.on ?? asOf;
}

/** The certificate as a person reads it, in Chinese, every deviation with its rule, record and article. */
export function certificateText(
  certificate: ConformanceCertificate,
  rows: readonly ConformanceRow[],
): string {
  const { counts, first, last, table, undetermined, checkpoint, notShown } = certificate;
  const tally = (Object.keys(CONFORMITY_WORDS) as Conformity[]).map(
    (one) => `${CONFORMITY_WORDS[one].zh} ${counts[one]} 项`,
  );
  const deviating = rows.filter(({ conclusion }) => conclusion === 'deviates');
  return [
    `办结合规证明：${certificate.title}`,
    `案件：${certificate.case}；结果：${certificate.result}；办结之日：${certificate.endedOn}；制表之日：${certificate.asOf}`,
    `所依版本：${certificate.procedure}，SHA-256 ${certificate.definition.sha256}`,
    `首条记录：${first.seq}（${first.leaf.sha256}）；末条记录：${last.seq}（${last.leaf.sha256}）`,
    `要求—实际对照表：SHA-256 ${table.sha256}；SM3 ${table.sm3}`,
    `结论：${tally.join('，')}`,
    ...deviating.map(describeDeviation),
    checkpoint
      ? `日志检查点：末条记录为日志第 ${checkpoint.index} 条，在 ${checkpoint.size} 条的检查点之内，附包含证明`
      : '日志检查点：末条记录尚未进入已公布的检查点，或者本次未取得',
    ...(undetermined.length > 0 ? ['无法判断的规则：', ...undetermined.map(describeOpen)] : []),
    '本证明不能说明：',
    ...notShown.map(({ zh }, index) => `${index + 1}. ${zh}`),
  ].join('\n');
}

function describeOpen({ id, title, note, until }: ConformanceCertificate['undetermined'][number]): string {
  const why = [...(note ? [note.zh] : []), ...(until ? [`最迟 ${until}`] : [])].join('，');
  return `${title.zh}（${id}）${why === '' ? '' : `：${why}`}`;
}

/** `偏离规则 R（记录 N）`: never more than that. */
export function describeDeviation({
  id,
  kind,
  title,
  articles,
  events,
  note,
  expected,
  actual,
}: ConformanceRow): string {
  const records = events
    .map(({ seq, stream }) => (stream === undefined ? seq : `${stream} ${seq}`))
    .join('、');
  const told = [
    ...(expected === undefined ? [] : [`要求 ${expected}`]),
    ...(actual === undefined ? [] : [`实际 ${actual}`]),
    ...(note ? [note.zh] : []),
  ].join('，');
  return `偏离规则“${title.zh}”（${RULE_KINDS[kind].zh} ${id}；${articles.join('、')}；记录 ${records}）：${told}`;
}
