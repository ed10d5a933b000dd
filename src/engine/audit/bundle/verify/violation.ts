/** What a check found, as the format sorts it (docs/formats/evidence-bundle.md). */
export type ViolationClass = 'unreadable' | 'altered' | 'incomplete' | 'unanchored';

/** Chinese first. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

/** The parts of a bundle, one for each section of the format. */
export type Section =
  | 'container'
  | 'bag'
  | 'scope'
  | 'records'
  | 'parts'
  | 'files'
  | 'law'
  | 'proofs'
  | 'checkpoint'
  | 'policy'
  | 'anchors'
  | 'heads';

interface Kind extends Wording {
  readonly class: ViolationClass;
  readonly section: Section;
}

const kind = (wrong: ViolationClass, section: Section, zh: string, en: string): Kind => ({
  ...{ class: wrong, section, zh, en },
});

/** Every violation of the format by its code. */
export const VIOLATIONS = {
  'container-malformed': kind(
    'unreadable',
    'container',
    '不是本格式的证据包',
    'this is no bundle of the format',
  ),
  'not-readable': kind('unreadable', 'container', '读取中断，无法继续核验', 'reading broke off'),
  'crc-differs': kind('altered', 'container', '文件与其CRC-32不符', 'the bytes do not fit their CRC-32'),

  'file-missing': kind('incomplete', 'bag', '缺少文件', 'the file is missing'),
  'file-unknown': kind('altered', 'bag', '格式中没有的文件', 'the format has no such file'),
  'file-differs': kind('altered', 'bag', '文件与清单中的摘要不符', 'the file is not the one in the manifest'),
  'file-unlisted': kind('altered', 'bag', '清单未列出的文件', 'no line of the manifest is for this file'),
  'manifest-differs': kind('altered', 'bag', '与各文件得出的内容不符', 'not what follows from the files'),

  'scope-malformed': kind('altered', 'scope', '范围说明不合格式', 'the scope is not of its shape'),

  'record-malformed': kind('altered', 'records', '记录不是规范的记录文本', 'the line is no canonical record'),
  'record-too-long': kind('altered', 'records', '记录超过65535字节', 'the record has more than 65,535 bytes'),
  'record-wrong-log': kind('altered', 'records', '记录属于另一日志', 'the record names another log'),
  'record-out-of-place': kind(
    'altered',
    'records',
    '记录不在其位',
    'the record does not belong in this place',
  ),
  'record-surplus': kind('altered', 'records', '范围之外的记录', 'a record outside the scope'),
  'record-wrong-prev': kind(
    'altered',
    'records',
    '与前一记录不相连',
    'prev is not the leaf of the record before',
  ),
  'record-time-backwards': kind(
    'altered',
    'records',
    '记录时间早于前一记录',
    'recorded before the one before',
  ),
  'record-missing': kind('incomplete', 'records', '缺少记录', 'records are missing'),
  'seen-missing': kind(
    'incomplete',
    'records',
    '缺少办理时所看的流',
    'a stream that the act looked at is missing',
  ),
  'seen-differs': kind(
    'altered',
    'records',
    '所看的记录与此不同',
    'what the act looked at is not this record',
  ),

  'part-malformed': kind('altered', 'parts', '内容件的行不合格式', 'the line is not of its shape'),
  'part-differs': kind(
    'altered',
    'parts',
    '内容件与记录中的摘要不符',
    'the content is not what was recorded',
  ),
  'part-surplus': kind('altered', 'parts', '多余或错位的内容件', 'twice, out of order or of no record'),
  'part-missing': kind('incomplete', 'parts', '缺少内容件', 'the line of this part is missing'),
  'part-redacted-without-ground': kind('incomplete', 'parts', '无据抹除', 'redacted without a record of it'),
  'part-disclosed-though-redacted': kind('altered', 'parts', '已抹除而仍出现', 'redacted, and yet disclosed'),

  'file-entry-malformed': kind('altered', 'files', '材料清单的行不合格式', 'the line is not of its shape'),
  'file-entry-differs': kind(
    'altered',
    'files',
    '与记录中的材料不符',
    'not the material that the record names',
  ),
  'file-entry-surplus': kind('altered', 'files', '多余或错位的材料', 'twice, out of order or in no record'),
  'file-entry-missing': kind('incomplete', 'files', '缺少材料的行', 'the line of this material is missing'),
  'file-redacted-without-ground': kind('incomplete', 'files', '无据抹除', 'redacted without a record of it'),
  'file-disclosed-though-redacted': kind('altered', 'files', '已抹除而仍出现', 'redacted, and yet disclosed'),
  'content-differs': kind('altered', 'files', '文件内容与摘要不符', 'the content is not the one received'),
  'content-surplus': kind('altered', 'files', '清单之外的文件内容', 'no line discloses this content'),
  'content-missing': kind('incomplete', 'files', '缺少文件内容', 'the content is missing'),

  'law-differs': kind('altered', 'law', '规则文件与其摘要不符', 'the document is not the one applied'),
  'law-malformed': kind('altered', 'law', '日历不合格式', 'the calendar is not of its shape'),
  'law-surplus': kind('altered', 'law', '没有记录引用的规则文件', 'nothing refers to this document'),
  'law-missing': kind('incomplete', 'law', '缺少所适用的规则文件', 'a document that was applied is missing'),

  'proof-malformed': kind('altered', 'proofs', '证明的行不合格式', 'the line is not of its shape'),
  'proof-fails': kind('altered', 'proofs', '记录不在检查点的日志中', 'the record is not in the log'),
  'proof-indexes-differ': kind('altered', 'proofs', '两套算法的位置不同', 'the suites give different places'),
  'proof-index-not-growing': kind('altered', 'proofs', '日志中的次序与流不同', 'the log has another order'),
  'proof-surplus': kind('altered', 'proofs', '多余的证明', 'a proof for no record'),
  'proof-missing': kind('incomplete', 'proofs', '缺少证明', 'the proof is missing'),

  'checkpoint-malformed': kind('altered', 'checkpoint', '不是检查点', 'this is no signed checkpoint'),
  'checkpoint-differs': kind('altered', 'checkpoint', '检查点的日志或条数不符', 'not of this log and size'),
  'signature-forged': kind('altered', 'checkpoint', '签名不是该密钥所作', 'a signature is not by its key'),
  'policy-missing': kind('unanchored', 'policy', '未提供信任策略', 'no policy was given'),
  'policy-malformed': kind('unanchored', 'policy', '信任策略无法读取', 'the policy given is none'),
  'log-not-trusted': kind('unanchored', 'policy', '没有受信任的日志密钥签名', 'not signed by a trusted key'),
  'quorum-not-met': kind('unanchored', 'policy', '见证方不足', 'fewer witnesses than the policy asks for'),

  'anchor-malformed': kind('altered', 'anchors', '锚点的行不合格式', 'the line is not of its shape'),
  'anchor-signers-differ': kind(
    'altered',
    'anchors',
    '签名行不是所列的签名',
    'its signature lines are not those that are listed',
  ),
  'anchor-inconsistent': kind('altered', 'anchors', '较早的检查点不是其前段', 'the log was rewritten since'),
  'anchor-file-surplus': kind('altered', 'anchors', '没有锚点的文件', 'the file belongs to no anchor'),
  'anchor-file-missing': kind('incomplete', 'anchors', '缺少锚点的文件', 'a file of the anchor is missing'),
  'revocations-fail': kind(
    'altered',
    'anchors',
    '证书吊销列表不成立',
    'the list of revoked certificates does not hold',
  ),
  'renewal-malformed': kind('altered', 'anchors', '时间戳续展的行不合格式', 'the line is not of its shape'),
  'renewal-surplus': kind(
    'altered',
    'anchors',
    '多余或错位的时间戳续展',
    'twice, out of order or of no stamp',
  ),
  'renewal-fails': kind('altered', 'anchors', '时间戳未由该记录续展', 'the record did not renew this stamp'),
  'stamp-fails': kind('altered', 'anchors', '时间戳不成立', 'the time stamp does not hold'),

  'head-malformed': kind('altered', 'heads', '流首的行不合格式', 'the line is not of its shape'),
  'head-fails': kind('altered', 'heads', '与公布的流首不符', 'not what the published heads say'),
  'head-surplus': kind('altered', 'heads', '多余或错位的流首', 'twice, out of order or of no stream'),
  'head-missing': kind('incomplete', 'heads', '缺少流首的证明', 'the proof of the head is missing'),
  'records-cut-off': kind(
    'incomplete',
    'heads',
    '公布的条数多于此处',
    'more records were published than are here',
  ),
} as const satisfies Readonly<Record<string, Kind>>;

