import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { inLanguage, type Language } from '../language.js';
import type { Problem, UnmetItem } from './problem.js';
import { PROBLEM_CODES, PROBLEM_TYPES } from './problem-types.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** One thing that stands against a request, as sent. */
export class UnmetDto {
  @Discloses('internal')
  @ApiProperty({ enum: PROBLEM_CODES, enumName: 'ProblemCode', description: '原因代码 · reason' })
  code: string;

  @Discloses('internal')
  @ApiProperty({ description: '说明（语言依 Accept-Language）· sentence in the language asked for' })
  say: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据条款 · provisions, such as "许可法 34.3"' })
  basis: readonly string[];

  @Discloses('internal')
  @ApiPropertyOptional({
    format: 'date',
    description: '此项最早可以满足之日 · first day on which time alone cures it',
  })
  earliestPossible?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    description: '请求中的位置 · JSON pointer into the body, or header:/query:/path: and the name',
  })
  at?: string;

  @Discloses('public')
  @ApiPropertyOptional({
    description:
      '机构变更的冲突或者文件不被接受的原因代码 · why a change of the organisation cannot be made, or a file is not accepted',
  })
  conflict?: string;
}

/** RFC 9457 problem document. */
export class ProblemDto {
  @ApiProperty({
    format: 'uri-reference',
    example: '/problems/requirement-unmet',
    description: '说明页地址 · page that explains the code',
  })
  type: string;

  @ApiProperty({ description: '标题 · the same for every problem of this code' })
  title: string;

  @ApiProperty({ example: 422, description: 'HTTP 状态码 · status' })
  status: number;

  @ApiProperty({ description: '具体原因 · what happened here' })
  detail: string;

  @ApiProperty({ description: '请求地址 · address of the request' })
  instance: string;

  @ApiProperty({ enum: PROBLEM_CODES, enumName: 'ProblemCode', description: '稳定的原因代码 · stable code' })
  code: string;

  @ApiProperty({ description: '下一步 · what to do next' })
  next: string;

  @ApiProperty({ type: [String], description: '全部依据条款 · every provision that stands against it' })
  legalBasis: readonly string[];

  @ApiProperty({ type: [UnmetDto], description: '全部未满足项 · everything unmet, at once' })
  unmet: readonly UnmetDto[];

  @ApiPropertyOptional({ format: 'date', description: '最早可能之日 · first day on which it is possible' })
  earliestPossible?: string;

  @ApiPropertyOptional({ type: [String], description: '当前可以作出的行为 · acts that the state allows now' })
  permittedActs?: readonly string[];

  @ApiProperty({ description: '追踪编号 · correlates with the log' })
  traceId: string;

  @ApiPropertyOptional({ format: 'uuid', description: '该次尝试的留痕编号 · record of the refused attempt' })
  recordId?: string;

  @ApiPropertyOptional({ description: '案件现行版本 · the case’s version now' })
  version?: number;
}

/** The problem in words. A pure function: the same problem, address and trace give the same bytes. */
export function problemDocument(
  problem: Problem,
  request: { readonly language: Language; readonly instance: string; readonly traceId: string },
): ProblemDto {
  const { details, code } = problem;
  const { language } = request;
  const { status, title, next } = PROBLEM_TYPES[code];
  const unmet = details.unmet ?? [];
  return {
    type: `/problems/${code}`,
    title: title[language],
    status,
    detail: details.detail?.[language] ?? (unmetSentence(unmet, language) || title[language]),
    instance: request.instance,
    code,
    next: next[language],
    legalBasis: [...new Set(unmet.flatMap((one) => one.basis))],
    unmet: unmet.map((one) => unmetDto(one, language)),
    ...(details.earliestPossible !== undefined && { earliestPossible: details.earliestPossible }),
    ...(details.permittedActs && { permittedActs: details.permittedActs }),
    traceId: request.traceId,
    ...(details.recordId !== undefined && { recordId: details.recordId }),
    ...(details.version !== undefined && { version: details.version }),
  };
}

/** One unmet item in words. */
export function unmetDto(one: UnmetItem, language: Language): UnmetDto {
  return {
    code: one.code,
    say: inLanguage(one.say, language),
    basis: one.basis,
    ...(one.earliestPossible !== undefined && { earliestPossible: one.earliestPossible }),
    ...(one.at !== undefined && { at: one.at }),
    ...(one.conflict !== undefined && { conflict: one.conflict }),
  };
}

function unmetSentence(unmet: readonly UnmetItem[], language: Language): string {
  const [open, close, separator] = language === 'zh' ? ['（', '）', '；'] : [' (', ')', '; '];
  return unmet
    .map((one) => {
      const basis =
        one.basis.length > 0 ? `${open}${one.basis.join(language === 'zh' ? '、' : ', ')}${close}` : '';
      return inLanguage(one.say, language) + basis;
    })
    .join(separator);
}
