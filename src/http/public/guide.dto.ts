import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ClockDefinition, Definition } from '../../engine/law/definition.js';
import type { Term } from '../../engine/clock/deadline.js';
import type { Guide } from '../../usecases/public/read-guide.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** A named thing with its provisions. */
export class GuideItemDto {
  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];
}

/** A term that binds the authority. */
export class GuideTermDto extends GuideItemDto {
  @Discloses('public')
  @ApiPropertyOptional({ description: '法定期限 · statutory term' })
  term?: string;

  @Discloses('public')
  @ApiPropertyOptional({ description: '承诺期限 · promised term' })
  promised?: string;
}

/** An officer who handles applications. */
export class GuideOfficerDto {
  @Discloses('public')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('public')
  @ApiProperty({ description: '姓名 · name' })
  name: string;
}

/** A unit that takes applications. */
export class GuideUnitDto {
  @Discloses('public')
  @ApiProperty({ description: '单位 · unit' })
  unit: string;

  @Discloses('public')
  @ApiProperty({ description: '单位名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ type: [GuideOfficerDto], description: '承办人员 · officers who handle it' })
  handledBy: readonly GuideOfficerDto[];
}

/** 办事指南, with the eight matters that are public 八项公开. */
export class GuideDto {
  @Discloses('public')
  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @Discloses('public')
  @ApiProperty({ description: '名称 · title' })
  title: string;

  @Discloses('public')
  @ApiProperty({ description: '定义摘要 · digest of the definition, which tells everything' })
  definition: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '本指南的依据 · provisions' })
  basis: readonly string[];

  @Discloses('public')
  @ApiProperty({ type: [String], description: '一、相关政策 · the law' })
  law: readonly string[];

  @Discloses('public')
  @ApiProperty({ type: [String], description: '二、办理条件 · conditions' })
  conditions: readonly string[];

  @Discloses('public')
  @ApiProperty({ type: [String], description: '三、办事程序 · steps' })
  steps: readonly string[];

  @Discloses('public')
  @ApiProperty({ type: [GuideTermDto], description: '四、办理时限 · terms' })
  terms: readonly GuideTermDto[];

  @Discloses('public')
  @ApiProperty({ type: [String], description: '五、办事结果 · results' })
  results: readonly string[];

  @Discloses('public')
  @ApiProperty({ description: '六、收费标准 · fees' })
  fees: string;

  @Discloses('public')
  @ApiProperty({ type: [GuideUnitDto], description: '七、承办单位和人员 · who handles it' })
  units: readonly GuideUnitDto[];

  @Discloses('public')
  @ApiProperty({ description: '八、违诺责任 · what follows when the promise is broken' })
  liability: string;

  @Discloses('public')
  @ApiProperty({ type: [GuideItemDto], description: '申请材料目录 · materials to bring' })
  materials: readonly GuideItemDto[];
}

/** Guide as sent. */
export function guideDto({ procedure, units }: Guide, language: Language): GuideDto | undefined {
  const { definition, digest } = procedure;
  const { guide } = definition;
  if (!guide) return undefined;
  const say = (text: Definition['title']): string => inLanguage(text, language);
  return {
    procedure: definition.procedure,
    title: say(definition.title),
    definition: digest.sha256,
    basis: [guide.basis].flat(),
    law: Object.values(definition.law).map(lawTitle),
    conditions: guide.conditions.map(say),
    steps: (definition.progress ?? []).map(({ title }) => say(title)),
    terms: Object.values(definition.clocks)
      .filter(({ kind, onLapse }) => kind === 'ceiling' && (onLapse?.breach ?? onLapse?.deem) !== undefined)
      .map((clock) => termDto(clock, say, language)),
    results: guide.results.map(say),
    fees: say(guide.fees),
    units: units.map((unit) => ({
      ...unit,
      handledBy: unit.handledBy.map(({ post, name }) => ({
        post: say(definition.posts[post]?.title ?? post),
        name,
      })),
    })),
    liability: say(guide.liability),
    materials: Object.values(definition.materials ?? {}).map((one) => item(one, say)),
  };
}

function item(
  { title, basis }: { readonly title: Definition['title']; readonly basis: string | readonly string[] },
  say: (text: Definition['title']) => string,
): GuideItemDto {
  return { title: say(title), basis: [basis].flat() };
}

function termDto(
  clock: ClockDefinition,
  say: (text: Definition['title']) => string,
  language: Language,
): GuideTermDto {
  return {
    ...item(clock, say),
    ...(clock.term && { term: termWords(clock.term, language) }),
    ...(clock.promised && { promised: termWords(clock.promised, language) }),
  };
}

const UNITS: Readonly<Record<Term['unit'], Readonly<Record<Language, string>>>> = {
  workingDay: { zh: '个工作日', en: 'working days' },
  calendarDay: { zh: '日', en: 'calendar days' },
  month: { zh: '个月', en: 'months' },
  year: { zh: '年', en: 'years' },
  hour: { zh: '小时', en: 'hours' },
};

function termWords({ n, unit }: Term, language: Language): string {
  return language === 'zh' ? `${n}${UNITS[unit].zh}` : `${n} ${UNITS[unit].en}`;
}

function lawTitle({ title, number }: Definition['law'][string]): string {
  return `《${title}》${number === undefined ? '' : `（${number}）`}`;
}
