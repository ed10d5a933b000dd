import type { ComposedDocument, DocumentBlock } from '../../engine/case/documents/composed-document.js';
import { shortReceipt, type Paper } from '../../usecases/papers/paper.js';
import { visibleLines, visibleText } from './visible-text.js';

/**
 * A document laid out in the order in which it is read, before fonts and measures: what the page and the .docx share,
 * so that both say the same. Every text in it is visible text (see `visibleText`).
 */
export interface Sheet {
  /** 发文机关标志. */
  readonly organ: string;
  /** 发文字号. */
  readonly number?: string;
  readonly title: string;
  /** Said at the top of what has not been issued. */
  readonly preview?: string;
  /** 主送 or 当事人. */
  readonly addressee?: string;
  readonly blocks: readonly DocumentBlock[];
  /** 救济告知. */
  readonly remedies: readonly string[];
  readonly signature: SheetSignature;
  /** 附注: small print under the date. */
  readonly footer: readonly string[];
  /** 核验: how the document can be checked. */
  readonly proof: readonly string[];
  /** What a print of the record carries. */
  readonly print: readonly string[];
}

/** 署名、成文日期、印章. */
export interface SheetSignature {
  readonly organ: string;
  readonly date: string;
  /** What stands in the place of the seal until it is set; absent where none belongs. */
  readonly seal?: string;
}

/** The sheet of a paper. */
export function sheetOf(paper: Paper): Sheet {
  const { content } = paper;
  const { number, addressee } = content;
  return {
    organ: oneLine(content.organ),
    ...(number !== undefined && { number: oneLine(number) }),
    title: oneLine(content.title),
    ...(!paper.proof && { preview: '预览件：尚未签发，不具有法律效力，不得送达。' }),
    ...(addressee !== undefined && { addressee: addressed(oneLine(addressee)) }),
    blocks: content.blocks.flatMap(visibleBlock),
    remedies: visibleLines(content.remedies ?? ''),
    signature: signatureOf(content),
    footer: content.footer.flatMap(visibleLines),
    proof: proofLines(paper),
    print: printLines(paper),
  };
}

const SEALS = { organ: '（机关印章）', special: '（专用印章）', none: undefined } as const;

function signatureOf({ organ, on, seal }: ComposedDocument): SheetSignature {
  const [year = '', month = '', day = ''] = on.split('-');
  const place = SEALS[seal];
  return {
    organ: oneLine(organ),
    date: `${Number(year)}年${Number(month)}月${Number(day)}日`,
    ...(place !== undefined && { seal: place }),
  };
}

function proofLines({ proof }: Paper): readonly string[] {
  if (!proof) return [];
  return [
    `回执码：${grouped(shortReceipt(proof.receipt))}`,
    `内容摘要（SHA-256）：${grouped(proof.sha256.slice(0, 16))}`,
    ...(proof.url === undefined ? [] : [`核验地址：${visibleText(proof.url)}`]),
  ];
}

function printLines({ print, proof }: Paper): readonly string[] {
  if (!print) return [];
  const version = proof ? `版本 ${proof.sha256.slice(0, 8)}` : '预览';
  const at = print.at.replace('T', ' ');
  return [
    `案件编号 ${visibleText(print.caseNumber)}　${version}　打印人 ${oneLine(print.by)}　打印时间 ${at}`,
  ];
}

/** 主送: the line ends in a colon. */
function addressed(line: string): string {
  return /[：:]$/.test(line) ? line : `${line}：`;
}

/** Hexadecimal digits in fours, as they are read aloud. */
function grouped(digits: string): string {
  return (digits.match(/.{1,4}/g) ?? []).join(' ');
}

function oneLine(text: string): string {
  return visibleText(text).replaceAll(/\s*\n\s*/g, ' ');
}

/** A paragraph of several lines is several paragraphs; elsewhere lines become one. */
function visibleBlock(block: DocumentBlock): readonly DocumentBlock[] {
  switch (block.kind) {
    case 'paragraph':
      return visibleLines(block.text).map((text) => ({ ...block, text }));
    case 'heading':
      return [{ ...block, text: oneLine(block.text) }];
    case 'list':
      return [{ ...block, items: block.items.map(oneLine) }];
    case 'table':
      return [{ ...block, head: block.head.map(oneLine), rows: block.rows.map((row) => row.map(oneLine)) }];
    case 'signatures':
      return [{ ...block, lines: block.lines.map(oneLine) }];
  }
}

/** Every text of a sheet in reading order, line by line: what both files must say. */
export function textOf(sheet: Sheet): readonly string[] {
  const { organ, number, title, preview, addressee, signature } = sheet;
  return [
    organ,
    ...(number === undefined ? [] : [number]),
    ...(preview === undefined ? [] : [preview]),
    title,
    ...(addressee === undefined ? [] : [addressee]),
    ...sheet.blocks.flatMap(blockText),
    ...sheet.remedies,
    ...(signature.seal === undefined ? [] : [signature.seal]),
    signature.organ,
    signature.date,
    ...sheet.footer,
    ...sheet.proof,
    ...sheet.print,
  ];
}

function blockText(block: DocumentBlock): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [block.text];
    case 'list':
      return block.items.map((item, index) => `${index + 1}. ${item}`);
    case 'table':
      return [...block.head, ...block.rows.flat()].filter((cell) => cell !== '');
    case 'signatures':
      return block.lines;
  }
}
