import type { Redaction } from '../../engine/audit/redaction.js';
import { RELEASE, type Restriction } from '../../engine/audit/restriction.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { DeskChange } from '../../engine/case/desk/desk-change.js';
import type { ReferralKind } from '../../engine/case/desk/desk-state.js';
import type { DocumentChange } from '../../engine/case/documents/document-state.js';
import type { MaterialChange } from '../../engine/case/materials/material-state.js';
import type { SigningChange } from '../../engine/case/signing/signing-state.js';
import type { Definition, Text } from '../../engine/law/definition.js';

type Both = { readonly zh: string; readonly en: string };

const DESK: Readonly<Record<DeskChange['did'], Both>> = {
  claimed: { zh: '签收', en: 'claimed the task' },
  released: { zh: '取消签收', en: 'gave the task back' },
  transferred: { zh: '转办', en: 'passed the task on' },
  reassigned: { zh: '改派', en: 'reassigned the task' },
  referred: { zh: '转请', en: 'asked somebody' },
  answered: { zh: '答复转请', en: 'answered' },
  recalled: { zh: '撤回转请（减签）', en: 'withdrew the question' },
  copied: { zh: '抄送', en: 'sent a copy' },
  urged: { zh: '催办', en: 'urged' },
  suspended: { zh: '挂起', en: 'suspended the work' },
  resumed: { zh: '恢复办理', en: 'resumed the work' },
  voided: { zh: '作废', en: 'voided the case' },
};

const REFERRED: Readonly<Record<ReferralKind, Both>> = {
  delegation: { zh: '委派', en: 'delegated its preparation' },
  consultation: { zh: '加签', en: 'asked for an opinion' },
  circulation: { zh: '传阅', en: 'circulated the case' },
};

const SIGNING: Readonly<Record<SigningChange['did'], Both>> = {
  opened: { zh: '开始会签', en: 'opened the round of signatures' },
  signed: { zh: '签署', en: 'signed' },
  withdrawn: { zh: '撤回签署', en: 'withdrew a signature' },
  signerAdded: { zh: '增加签署人', en: 'added signers' },
  signerRemoved: { zh: '减少签署人', en: 'removed a signer' },
  recused: { zh: '签署人回避', en: 'a signer left by recusal' },
};

const MATERIAL: Readonly<Record<MaterialChange['did'], Both>> = {
  listed: { zh: '列入材料清单', en: 'listed a material' },
  filed: { zh: '提交材料', en: 'filed a material' },
  judged: { zh: '核验材料', en: 'judged a material' },
  waived: { zh: '免交材料', en: 'waived a material' },
  opened: { zh: '查看材料', en: 'opened a material' },
};

const DOCUMENT: Readonly<Record<DocumentChange['did'], Both>> = {
  ordered: { zh: '拟制文书', en: 'ordered a document' },
  issued: { zh: '签发文书', en: 'issued a document' },
  served: { zh: '送达文书', en: 'served a document' },
  serviceFailed: { zh: '送达未成', en: 'a service failed' },
  tookEffect: { zh: '送达生效', en: 'a service took effect' },
};

/** In words what a record of a case says. */
export function whatHappened(definition: Definition, event: CaseEvent): Text {
  const { act, lapse, desk, material, papers, signings, redaction, restriction, evidence } = event;
  if (act !== undefined) return definition.acts[act]?.title ?? act;
  if (lapse) return lapsed(definition, lapse);
  if (event.cause === 'promise') return { zh: '承诺期限届满', en: 'the promised term ran out' };
  if (desk) return deskWords(desk);
  if (redaction) return redactionWords(redaction);
  if (restriction) return restrictionWords(event.type === RELEASE, restriction);
  if (evidence) return { zh: '取得证据包', en: 'took a bundle of evidence' };
  if (event.reading) return { zh: '审计人员查阅', en: 'an auditor read the case' };
  if (signings?.[0])
    return withTitle(SIGNING[signings[0].did], definition.signings?.[signings[0].signing]?.title);
  if (material) return MATERIAL[material.did];
  if (papers?.[0]) {
    const { did } = papers[0];
    const name = 'document' in papers[0] ? papers[0].document : undefined;
    return withTitle(DOCUMENT[did], name === undefined ? undefined : definition.documents[name]?.title);
  }
  if (event.form) return formWords(definition, event.form.filled);
  if (event.opinion) {
    return event.opinion.corrects === undefined
      ? { zh: '发表意见', en: 'gave an opinion' }
      : {
          zh: `更正意见（第 ${event.opinion.corrects} 条）`,
          en: `corrected opinion ${event.opinion.corrects}`,
        };
  }
  return event.type;
}

function lapsed(definition: Definition, { clock, deemed }: NonNullable<CaseEvent['lapse']>): Text {
  const title = definition.clocks[clock]?.title ?? clock;
  return deemed === undefined
    ? { zh: `${inChinese(title)}届满`, en: `${inEnglish(title, clock)} ran out` }
    : {
        zh: `${inChinese(title)}届满，依法视为`,
        en: `${inEnglish(title, clock)} ran out; deemed by the law`,
      };
}

function deskWords(desk: DeskChange): Text {
  if (desk.did !== 'referred') return DESK[desk.did];
  const [first] = Object.values(desk.referrals);
  return first ? REFERRED[first.kind] : DESK.referred;
}

/** Which records lost something; what it was and on which ground is in the record. */
function redactionWords({ parts, files }: Redaction): Text {
  const of = [...new Set(parts.map(({ seq }) => seq))].join('、');
  const [zh, en] = files.length > 0 ? ['和材料内容', ' and contents of materials'] : ['', ''];
  return of === ''
    ? { zh: '依法抹除材料内容', en: 'erased contents of materials' }
    : { zh: `依法抹除第 ${of} 条记录的内容${zh}`, en: `erased content of record ${of}${en}` };
}

/** Which records say something that is kept and not processed, or is processed again. */
function restrictionWords(released: boolean, { parts }: Restriction): Text {
  const of = [...new Set(parts.map(({ seq }) => seq))].join('、');
  const [zh, en] = released ? ['解除限制处理', 'processes again'] : ['限制处理', 'restricted'];
  return of === ''
    ? { zh: `${zh}材料内容`, en: `${en} contents of materials` }
    : { zh: `${zh}第 ${of} 条记录的内容`, en: `${en} content of record ${of}` };
}

function formWords(definition: Definition, filled: readonly string[]): Text {
  const titles = filled.map((field) => definition.form?.[field]?.title ?? field);
  return {
    zh: `填写${titles.map(inChinese).join('、')}`,
    en: `filled in ${titles.map((title, i) => inEnglish(title, filled[i] ?? '')).join(', ')}`,
  };
}

function withTitle(words: Both, title: Text | undefined): Text {
  if (title === undefined) return words;
  return { zh: `${words.zh}：${inChinese(title)}`, en: `${words.en}: ${inEnglish(title, inChinese(title))}` };
}

function inChinese(title: Text): string {
  return typeof title === 'string' ? title : title.zh;
}

function inEnglish(title: Text, otherwise: string): string {
  return typeof title === 'string' ? otherwise : (title.en ?? otherwise);
}
