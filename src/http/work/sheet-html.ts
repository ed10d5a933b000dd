import { createHash } from 'node:crypto';
import { receiptOf } from '../../engine/case/receipt.js';
import type { Handwriting } from '../../engine/case/opinion/handwriting.js';
import type { Instant, Zone } from '../../engine/clock/time.js';
import type { ApprovalSheet, SheetLine } from '../../usecases/reading/approval-sheet.js';
import type { ListedOpinion } from '../../usecases/reading/list-opinions.js';
import type { RecordAuthor } from '../../usecases/reading/record-authors.js';
import { inLanguage, type Both, type Language } from '../language.js';

const STYLE = `@page { size: A4; margin: 20mm 18mm; }
body { font: 12pt/1.6 "FangSong", "STFangsong", "Songti SC", serif; color: #000; max-width: 180mm; margin: 8mm auto; }
h1 { font-size: 20pt; text-align: center; font-weight: bold; margin: 0 0 6mm; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 0.4pt solid #000; padding: 1.5mm 2mm; text-align: left; vertical-align: top; }
th { font-weight: normal; white-space: nowrap; background: #f4f4f4; }
tr { break-inside: avoid; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.law { font-style: italic; }
.outdated { border-left: 2pt solid #b36b00; padding-left: 2mm; }
.small { font-size: 9pt; color: #333; overflow-wrap: anywhere; }
.hand { display: block; height: 14mm; }
.hand path { fill: none; stroke: #000; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
@media print { body { margin: 0; max-width: none; } th { background: none; } }
`;

/** The sheet has one style and no script; nothing else is let in. */
export const SHEET_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'`;

const WORDS = {
  title: { zh: '审批单', en: 'Approval sheet' },
  subject: { zh: '事项', en: 'Subject' },
  applicant: { zh: '申请人', en: 'Applicant' },
  procedure: { zh: '程序', en: 'Procedure' },
  unit: { zh: '承办单位', en: 'Unit' },
  receipt: { zh: '收件编号', en: 'Receipt' },
  opened: { zh: '收件日期', en: 'Opened on' },
  standing: { zh: '办理状态', en: 'Standing' },
  underWay: { zh: '办理中', en: 'In progress' },
  ended: { zh: '已办结', en: 'Ended' },
  day: { zh: '日期', en: 'Day' },
  what: { zh: '事项', en: 'What' },
  who: { zh: '办理人', en: 'By whom' },
  opinion: { zh: '意见、理由', en: 'Opinion, reason' },
  law: { zh: '依法自动', en: 'by the law itself' },
  erased: { zh: '（意见内容已依法删除）', en: '(the content has been erased)' },
  outdated: {
    zh: '发表后稿件或者材料已有变动',
    en: 'the draft or materials have changed since',
  },
  reason: { zh: '理由：', en: 'Reason: ' },
  masked: { zh: '个人信息已脱敏', en: 'people are masked' },
  corrects: { zh: '更正第', en: 'corrects no. ' },
  corrected: { zh: '已由后文更正：第', en: 'corrected by no. ' },
  number: { zh: '条', en: '' },
  deputy: { zh: '代理', en: 'for ' },
} as const satisfies Readonly<Record<string, Both>>;

const STANCE: Readonly<Record<'agree' | 'disagree' | 'abstain', Both>> = {
  agree: { zh: '同意', en: 'agrees' },
  disagree: { zh: '不同意', en: 'disagrees' },
  abstain: { zh: '弃权', en: 'abstains' },
};

type Say = (words: Both) => string;

/** The sheet as a page of its own. Everything in it that people wrote is escaped. */
export function sheetHtml(
  sheet: ApprovalSheet,
  { log, zone }: { readonly log: string; readonly zone: Zone },
  language: Language,
): string {
  const say: Say = (words) => (language === 'en' ? words.en : words.zh);
  const rows = sheet.lines.map((line) => lineHtml(line, zone, language, say)).join('\n');
  const head = [WORDS.day, WORDS.what, WORDS.who, WORDS.opinion]
    .map((one) => `<th>${say(one)}</th>`)
    .join('');
  return `<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-CN'}">
<head><meta charset="utf-8"><title>${say(WORDS.title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escaped(inLanguage(sheet.procedure, language))}${language === 'en' ? ' · ' : ''}${say(WORDS.title)}</h1>
${factsHtml(sheet, language, say)}
<table><thead><tr><th>#</th>${head}</tr></thead><tbody>
${rows}
</tbody></table>
<p class="small">${footer(sheet, log, zone, language)}</p>
</body>
</html>
`;
}

