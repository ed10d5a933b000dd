import type { CivilDate } from '../../clock/time.js';
import type { Definition } from '../../law/definition.js';
import type { MaterialDefinition } from '../../law/work-definition.js';
import { basisList } from '../basis-list.js';
import type { CaseState } from '../case-state.js';
import type { Unmet } from '../refusal.js';
import type { MaterialChange, MaterialLimits, MaterialState, MaterialVersion } from './material-state.js';

/** A row of the checklist in its case. */
export interface MaterialPlace {
  readonly definition: Definition;
  readonly state: CaseState;
  readonly on: CivilDate;
  readonly id: string;
  readonly known: boolean;
  /** What has been said of it so far. */
  readonly row?: MaterialState | undefined;
  readonly material?: MaterialDefinition | undefined;
}

interface Unlawful {
  readonly unmet: readonly Unmet[];
}

type ChangeOf<Did extends MaterialChange['did']> = Extract<MaterialChange, { did: Did }>;

/** 提交: a new version of the row. */
export function filedChange(
  place: MaterialPlace,
  version: Omit<MaterialVersion, 'on'>,
  limits: MaterialLimits,
): ChangeOf<'filed'> | Unlawful {
  const { id, row, material, on } = place;
  const unmet = [...unknownRow(place), ...wrongForm(material, version), ...tooMuch(place, version, limits)];
  if (row?.versions.at(-1)?.sha256 === version.sha256) {
    unmet.push({
      code: 'material-already-filed',
      say: { zh: '此文件与该项材料的现行版本相同', en: 'this file is the version that the row has already' },
      basis: ['正程 材料'],
    });
  }
  return unmet.length > 0 ? { unmet } : { did: 'filed', id, ...itemOf(place), version: { ...version, on } };
}

/** 核对: of what was filed, or of paper that was handed in. */
export function judgedChange(
  place: MaterialPlace,
  standing: 'sound' | 'defective',
  paper: 'original' | 'copy' | undefined,
): ChangeOf<'judged'> | Unlawful {
  const { id, row } = place;
  const unmet = [...unknownRow(place)];
  const there = (row?.versions.length ?? 0) > 0 || (row && row.standing !== 'missing') || paper;
  if (unmet.length === 0 && !there) {
    unmet.push({
      code: 'material-not-filed',
      say: {
        zh: '该项材料尚未提交；核对纸质材料的，请写明原件或者复印件',
        en: 'nothing was filed for this row; where paper was handed in, say whether original or copy',
      },
      basis: ['正程 材料'],
    });
  }
  if (unmet.length > 0) return { unmet };
  return { did: 'judged', id, ...itemOf(place), standing, ...(paper && { paper }) };
}

/** 免交: by a provision that the procedure names, or a rule of the house. */
export function waivedChange(place: MaterialPlace, basis: string): ChangeOf<'waived'> | Unlawful {
  const { id, row, definition } = place;
  const unmet = [...unknownRow(place)];
  if (row?.standing === 'sound' || row?.standing === 'filed') {
    unmet.push({
      code: 'material-already-filed',
      say: { zh: '该项材料已经提交，无须免交', en: 'the material is there: there is nothing to waive' },
      basis: ['正程 材料'],
    });
  }
  if (!isProvision(definition, basis)) {
    unmet.push({
      code: 'invalid-input',
      say: {
        zh: '依据应为本程序所列法律的条款，例如“许可法 31”',
        en: 'the basis must be a provision of a law that the procedure names, such as “许可法 31”',
      },
      basis: ['正程 材料'],
      at: '/basis',
    });
  }
  return unmet.length > 0 ? { unmet } : { did: 'waived', id, ...itemOf(place), basis };
}

function itemOf({ id, material, row }: MaterialPlace): { readonly item?: string } {
  const item = row?.item ?? (material ? id : undefined);
  return item === undefined ? {} : { item };
}

function unknownRow({ known }: MaterialPlace): Unmet[] {
  if (known) return [];
  const say = { zh: '材料清单中没有此项', en: 'the checklist has no such row' };
  return [{ code: 'material-unknown', say, basis: ['正程 材料'] }];
}

function wrongForm(
  material: MaterialDefinition | undefined,
  { form }: Pick<MaterialVersion, 'form'>,
): readonly Unmet[] {
  const forms = material?.form;
  if (!material || !forms || form === undefined || forms.includes(form)) return [];
  const say = {
    zh: `该项材料应为${forms.map((one) => FORMS[one]).join('、')}`,
    en: `this material is taken as ${forms.join(', ')}`,
  };
  return [{ code: 'invalid-input', say, basis: basisList(material.basis), at: '/form' }];
}

const FORMS = { original: '原件', copy: '复印件', electronic: '电子件' } as const;

function tooMuch(
  { state }: MaterialPlace,
  { size }: Pick<MaterialVersion, 'size'>,
  limits: MaterialLimits,
): readonly Unmet[] {
  const versions = Object.values(state.materials ?? {}).flatMap((row) => row.versions);
  const bytes = versions.reduce((sum, version) => sum + version.size, size);
  if (versions.length < limits.count && bytes <= limits.bytes) return [];
  const megabytes = Math.floor(limits.bytes / 1_048_576);
  const say = {
    zh: `本案材料至多 ${limits.count} 份、合计 ${megabytes} MB`,
    en: `a case holds at most ${limits.count} files and ${megabytes} MB`,
  };
  return [{ code: 'too-many-materials', say, basis: ['正程 材料'] }];
}

const ARTICLE = /^\d{1,4}([.(][\d.()之①-⑳]{0,20})?$/u;

function isProvision({ law }: Definition, basis: string): boolean {
  const space = basis.indexOf(' ');
  const [abbreviation, article] = [basis.slice(0, space), basis.slice(space + 1)];
  if (space < 1) return false;
  if (abbreviation === '716号令') return ARTICLE.test(article);
  return Object.hasOwn(law, abbreviation) && ARTICLE.test(article);
}
