import type { Channel, CommentResult } from '../../../engine/consultation/consultation.js';
import type { CommentAuthor, Stance } from '../../../engine/consultation/receive-comments.js';

interface Words {
  readonly zh: string;
  readonly en: string;
}

const words = (zh: string, en: string): Words => ({ zh, en });

/** How people call the closed values of consultations. */
export const CHANNEL_WORDS: Readonly<Record<Channel, Words>> = {
  web: words('网上', 'online'),
  letter: words('信函', 'letter'),
  phone: words('电话', 'telephone'),
  symposium: words('座谈会', 'symposium'),
  hearing: words('听证会', 'hearing'),
  department: words('部门', 'department'),
  expert: words('专家', 'expert'),
};

/** Results in words. */
export const RESULT_WORDS: Readonly<Record<CommentResult, Words>> = {
  adopted: words('采纳', 'adopted'),
  partlyAdopted: words('部分采纳', 'adopted in part'),
  notAdopted: words('不采纳', 'not adopted'),
  explained: words('另作说明', 'explained otherwise'),
};

/** Stances in words. */
export const STANCE_WORDS: Readonly<Record<Stance, Words>> = {
  agree: words('赞成', 'for'),
  agreeWithChanges: words('修改后赞成', 'for, with changes'),
  disagree: words('反对', 'against'),
  undecided: words('未表态', 'undecided'),
};

/** Kinds of authors in words. */
export const AUTHOR_WORDS: Readonly<Record<NonNullable<CommentAuthor['kind']>, Words>> = {
  person: words('个人', 'person'),
  organisation: words('单位', 'organisation'),
};