function factsHtml(sheet: ApprovalSheet, language: Language, say: Say): string {
  const standing = sheet.standing.map((title) => inLanguage(title, language)).join(' › ');
  const state =
    sheet.status === 'open' ? `${say(WORDS.underWay)}：${standing}` : `${say(WORDS.ended)}：${standing}`;
  const facts: readonly (readonly [Both, string])[] = [
    [WORDS.subject, sheet.subject],
    [WORDS.applicant, `${sheet.applicantName}${sheet.masked ? `（${say(WORDS.masked)}）` : ''}`],
    [WORDS.unit, sheet.unit],
    [WORDS.receipt, receiptOf(sheet.caseId) ?? sheet.caseId],
    [WORDS.opened, sheet.openedOn],
    [WORDS.standing, state],
  ];
  const rows = facts.map(([label, value]) => `<tr><th>${say(label)}</th><td>${escaped(value)}</td></tr>`);
  return `<table>${rows.join('')}</table><p></p>`;
}

function lineHtml(line: SheetLine, zone: Zone, language: Language, say: Say): string {
  const who = line.author
    ? authorHtml(line.author, language, say)
    : `<span class="law">${say(WORDS.law)}</span>`;
  const cells = [
    String(line.seq),
    `${escaped(line.on)}<br><span class="small">${escaped(localTime(line.recordedAt, zone))}</span>`,
    `${escaped(inLanguage(line.what, language))}<br><span class="small">${escaped(line.basis.join('；'))}</span>`,
    who,
    [
      line.stance ? `<strong>${say(STANCE[line.stance])}</strong>` : '',
      line.opinion ? opinionHtml(line.opinion, say) : '',
      line.reason === undefined ? '' : `<div class="text">${say(WORDS.reason)}${escaped(line.reason)}</div>`,
    ].join(''),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function authorHtml(author: RecordAuthor, language: Language, say: Say): string {
  const post = author.postTitle === undefined ? '' : inLanguage(author.postTitle, language);
  const place = [author.unitTitle ?? author.unit ?? '', post].filter((part) => part !== '').join(' ');
  const principal = author.onBehalfOf;
  const deputy = principal ? `（${say(WORDS.deputy)}${escaped(principal.name ?? principal.person)}）` : '';
  return `${escaped(author.name ?? author.person)}${deputy}<br><span class="small">${escaped(place)}</span>`;
}

function opinionHtml(opinion: ListedOpinion, say: Say): string {
  const { text, current, corrects, correctedBy, signature } = opinion;
  const number = (seq: number): string => `${seq}${say(WORDS.number)}`;
  const notes = [
    ...(corrects === undefined ? [] : [`${say(WORDS.corrects)}${number(corrects)}`]),
    ...(correctedBy.length === 0 ? [] : [`${say(WORDS.corrected)}${correctedBy.map(number).join('、')}`]),
    ...(current ? [] : [say(WORDS.outdated)]),
  ];
  const words = text === null ? say(WORDS.erased) : escaped(text);
  return `<div class="text${current ? '' : ' outdated'}">${words}</div>${signature ? handHtml(signature) : ''}${
    notes.length === 0 ? '' : `<div class="small">${notes.join('；')}</div>`
  }`;
}

function handHtml({ width, height, strokes }: Handwriting): string {
  const paths = strokes.map((stroke) => {
    const points = stroke.flatMap((x, i) => (i % 2 === 0 ? [`${x} ${stroke[i + 1] ?? 0}`] : []));
    return `<path d="M${points.join('L')}"/>`;
  });
  return `<svg class="hand" viewBox="0 0 ${width} ${height}" role="img">${paths.join('')}</svg>`;
}

function footer(sheet: ApprovalSheet, log: string, zone: Zone, language: Language): string {
  const { refusedAttempts, through, printedAt } = sheet;
  const at = escaped(localTime(printedAt, zone));
  const leaf = escaped(through.sha256);
  const name = escaped(log);
  return language === 'en'
    ? `Made from records 0 to ${through.seq} of ${escaped(sheet.caseId)} in ${name} on ${at}; leaf of the last: ${leaf}. ${refusedAttempts} refused attempt(s) are in the ledger alone and approve nothing.`
    : `本单于 ${at} 由 ${name} 中 ${escaped(sheet.caseId)} 的第 0 至 ${through.seq} 条留痕生成，末条叶子散列 ${leaf}。另有 ${refusedAttempts} 次未获准的尝试仅存于留痕，不构成任何审批。`;
}

/** An instant as people of the zone read it: 2026-09-28 09:00. */
function localTime(instant: Instant, timeZone: Zone): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(new Date(instant));
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
