import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import type { CaseAtTheDoor } from '../../engine/meeting/gates.js';
import { readGates } from '../../usecases/streams/meeting/meeting-gates.js';
import { meetingsOfCase, type CaseInMeeting } from '../../usecases/streams/meeting/read-meetings.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseId, unknownCase } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { inLanguage, type Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { TallyDto } from './meeting-item.dto.js';

/** One condition for being on an agenda. */
export class GateDto {
  @Discloses('public')
  @ApiProperty({ description: '未具备时的说明 · what is said where it is not met' })
  say: string;

  @Discloses('public')
  @ApiProperty({ type: [String], description: '依据 · provisions' })
  basis: readonly string[];

  @Discloses('internal')
  @ApiProperty({ description: '是否具备 · whether it is met' })
  met: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '最早具备之日 · first day on which it can be met' })
  earliestPossible?: string;
}

/** A case before one of its procedure's meetings. */
export class MeetingGatesDto {
  @Discloses('public')
  @ApiProperty({ description: '程序中该会议的名称 · name in the procedure' })
  name: string;

  @Discloses('public')
  @ApiProperty({ description: '会议 · title' })
  title: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '草案稿次 · version of the draft' })
  draftVersion: number;

  @Discloses('internal')
  @ApiProperty({ description: '全部具备 · every gate is met' })
  ready: boolean;

  @Discloses('internal')
  @ApiProperty({ type: [GateDto], description: '上会条件 · gates' })
  gates: readonly GateDto[];
}

/** A case before all of them. */
export class CaseGatesDto {
  @Discloses('internal')
  @ApiProperty({ type: [MeetingGatesDto], description: '会议 · meetings' })
  items: readonly MeetingGatesDto[];
}

/** How a meeting dealt with a case. Who held what stays in the meeting. */
export class CaseMeetingDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '会议 · meeting' })
  meeting: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '议题编号 · item' })
  item: number;

  @Discloses('internal')
  @ApiProperty({ description: '会议类型 · forum' })
  forum: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '会议日期 · day' })
  day: string;

  @Discloses('internal')
  @ApiProperty({ description: '状态 · status' })
  status: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '议定结果 · result' })
  result?: string;

  @Discloses('internal')
  @ApiProperty({ type: TallyDto, description: '多数意见 · majority' })
  tally: TallyDto;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '不同意见人数 · members who held another position' })
  dissents: number;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: '纪要印发日 · day of the minutes',
  })
  minutesOn: string | null;
}

/** The meetings of a case. */
export class CaseMeetingsDto {
  @Discloses('internal')
  @ApiProperty({ type: [CaseMeetingDto], description: '会议 · meetings' })
  items: readonly CaseMeetingDto[];
}

/** A case before meetings 会议, and what they made of it. */
@ApiTags('meetings 会议')
@Controller('v1/cases/:id')
export class CaseMeetingsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('meeting-gates')
  @Describe({
    zh: '上会条件：逐项是否具备及其依据',
    en: 'gates before the agenda of a meeting: each with its provision, met or not',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: CaseGatesDto, description: '上会条件 · gates' })
  async readGates(
    @Param('id') id: string,
    @Me() by: SignedIn,
    @WishedLanguage() language: Language,
  ): Promise<CaseGatesDto> {
    const found = await readGates(this.services.meetings, caseId(id), by);
    if (!found) throw unknownCase();
    return { items: found.map((door) => gatesDto(door, language)) };
  }

  @Get('meetings')
  @Describe({
    zh: '审议本案的会议',
    en: 'meetings that dealt with the case',
    requires: 'readCase',
    problems: [404],
  })
  @ApiOkResponse({ type: CaseMeetingsDto, description: '会议 · meetings' })
  async meetingsOfCase(@Param('id') id: string, @Me() by: SignedIn): Promise<CaseMeetingsDto> {
    const found = await meetingsOfCase(this.services.meetings, caseId(id), by);
    if (!found) throw unknownCase();
    return { items: found.map(caseMeetingDto) };
  }
}

function gatesDto({ name, title, draftVersion, gates }: CaseAtTheDoor, language: Language): MeetingGatesDto {
  return {
    ...{ name, draftVersion, title: inLanguage(title, language), ready: gates.every(({ met }) => met) },
    gates: gates.map(({ say, basis, met, unmet }) => ({
      ...{ say: inLanguage(say, language), basis, met },
      ...(unmet?.earliestPossible !== undefined && { earliestPossible: unmet.earliestPossible }),
    })),
  };
}

function caseMeetingDto({ meeting, item, forum, day, tally, minutesOn }: CaseInMeeting): CaseMeetingDto {
  const { status, decided } = item;
  return {
    ...{ meeting, item: item.item, forum: forum.forum, day, status, tally, minutesOn },
    ...(decided && { result: decided.result }),
    dissents: decided?.dissents.length ?? 0,
  };
}
