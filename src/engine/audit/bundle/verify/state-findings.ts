import { type Statement, keyText, statement, witnessText } from './bundle-report.js';
import { isReport } from './bundle-layout.js';
import type { Suite } from './bundle-source.js';
import type { ReadAnchor } from './check-anchors.js';
import type { FileCounts } from './check-files.js';
import type { ProvenHead } from './check-heads.js';
import { isSuiteTrusted, policyOf, type ReadNote } from './check-notes.js';
import type { ScopedEvidence } from './evidence.js';
import type { RecordMemory } from './record-memory.js';
import { doesCount, type JudgedStamp, type StampWorth } from './stamps-that-count.js';
import type { Stretch } from '../write/bundle-lines.js';

/** Everything that the checks learnt, from which the statements are made. */
export interface Learnt {
  readonly evidence: ScopedEvidence;
  readonly memory: RecordMemory;
  readonly notes: Readonly<Partial<Record<Suite, ReadNote>>>;
  readonly anchors: readonly ReadAnchor[];
  readonly stamps: readonly JudgedStamp[];
  readonly heads: readonly ProvenHead[];
  readonly parts: { readonly disclosed: number; readonly withheld: number; readonly redacted: number };
  readonly files: FileCounts;
  readonly law: number;
}

/** What the bundle proves. Nothing is said of a section in which something is wrong, nor of one that rests on it. */
export function provenBy(learnt: Learnt): readonly Statement[] {
  const { evidence, parts, files, law } = learnt;
  const { found, scope } = evidence;
  const said: Statement[] = [];
  // A bundle whose files are not those of its manifests, or of another scope, proves nothing as a whole.
  if (!found.clean('container', 'bag', 'scope')) return said;
  const subject = scope.streams[0] as Stretch;
  const count = subject.last + 1;
  const isWhole = found.clean('records', 'proofs', 'checkpoint');
  if (isWhole && !found.clean('policy'))
    return [
      statement(
        'self-consistent',
        `案件 ${subject.stream} 的 ${count} 条记录仅与证据包自身一致`,
        `the ${count} records of case ${subject.stream} are consistent with the bundle itself, no more`,
      ),
    ];
  if (isWhole)
    said.push(
      statement(
        'records',
        `案件 ${subject.stream} 的 ${count} 条记录（序号 0 至 ${subject.last}）前后相连、次序未变、逐字未改`,
        `the ${count} records of case ${subject.stream} (0 to ${subject.last}) are joined, in order, and unchanged to the letter`,
      ),
    );
  if (isWhole) said.push(...anchored(learnt));
  if (isWhole && found.clean('parts') && parts.disclosed > 0)
    said.push(
      statement(
        'parts',
        `${parts.disclosed} 项内容即当时所记`,
        `${parts.disclosed} parts are as they were recorded`,
      ),
    );
  if (isWhole && found.clean('files') && files.seen > 0)
    said.push(
      statement(
        'files',
        `${files.seen} 份材料即当时所收`,
        `${files.seen} files are those that were received`,
      ),
    );
  if (isWhole && found.clean('law') && law > 0)
    said.push(
      statement(
        'law',
        `${law} 份程序、日历、机构和权限文件即办理时所适用`,
        `${law} documents (procedure, calendar, organisation, powers) are those that were applied`,
      ),
    );
  if (isWhole && found.clean('heads')) said.push(...learnt.heads.map(completeUpTo));
  return said;
}

function anchored({ evidence, notes, stamps, memory }: Learnt): readonly Statement[] {
  const { scope, found } = evidence;
  const keys = Object.values(notes).flatMap(({ signedBy }) => signedBy.map(keyText));
  const said = [
    statement(
      'in-the-log',
      `以上记录均在日志 ${scope.log} 的前 ${scope.size} 条之中，检查点由 ${keys.join('、')} 签名`,
      `all of it is among the first ${scope.size} entries of the log ${scope.log}, signed by ${keys.join(', ')}`,
    ),
  ];
  const witnesses = notes.sha256?.cosignedBy.map(witnessText) ?? [];
  if (witnesses.length > 0)
    said.push(
      statement('witnessed', `见证方：${witnesses.join('、')}`, `witnessed by ${witnesses.join(', ')}`),
    );
  if (found.clean('anchors')) said.push(...existedBy(stamps, memory, (scope.streams[0] as Stretch).last));
  return said;
}

/** The earliest trusted stamp over the whole case; when there is none, the one over most of it. */
function existedBy(all: readonly JudgedStamp[], memory: RecordMemory, last: number): readonly Statement[] {
  const stamps = all
    .filter(doesCount)
    .map((stamp) => ({ ...stamp, upTo: memory.lastBelow.get(stamp.size) ?? -1 }));
  const [best] = stamps.toSorted((a, b) => b.upTo - a.upTo || (a.genTime < b.genTime ? -1 : 1));
  if (!best || best.upTo < 0) return [];
  const { upTo, genTime, signer, worth } = best;
  const renewed = worth === 'renewed' ? { zh: '，已依时续展', en: ', renewed in time' } : { zh: '', en: '' };
  return [
    statement(
      upTo === last ? 'existed' : 'existed-in-part',
      `序号 0 至 ${upTo} 的记录最迟于 ${genTime} 已经存在（时间戳：${signer}${renewed.zh}）`,
      `the records 0 to ${upTo} existed at ${genTime} at the latest (time stamp by ${signer}${renewed.en})`,
    ),
  ];
}

