import type { ComposedDocument } from '../../../src/engine/case/documents/composed-document.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { Paper } from '../../../src/usecases/papers/paper.js';

/** A decision that refuses a licence, with every kind of block. */
export const REFUSAL: ComposedDocument = {
  document: 'refusalDecision',
  title: '不予行政许可决定书',
  organ: '云岭市市场监督管理局',
  number: '云市监许不〔2026〕1号',
  addressee: '刘申请',
  blocks: [
    { kind: 'paragraph', text: '你于2026年9月1日提出的食品经营许可申请，本机关于2026年9月3日受理。' },
    { kind: 'heading', level: 1, text: '一、事实' },
    { kind: 'heading', level: 2, text: '（一）现场核查' },
    { kind: 'paragraph', text: '经核查，经营场所与贮存场所未分隔。\n经营场所面积不足。' },
    { kind: 'list', items: ['营业执照', '现场核查笔录'] },
    { kind: 'table', head: ['材料', '形式'], rows: [['营业执照', '复印件']] },
    { kind: 'table', head: [], rows: [['许可事项', '食品经营许可']] },
    { kind: 'signatures', lines: ['核查人员：', '日期：'] },
  ],
  remedies:
    '如不服本决定，可以自收到本决定书之日起六十日内向云岭市人民政府申请行政复议，或者自收到本决定书之日起六个月内向云岭市城东区人民法院提起行政诉讼。',
  on: '2026-09-28' as CivilDate,
  seal: 'organ',
  footer: ['承办人：任审查　联系电话：0000-12345678', '本决定书一式三份。'],
  fields: {},
  basis: ['许可法 38.2'],
};

/** Issued, with a public address. */
export const ISSUED: Paper = {
  content: REFUSAL,
  proof: {
    receipt: 'a1b2c3d4e5f60718293a'.padEnd(64, '0'),
    sha256: 'feedc0de12345678'.padEnd(64, '1'),
    url: 'https://zc.example.cn/v1/public/documents/a1b2c3d4e5f60718293a',
  },
};

/** A document whose every text is meant to do harm. */
export const HOSTILE: Paper = {
  content: {
    ...REFUSAL,
    organ: '局<script>alert(1)</script>',
    number: '〔2026〕"><img src=x onerror=alert(1)>号',
    title: '决定\u202E书告\u2066',
    addressee: '𠮷野家 & Söhne：',
    blocks: [
      { kind: 'paragraph', text: '</style><script>alert(2)</script>\u0000\u0007' },
      { kind: 'paragraph', text: 'W'.repeat(5_000) },
      { kind: 'list', items: ["'); DROP TABLE cases; --", '\uFEFF\u200B𠮷'] },
      { kind: 'table', head: ['<b>'], rows: [['</td></tr></table><h1>']] },
    ],
    remedies: '<!-- 救济 -->',
    footer: ['javascript:alert(3)'],
  },
};
