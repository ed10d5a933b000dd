import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CONFORMITY_WORDS, RULE_KINDS, type Conformity } from '../../engine/conformance/rule.js';
import { countConclusions, type ConformanceRow, type RowEvent } from '../../engine/conformance/table.js';
import type { CaseConformance } from '../../usecases/conformance/judge-case.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

const CONCLUSIONS = Object.keys(CONFORMITY_WORDS) as Conformity[];

/** A record behind a conclusion. */
export class RowEventDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence of the record' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '叶子散列 · leaf hash' })
  leaf: DigestPairDto;

  @Discloses('internal')
  @ApiPropertyOptional({
    description: '关联流程的记录流；本案自己的没有 · stream beside the case whose record it is',
  })
  stream?: string;
}

/** 要求—实际: one rule. */
export class ConformanceRowDto {
  @Discloses('public')
  @ApiProperty({ example: 'acts.accept.requires.0', description: '规则 · rule of the definition' })
  rule: string;

  @Discloses('public')
  @ApiProperty({
    enum: Object.keys(RULE_KINDS),
    enumName: 'RuleKind',
    description: '规则种类 · kind of rule',
  })
  kind: string;

  @Discloses('public')
  @ApiProperty({ description: '要求 · what it demands' })
  title: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '条款 · provisions' })
  articles: readonly string[];

  @Discloses('internal')
  @ApiProperty({
    enum: CONCLUSIONS,
    enumName: 'Conformity',
    description: '结论：符合、违反、豁免、不适用、无法判断 · conclusion',
  })
  conclusion: Conformity;

  @Discloses('internal')
  @ApiProperty({ type: [RowEventDto], description: '据以判断的留痕 · records that show it' })
  events: readonly RowEventDto[];

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '适用次数 · how often it applied' })
  occasions: number;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '应当 · expected' })
  expected?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '实际 · actual' })
  actual?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '说明 · note' })
  note?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: String, format: 'date', description: '最迟可以完成之日 · may be done until' })
  until?: string;
}

/** How many rules came to which conclusion. */
export class ConclusionCountsDto implements Readonly<Record<Conformity, number>> {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '符合 · complies' })
  complies: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '违反 · deviates' })
  deviates: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '豁免 · exempt' })
  exempt: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '不适用 · not applicable' })
  notApplicable: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '无法判断 · undetermined' })
  undetermined: number;
}

/** 要求—实际对照表 of a case. */
export class ConformanceDto {
  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '制表之日 · the day of the table' })
  asOf: string;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '对照表的摘要 · digest of the table' })
  table: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({ type: ConclusionCountsDto, description: '各结论的项数 · conclusions counted' })
  counts: ConclusionCountsDto;

  @Discloses('internal')
  @ApiProperty({ type: [ConformanceRowDto], description: '逐条 · rule by rule' })
  items: readonly ConformanceRowDto[];
}

/** The table as sent. */
export function conformanceDto(
  { judged, rows, digest }: CaseConformance,
  language: Language,
): ConformanceDto {
  return {
    asOf: judged.asOf,
    table: digestPairDto(digest),
    counts: countConclusions(rows),
    items: rows.map((row) => rowDto(row, language)),
  };
}

function rowDto(row: ConformanceRow, language: Language): ConformanceRowDto {
  const { id, kind, title, articles, conclusion, events, occasions, expected, actual, note, until } = row;
  return {
    ...{ rule: id, kind, title: inLanguage(title, language), articles, conclusion, occasions },
    events: events.map(eventDto),
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(note && { note: inLanguage(note, language) }),
    ...(until && { until }),
  };
}

/** A record behind a conclusion as sent. */
export function eventDto({ seq, leaf, stream }: RowEvent): RowEventDto {
  return { sequence: seq, leaf: digestPairDto(leaf), ...(stream !== undefined && { stream }) };
}
