import type { BundleReport, BundleVerdict } from '../engine/audit/bundle/verify/bundle-report.js';
import type { ViolationPlace, Wording } from '../engine/audit/bundle/verify/violation.js';

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
const HEADINGS = {
  violations: { zh: '发现的问题：', en: 'What is wrong:' },
  proven: { zh: '已证明：', en: 'Proven:' },
  notProven: { zh: '未证明：', en: 'Not proven:' },
} as const;

/** The report for people, line by line. */
export function printReport(report: BundleReport, language: ReportLanguage): readonly string[] {
  const lines = [VERDICTS[report.verdict][language]];
  const section = (heading: Wording, items: readonly string[]): void => {
    if (items.length > 0) lines.push('', heading[language], ...items.map((item) => `  ${item}`));
  };
  const wrong = report.violations.map(
    ({ code, place, message }) => `✗ ${placeText(place)}${message[language]} [${code}]`,
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

function placeText({ file, line, stream, seq, part }: ViolationPlace): string {
  const words = [
    file === '' ? undefined : `${file}${line === undefined ? '' : `:${line}`}`,
    stream,
    seq === undefined ? undefined : `#${seq}`,
    part,
  ].filter((word) => word !== undefined);
  return words.length === 0 ? '' : `${words.join(' ')}: `;
}