function completeUpTo({ stream, count, heads }: ProvenHead): Statement {
  return statement(
    'complete',
    `流 ${stream} 截至 ${heads.on} 公布流首时的 ${count} 条记录全部在此，没有遗漏`,
    `stream ${stream} is complete: all ${count} records that it had when heads were published on ${heads.on}`,
  );
}

/** What the bundle does not prove, however well it stands. */
export function notProvenBy(learnt: Learnt): readonly Statement[] {
  const { evidence } = learnt;
  return [
    ...unanchored(learnt),
    ...beyondHeads(learnt),
    ...undisclosed(learnt),
    ...relatedCases(learnt),
    ...(evidence.files.names().some(isReport)
      ? [
          statement(
            'report',
            'data/report 中的文件仅供阅读，不是证据',
            'files under data/report are not evidence',
          ),
        ]
      : []),
    statement(
      'never-recorded',
      '从未记录过的事，除当事人手中的回执外不留痕迹',
      "what was never recorded leaves no trace but a receipt in somebody's hands",
    ),
  ];
}

function unanchored({ evidence, notes, anchors, stamps, memory }: Learnt): readonly Statement[] {
  const { options } = evidence;
  const said: Statement[] = [];
  if (!options.suites.includes('sm3'))
    said.push(statement('suite-not-checked', '未按SM3核验', 'nothing was checked under SM3'));
  const all = [...Object.values(notes), ...anchors.flatMap((anchor) => Object.values(anchor.notes))];
  for (const suite of options.suites)
    if (!policyOf(evidence) || !isSuiteTrusted(evidence, suite))
      said.push(
        statement(
          'suite-not-anchored',
          `${suite} 的检查点没有受信任的密钥签名，只与自身一致`,
          `nobody trusted vouches for the checkpoint under ${suite}: it is consistent with itself only`,
        ),
      );
  const unknown = [...new Set(all.flatMap((note) => note.unknown))];
  if (unknown.length > 0)
    said.push(
      statement(
        'unknown-signatures',
        `不认识的签名：${unknown.join('、')}`,
        `unknown signatures: ${unknown.join(', ')}`,
      ),
    );
  if (!notes.sha256?.cosignedBy.length)
    said.push(
      statement(
        'no-witness',
        '没有受信任的见证方：不能排除日志向不同的人出示不同的内容',
        'no trusted witness: the log may have shown others something else',
      ),
    );
  said.push(...stampsThatDoNotCount(stamps));
  if (!stamps.some((stamp) => stamp.size > memory.lastIndex && doesCount(stamp)))
    said.push(
      statement(
        'no-stamp',
        '没有可信时间戳覆盖最后的记录：其时间只是记录者自己所述',
        'no trusted time stamp covers the last records: their time is what the recorder says',
      ),
    );
  return said;
}

function stampsThatDoNotCount(stamps: readonly JudgedStamp[]): readonly Statement[] {
  const are = (...worths: readonly StampWorth[]): number =>
    stamps.filter(({ worth }) => worths.includes(worth)).length;
  const unchecked = stamps.filter((stamp) => doesCount(stamp) && stamp.revocation === 'unknown').length;
  return [
    ...counted(
      'stamps-not-anchored',
      are('untrusted'),
      '个时间戳的签发机构未列为可信',
      'time stamps are by authorities that nobody named as trusted',
    ),
    ...counted(
      'stamps-expired',
      are('ended'),
      '个时间戳的证书已经到期，且未在到期前续展',
      'time stamps have certificates that have ended, and were not renewed before',
    ),
    ...counted(
      'stamps-revoked',
      are('revoked'),
      '个时间戳的证书已被吊销',
      'time stamps are by certificates that were revoked',
    ),
    ...counted(
      'revocation-not-checked',
      unchecked,
      '个时间戳未附可用的吊销列表：未核验证书当时是否已被吊销',
      'time stamps have no list of that time: whether their certificates were revoked is not checked',
    ),
  ];
}

function counted(code: string, count: number, zh: string, en: string): readonly Statement[] {
  return count === 0 ? [] : [statement(code, `${count} ${zh}`, `${count} ${en}`)];
}

function beyondHeads({ evidence, heads }: Learnt): readonly Statement[] {
  const subject = evidence.scope.streams[0] as Stretch;
  const head = heads.find(({ stream }) => stream === subject.stream);
  if (head)
    return [
      statement(
        'after-heads',
        `${head.heads.on} 公布流首之后的记录是否齐全`,
        `that nothing is missing after the heads published on ${head.heads.on}`,
      ),
    ];
  return [
    statement('no-heads', '最后一条记录之后是否遗漏', 'that nothing was left out after the last record'),
  ];
}

function undisclosed({ parts, files }: Learnt): readonly Statement[] {
  return [
    ...counted('parts-withheld', parts.withheld, '项内容未披露', 'parts are withheld'),
    ...counted('parts-redacted', parts.redacted, '项内容已依记录抹除', 'parts were redacted under a record'),
    ...counted('files-withheld', files.withheld, '份材料未披露', 'files are withheld'),
    ...counted('files-redacted', files.redacted, '份材料已依记录抹除', 'files were redacted under a record'),
    ...counted(
      'files-unseen',
      files.unseen,
      '份另行移交的材料未见到',
      'files handed over apart were not seen',
    ),
  ];
}

function relatedCases({ memory: { related } }: Learnt): readonly Statement[] {
  if (related.size === 0) return [];
  const ids = [...related].sort();
  return [
    statement(
      'related-cases',
      `相关案件 ${ids.join('、')} 的记录不在包内`,
      `anything of the related cases, whose records are not in the bundle: ${ids.join(', ')}`,
    ),
  ];
}
