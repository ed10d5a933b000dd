import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { certificateText, type ConformanceCertificate } from '../../engine/conformance/certificate.js';
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

function eventDto({ seq, leaf, stream }: RowEvent): RowEventDto {
  return { sequence: seq, leaf: digestPairDto(leaf), ...(stream !== undefined && { stream }) };
}

/** A deviation as the certificate names it. */
export class CertifiedDeviationDto {
  @Discloses('public')
  @ApiProperty({ description: '规则 · rule' })
  rule: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '条款 · provisions' })
  articles: readonly string[];

  @Discloses('internal')
  @ApiProperty({ type: [RowEventDto], description: '留痕 · records' })
  events: readonly RowEventDto[];
}

/** A rule that could not be judged. */
export class OpenRuleDto {
  @Discloses('public')
  @ApiProperty({ description: '规则 · rule' })
  rule: string;

  @Discloses('public')
  @ApiProperty({ description: '要求 · what it demands' })
  title: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '为何无法判断 · why it could not be judged' })
  note?: string;
}

/** 办结合规证明. */
export class CertificateDto {
  @Discloses('internal')
  @ApiProperty({ description: '案件 · case' })
  case: string;

  @Discloses('public')
  @ApiProperty({ description: '程序 · procedure' })
  procedure: string;

  @Discloses('public')
  @ApiProperty({ type: DigestPairDto, description: '所依版本 · definition' })
  definition: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({ description: '结果 · outcome' })
  outcome: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '办结之日 · ended on' })
  endedOn: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '制表之日 · day of the table' })
  asOf: string;

  @Discloses('internal')
  @ApiProperty({ type: RowEventDto, description: '首条留痕 · first record' })
  first: RowEventDto;

  @Discloses('internal')
  @ApiProperty({ type: RowEventDto, description: '末条留痕 · last record' })
  last: RowEventDto;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '对照表的摘要 · digest of the table' })
  table: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({ type: ConclusionCountsDto, description: '各结论的项数 · conclusions counted' })
  counts: ConclusionCountsDto;

  @Discloses('internal')
  @ApiProperty({ type: [CertifiedDeviationDto], description: '偏离的规则 · deviations' })
  deviations: readonly CertifiedDeviationDto[];

  @Discloses('internal')
  @ApiProperty({ type: [OpenRuleDto], description: '无法判断的规则 · rules that could not be judged' })
  undetermined: readonly OpenRuleDto[];

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '末条留痕在日志中的序号 · its index in the log' })
  logIndex?: number;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '末条留痕的包含证明（C2SP tlog-proof）· proof that it is in the log' })
  proof?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '日志检查点 · the log’s checkpoint, as a signed note' })
  checkpoint?: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '不能说明的事项 · what it does not show' })
  notShown: readonly string[];

  @Discloses('internal')
  @ApiProperty({ description: '可读文本 · the certificate to be read (Chinese)' })
  text: string;
}

/** The certificate as sent. */
export function certificateDto(
  certificate: ConformanceCertificate,
  rows: readonly ConformanceRow[],
  language: Language,
): CertificateDto {
  const { procedure, outcome, endedOn, asOf, first, last, counts, checkpoint } = certificate;
  return {
    ...{ case: certificate.case, procedure, outcome, endedOn, asOf, counts },
    definition: digestPairDto(certificate.definition),
    ...{ first: eventDto(first), last: eventDto(last), table: digestPairDto(certificate.table) },
    deviations: certificate.deviations.map(({ id, articles, events }) => ({
      ...{ rule: id, articles, events: events.map(eventDto) },
    })),
    undetermined: certificate.undetermined.map(({ id, title, note }) => ({
      ...{ rule: id, title: inLanguage(title, language) },
      ...(note && { note: inLanguage(note, language) }),
    })),
    ...(checkpoint && {
      ...{ checkpoint: checkpoint.note, logIndex: checkpoint.index, proof: checkpoint.proof },
    }),
    notShown: certificate.notShown.map((words) => inLanguage(words, language)),
    text: certificateText(certificate, rows),
  };
}
