import type { BundleReport, BundleVerdict } from '../engine/audit/bundle/verify/bundle-report.js';
import type { ViolationClass, ViolationPlace, Wording } from '../engine/audit/bundle/verify/violation.js';

/** Language of a printed report. */
export type ReportLanguage = 'zh' | 'en';

const VERDICTS: Readonly<Record<BundleVerdict, Wording>> = {
  proven: { zh: '✓ 证明成立', en: '✓ PROVEN' },
  altered: { zh: '✗ 已被改动', en: '✗ ALTERED' },
  incomplete: { zh: '✗ 不完整', en: '✗ INCOMPLETE' },
  unanchored: {
    zh: '✗ 无外部依据：只与自身一致',
    en: '✗ NOT ANCHORED: consistent with itself only',
  },
  unreadable: { zh: '✗ 无法读取，不能作出任何判断', en: '✗ UNREADABLE: nothing can be said' },
};
const AS_OF = { zh: '时间戳证书的核验时点：', en: 'Certificates of time stamps as of ' } as const;
const CLASSES: Readonly<Record<ViolationClass, Wording>> = {
  altered: { zh: '【改动】', en: 'altered:' },
  incomplete: { zh: '【缺失】', en: 'incomplete:' },
  unanchored: { zh: '【无外部依据】', en: 'not anchored:' },
  unreadable: { zh: '【无法读取】', en: 'unreadable:' },
};
const HEADINGS = {
  violations: { zh: '发现的问题：', en: 'What is wrong:' },
  proven: { zh: '已证明：', en: 'Proven:' },
  notProven: { zh: '未证明：', en: 'Not proven:' },
} as const;

/** The report for people, line by line. */
export function printReport(report: BundleReport, language: ReportLanguage): readonly string[] {
  const lines = [VERDICTS[report.verdict][language]];
  if (report.at !== undefined) lines.push(`${AS_OF[language]}${report.at}`);
  const section = (heading: Wording, items: readonly string[]): void => {
    if (items.length > 0) lines.push('', heading[language], ...items.map((item) => `  ${item}`));
  };
  const wrong = report.violations.map(
    ({ class: wrong, code, place, message }) =>
      `✗ ${CLASSES[wrong][language]} ${placeText(place, language)}${message[language]} [${code}]`,
  );
  const more =
    language === 'zh'
      ? `另有 ${report.unlisted} 处同类问题`
      : `and ${report.unlisted} more of the same kinds`;
  section(HEADINGS.violations, report.unlisted > 0 ? [...wrong, more] : wrong);
  section(
    HEADINGS.proven,
    report.proven.map((one) => `✓ ${one[language]}`),
  );
  section(
    HEADINGS.notProven,
    report.notProven.map((one) => `? ${one[language]}`),
  );
  return lines;
}

/** `data/records.jsonl 第5行（流 … 序号 4）：`, or the same in English; nothing for what is of no file. */
function placeText({ file, line, stream, seq, part }: ViolationPlace, language: ReportLanguage): string {
  if (file === '') return '';
  const isZh = language === 'zh';
  const where = line === undefined ? file : isZh ? `${file} 第${line}行` : `${file} line ${line}`;
  const of = [
    stream !== undefined && (isZh ? `流 ${stream}` : `stream ${stream}`),
    seq !== undefined && (isZh ? `序号 ${seq}` : `seq ${seq}`),
    part !== undefined && (isZh ? `内容件 ${part}` : `part ${part}`),
  ].filter((word) => word !== false);
  if (of.length === 0) return isZh ? `${where}：` : `${where}: `;
  return isZh ? `${where}（${of.join('，')}）：` : `${where} (${of.join(', ')}): `;
}
