import type { FieldKind } from './change-shapes.js';

/** The tables in which an organisation is exchanged. */
export type SheetName = 'units' | 'posts' | 'people' | 'appointments' | 'portfolios' | 'substitutions';

/** A column of a table. */
export interface Column {
  /** Stable, for programs. */
  readonly id: string;
  readonly zh: string;
  readonly kind: FieldKind;
  readonly optional?: true;
  /** Closed values: how people write each. */
  readonly words?: Readonly<Record<string, string>>;
}

/** A table: one row for each unit, post, person or entry; the first column is its code. */
export interface SheetShape {
  readonly zh: string;
  /** 在册 things are changed in place; entries are begun and ended, never altered, and may be given without a code. */
  readonly of: 'register' | 'entries';
  readonly columns: readonly Column[];
}

const column = (id: string, zh: string, kind: FieldKind): Column => ({ id, zh, kind });
const optional = (id: string, zh: string, kind: FieldKind): Column => ({ id, zh, kind, optional: true });
const chosen = (id: string, zh: string, words: Readonly<Record<string, string>>): Column => ({
  ...column(id, zh, Object.keys(words)),
  words,
});

const FROM = column('from', '起始日', 'day');
const TO = optional('to', '截止日', 'day');

/** All tables, in the order in which they rest on each other. */
export const SHEETS: Readonly<Record<SheetName, SheetShape>> = {
  units: {
    zh: '机构',
    of: 'register',
    columns: [
      column('id', '机构代码', 'id'),
      column('title', '名称', 'text'),
      optional('parent', '上级机构', 'id'),
      optional('organ', '行政机关', 'flag'),
      optional('serves', '服务机构', 'ids'),
      optional('procedures', '办理程序', 'words'),
      FROM,
      TO,
    ],
  },
  posts: {
    zh: '岗位',
    of: 'register',
    columns: [
      column('id', '岗位代码', 'id'),
      column('title', '名称', 'text'),
      column('unit', '所属机构', 'id'),
      column('fills', '程序岗位', 'word'),
      optional('rank', '职级', 'word'),
      optional('byPortfolio', '按分管范围', 'flag'),
      optional('procedures', '限于程序', 'words'),
      FROM,
      TO,
    ],
  },
  people: {
    zh: '人员',
    of: 'register',
    columns: [
      column('id', '人员代码', 'id'),
      column('name', '姓名', 'text'),
      chosen('kind', '类别', { officer: '工作人员', expert: '专家' }),
      optional('unit', '所属机构', 'id'),
      FROM,
      TO,
    ],
  },
  appointments: {
    zh: '任职',
    of: 'entries',
    columns: [
      column('id', '任职编号', 'id'),
      column('person', '人员', 'id'),
      column('post', '岗位', 'id'),
      column('basis', '依据文件', 'text'),
      FROM,
      TO,
    ],
  },
  portfolios: {
    zh: '分管',
    of: 'entries',
    columns: [
      column('id', '分管编号', 'id'),
      column('person', '人员', 'id'),
      column('units', '分管机构', 'ids'),
      column('basis', '依据文件', 'text'),
      FROM,
      TO,
    ],
  },
  substitutions: {
    zh: '代理',
    of: 'entries',
    columns: [
      column('id', '代理编号', 'id'),
      chosen('kind', '类型', { standing: 'AB岗', leave: '离岗委托' }),
      column('principal', '被代理人', 'id'),
      column('deputy', '代理人', 'id'),
      optional('posts', '代理岗位', 'ids'),
      optional('procedures', '限于程序', 'words'),
      optional('acts', '限于行为', 'words'),
      column('basis', '依据文件', 'text'),
      FROM,
      TO,
    ],
  },
};

/** The names of all tables, in their order. */
export const SHEET_NAMES = Object.keys(SHEETS) as readonly SheetName[];

/** `机构 units`: what a sheet or a column is called in a file. */
export function titleOf({ zh }: { readonly zh: string }, id: string): string {
  return `${zh} ${id}`;
}

/** Which of the things with an id and a Chinese name a title of a file means: by `机构 units`, `机构` or `units`. */
export function meantBy<T extends string>(
  title: string,
  known: readonly (readonly [id: T, thing: { readonly zh: string }])[],
): T | undefined {
  const text = title.trim();
  return known.find(([id, thing]) => text === id || text === thing.zh || text === titleOf(thing, id))?.[0];
}
