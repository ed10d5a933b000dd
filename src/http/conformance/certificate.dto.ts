import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { certificateText, type ConformanceCertificate } from '../../engine/conformance/certificate.js';
import { describeIssued, type CertificateOnRecord } from '../../engine/conformance/issued-certificate.js';
import type { ConformanceRow } from '../../engine/conformance/table.js';
import { DigestPairDto, digestPairDto } from '../cases/record-receipt.dto.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { ConclusionCountsDto, eventDto, RowEventDto } from './conformance.dto.js';

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

/** 签发: the certificate as the system put it on record. */
export class IssuedCertificateDto {
  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '签发时间 · when it was issued' })
  at: string;

  @Discloses('internal')
  @ApiProperty({ description: '签发记录所在的记录流 · stream of its record' })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '签发记录的序号 · sequence of its record' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({
    enum: ['closure', 'change'],
    description:
      '为何签发：办结，或者此后的留痕改变了结论 · the case ended, or later records changed what the table says',
  })
  cause: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: 'integer', description: '前一证明的序号 · sequence of the one before' })
  before?: number;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '制表之日 · day of its table' })
  asOf: string;

  @Discloses('internal')
  @ApiProperty({ type: RowEventDto, description: '末条留痕 · last record that was judged' })
  last: RowEventDto;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '对照表的摘要 · digest of its table' })
  table: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({
    type: DigestPairDto,
    description:
      '对照表结论的摘要（不含留痕）· digest of what its table says, without the records that show it',
  })
  conclusions: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({ type: DigestPairDto, description: '证明的摘要 · digest of the certificate' })
  certificate: DigestPairDto;

  @Discloses('internal')
  @ApiProperty({ type: ConclusionCountsDto, description: '各结论的项数 · conclusions counted' })
  counts: ConclusionCountsDto;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '偏离的规则 · deviations' })
  deviations: readonly string[];

  @Discloses('internal')
  @ApiProperty({ description: '与现在的对照表结论是否一致 · whether today’s table says the same' })
  same: boolean;
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
  @ApiProperty({ description: '结果的名称 · the title of the state in which the case ended' })
  result: string;

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
  @ApiPropertyOptional({
    type: IssuedCertificateDto,
    description: '已签发的最后一份；尚未签发的没有 · the last one that was issued',
  })
  issued?: IssuedCertificateDto;

  @Discloses('internal')
  @ApiProperty({ description: '可读文本 · the certificate to be read (Chinese)' })
  text: string;
}

/** A certificate as of today, and the last one that was issued. */
interface CertificateShown {
  readonly certificate: ConformanceCertificate;
  readonly rows: readonly ConformanceRow[];
  readonly issued?: { readonly onRecord: CertificateOnRecord; readonly same: boolean };
}

/** The certificate as sent. */
export function certificateDto(
  { certificate, rows, issued }: CertificateShown,
  language: Language,
): CertificateDto {
  const { procedure, outcome, result, endedOn, asOf, first, last, counts, checkpoint } = certificate;
  return {
    ...{ case: certificate.case, procedure, outcome, result, endedOn, asOf, counts },
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
    ...(issued && { issued: issuedDto(issued) }),
    text: [
      certificateText(certificate, rows),
      ...(issued ? [describeIssued(issued.onRecord, issued.same).zh] : []),
    ].join('\n'),
  };
}

function issuedDto({ onRecord, same }: NonNullable<CertificateShown['issued']>): IssuedCertificateDto {
  const { issued, stream, seq, at } = onRecord;
  const { cause, before, asOf, last, table, conclusions, certificate, counts, deviations } = issued;
  return {
    ...{ at, stream, sequence: seq, cause, asOf, counts, deviations, same },
    ...(before !== undefined && { before }),
    last: eventDto(last),
    ...{ table: digestPairDto(table), conclusions: digestPairDto(conclusions) },
    ...{ certificate: digestPairDto(certificate) },
  };
}
