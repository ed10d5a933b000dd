import type { Term } from '../clock/deadline.js';
import type { Problem } from '../law/problem.js';
import { readYaml, type SourceFile } from '../law/read-yaml.js';
import { checkShape, type ShapeProblem } from '../law/shape/shape-check.js';
import {
  choice,
  flag,
  integer,
  list,
  may,
  must,
  ruled,
  text,
  type FieldsOf,
  type Shape,
} from '../law/shape/shape.js';
import { part, type Part } from '../law/shape/part-shape.js';
import { term } from '../law/shape/shape-names.js';
import { problemAt } from '../law/source-map.js';

/** Kinds of forums, as standings say them. */
export const FORUM_KINDS = ['executive', 'plenary', 'office', 'party', 'other'] as const;

export type ForumKind = (typeof FORUM_KINDS)[number];

/** Rules that every meeting follows; the law behind them is the forum's to name. */
export const MEETING_RULES = ['discussed', 'chiefLast', 'recorded', 'recusal', 'execution', 'house'] as const;

export type MeetingRule = (typeof MEETING_RULES)[number];

/**
 * 会议类型 as data: who belongs to it, how many must be there, how long before they have the papers. Each rule names
 * its provision. A meeting keeps the forum under which it was convened: what is changed here changes no meeting.
 */
export interface Forum {
  readonly forum: string;
  readonly kind: ForumKind;
  readonly title: { readonly zh: string; readonly en: string };
  readonly basis: string;
  /** The provision that stands behind each rule that every meeting follows. */
  readonly provisions: Readonly<Record<MeetingRule, string>>;
  /** Posts of the organisation, as definitions name them. */
  readonly posts: {
    /** 行政首长: speaks last and decides. */
    readonly chief: string;
    readonly members: readonly string[];
    /** 会议秘书: convenes, keeps the agenda and the record. */
    readonly secretary: readonly string[];
    /** 承办岗位: in the unit that is to carry out what was decided, whose holders take it in hand. */
    readonly responsible: readonly string[];
  };
  /** 法定人数, of those who are entitled on the item: recused members are not counted. */
  readonly quorum: {
    readonly part: Part;
    /** More than the part; otherwise the part itself suffices. */
    readonly exceeds: boolean;
    readonly basis: string;
  };
  /** 会议材料 reach every member at least so long before the day of the meeting. Absent: no rule. */
  readonly papers?: { readonly lead: Term; readonly basis: string };
  /** 议题 of one meeting at most. Absent: no rule. */
  readonly items?: { readonly most: number; readonly basis: string };
  /** How often it is to be held; only warned about. */
  readonly rhythm?: { readonly every: Term; readonly basis: string };
}

const name = (say: string): Shape => ruled({ say, pattern: /^[a-z][A-Za-z0-9]{0,59}$/, code: 'bad-name' });

const both: Shape = {
  kind: 'object',
  noun: 'a title',
  fields: { zh: must(text, 'in Chinese'), en: must(text, 'in English') } satisfies FieldsOf<Forum['title']>,
};

const posts: Shape = {
  kind: 'object',
  noun: 'the posts of a forum',
  fields: {
    chief: must(name('a post'), 'who speaks last and decides'),
    members: must(list(name('a post')), 'who belongs to it beside him'),
    secretary: must(list(name('a post')), 'who convenes it and keeps its record'),
    responsible: must(list(name('a post')), 'who takes in hand what was decided, in the unit it is given to'),
  } satisfies FieldsOf<Forum['posts']>,
};

const provisions: Shape = {
  kind: 'object',
  noun: 'the provisions of a forum',
  fields: {
    discussed: must(text, 'drafts are discussed in a meeting'),
    chiefLast: must(text, 'the chief speaks last, and gives his reasons where he departs from the majority'),
    recorded: must(text, 'what is said is recorded as it was said'),
    recusal: must(text, 'who is concerned himself stays away'),
    execution: must(text, 'somebody is to carry out what was decided'),
    house: must(text, 'what the law leaves to the house'),
  } satisfies FieldsOf<Forum['provisions']>,
};

const FORUM: Shape = {
  kind: 'object',
  noun: 'a forum',
  fields: {
    forum: must(name('a name'), 'its name'),
    kind: must(choice(...FORUM_KINDS), 'which kind of meeting it is'),
    title: must(both, 'what people call it'),
    basis: must(text, 'the provision'),
    provisions: must(provisions, 'the provision behind each rule of meetings'),
    posts: must(posts, 'who belongs to it'),
    quorum: must(
      object('a quorum', {
        part: must(part, 'of those entitled'),
        exceeds: must(flag, 'whether it must be more than the part'),
        basis: must(text, 'the provision'),
      }),
      'how many must be there',
    ),
    papers: may(
      object('a rule on papers', { lead: must(term, 'how long before'), basis: must(text, 'the provision') }),
      'when the papers must have reached the members',
    ),
    items: may(
      object('a rule on items', {
        most: must(integer(1, 100), 'how many'),
        basis: must(text, 'the provision'),
      }),
      'how many items a meeting has at most',
    ),
    rhythm: may(
      object('a rhythm', { every: must(term, 'how often'), basis: must(text, 'the provision') }),
      'how often it is to be held',
    ),
  } satisfies FieldsOf<Forum>,
};

function object(noun: string, fields: Extract<Shape, { kind: 'object' }>['fields']): Shape {
  return { kind: 'object', noun, fields };
}

/** A forum read from its file, or every problem in it. Pure: the file is read elsewhere. */
export function parseForum(
  file: SourceFile,
):
  | { readonly ok: true; readonly forum: Forum }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const { value, source, problems } = readYaml(file);
  if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  const checked = checkShape(FORUM, value);
  const found = checked.problems.length > 0 ? checked.problems : notAPart(checked.value as Forum);
  if (found.length === 0) return { ok: true, forum: checked.value as Forum };
  return { ok: false, problems: found.map((problem) => problemAt(source, problem)) };
}

/** More than the whole is no part of it: nobody would ever be enough. */
function notAPart({ quorum }: Forum): readonly ShapeProblem[] {
  if (quorum.exceeds ? quorum.part.of < quorum.part.by : quorum.part.of <= quorum.part.by) return [];
  return [{ code: 'bad-part', path: '/quorum/part', message: 'nobody can be more than all of them' }];
}