export type ViolationCode = keyof typeof VIOLATIONS;

/** Where in the bundle something is wrong. `line` counts from 1. */
export interface ViolationPlace {
  readonly file: string;
  readonly line?: number;
  readonly stream?: string;
  readonly seq?: number;
  readonly part?: string;
}

/** Something in a bundle that the format forbids. */
export interface Violation {
  readonly class: ViolationClass;
  readonly code: ViolationCode;
  readonly place: ViolationPlace;
  readonly message: Wording;
}

/** A file of thousands of lines can be wrong in each; the first ones locate what happened. */
const MOST_OF_A_CODE = 100;

/** Collects what the checks find, in the order in which they find it. */
export class Violations {
  readonly list: Violation[] = [];
  readonly #counts = new Map<ViolationCode, number>();
  readonly #sections = new Set<Section>();

  /** @param detail what was read or expected; bundles are public to whoever checks them, but personal values never belong here */
  add(code: ViolationCode, place: ViolationPlace, detail?: string): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    const { class: wrong, section, zh, en } = VIOLATIONS[code];
    this.#sections.add(section);
    if (count > MOST_OF_A_CODE) return;
    const tail = detail === undefined ? '' : ` (${detail})`;
    this.list.push({ class: wrong, code, place, message: { zh: zh + tail, en: en + tail } });
  }

  /** A collector for lines that are read a second time: what it is told goes nowhere. */
  deaf(): Violations {
    return new Violations();
  }

  /** Nothing was found in these sections. */
  clean(...sections: readonly Section[]): boolean {
    return !sections.some((section) => this.#sections.has(section));
  }

  /** How many violations there were beyond those listed. */
  get unlisted(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + Math.max(0, count - MOST_OF_A_CODE), 0);
  }
}
