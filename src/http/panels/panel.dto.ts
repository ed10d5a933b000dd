import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  DRAW_ROLES,
  type DrawRole,
  CLOSING_GROUNDS,
  type ClosingGround,
} from '../../engine/panel/draw-words.js';
import {
  OPINION_RESULTS,
  OPINION_STANCES,
  type OpinionResult,
  type OpinionStance,
} from '../../engine/panel/panel-event.js';
import type { PanelMember, PanelPhase } from '../../engine/panel/panel-state.js';
import type { PanelRecord } from '../../usecases/streams/panel/panel-reads.js';
import type { KnownPanel, SignedOpinion } from '../../usecases/streams/panel/read-panel.js';
import { namedDto } from '../drafts/draft.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { NamedPersonDto } from '../work/opinion.dto.js';
import { DrawRuleDto, PanelDraftDto } from './draw-file.dto.js';

const PHASES: readonly PanelPhase[] = ['open', 'promised', 'drawn', 'naming', 'named', 'closed'];

/** An officer's promise for the draw. */
export class PanelPromiseDto {
  @Discloses('internal')
  @ApiProperty({ enum: DRAW_ROLES, description: '抽取人、监督人 · keeper, witness' })
  role: DrawRole;

  @Discloses('internal')
  @ApiProperty({ type: NamedPersonDto, description: '承诺人 · who promised' })
  by: NamedPersonDto;

  @Discloses('internal')
  @ApiProperty({ description: '是否已经公开 · whether he has revealed' })
  revealed: boolean;
}

/** A member of a panel. */
export class PanelMemberDto {
  @Discloses('internal')
  @ApiProperty({ type: NamedPersonDto, description: '专家 · expert' })
  expert: NamedPersonDto;

  @Discloses('internal')
  @ApiProperty({ description: '行业主管部门人员 · from the department in charge' })
  sector: boolean;

  @Discloses('internal')
  @ApiProperty({ description: '经指定而非抽取 · named instead of drawn' })
  named: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '声明：是否存在利害关系；未声明的没有 · conflict, once declared' })
  conflict?: boolean;

  @Discloses('internal')
  @ApiProperty({ description: '已谢绝 · declined' })
  declined: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({
    enum: OPINION_RESULTS,
    description: '最近一份意见的采纳情况 · whether it was adopted',
  })
  answered?: OpinionResult;
}

/** A signed opinion. */
export class PanelOpinionDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence of its record' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: NamedPersonDto, description: '署名专家 · who signed it' })
  expert: NamedPersonDto;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '日期 · day' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ type: PanelDraftDto, description: '所见草案 · the draft that he had before him' })
  draft: PanelDraftDto;

  @Discloses('internal')
  @ApiProperty({ enum: OPINION_STANCES, description: '总体：同意、不同意 · on the whole' })
  stance: OpinionStance;

  @Discloses('internal')
  @ApiProperty({ enum: OPINION_STANCES, description: '必要性 · necessity' })
  necessity: OpinionStance;

  @Discloses('internal')
  @ApiProperty({ enum: OPINION_STANCES, description: '可行性 · feasibility' })
  feasibility: OpinionStance;

  @Discloses('internal')
  @ApiProperty({ enum: OPINION_STANCES, description: '科学性 · soundness' })
  soundness: OpinionStance;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    nullable: true,
    description: '意见全文；已删除或者尚不可见时为空 · its words',
  })
  text: string | null;

  @Discloses('internal')
  @ApiProperty({
    description: '本人尚未发表意见，其他成员的意见暂不可见 · hidden until the reader has given his own',
  })
  hidden: boolean;

  @Discloses('internal')
  @ApiProperty({ description: '对现稿有效 · counts for the draft as it stands' })
  counts: boolean;
}

/** Something that happened in a panel. */
export class PanelHappeningDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '留痕序号 · sequence' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ example: 'member.replaced', description: '事件 · what happened' })
  event: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '日期 · day' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ type: NamedPersonDto, description: '行为人 · who did it' })
  by: NamedPersonDto;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '涉及的专家 · the expert whom it concerns' })
  expert?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '理由或者说明 · reason' })
  reason?: string;
}

/** A panel of experts beside a case. */
export class PanelDto {
  @Discloses('internal')
  @ApiProperty({
    description:
      '专家组的流；公开抽取文件在 /v1/public/draws/{stream} · its stream, and the address of its draw',
  })
  stream: string;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '此前的专家组 · panels before it' })
  earlier: readonly string[];

  @Discloses('internal')
  @ApiProperty({
    enum: PHASES,
    description: '尚未产生、抽取中、已抽取、指定中、已指定、已结束 · how far it has come',
  })
  phase: PanelPhase;

  @Discloses('internal')
  @ApiPropertyOptional({ enum: CLOSING_GROUNDS, description: '结束事由 · why it is over' })
  closed?: ClosingGround;

  @Discloses('internal')
  @ApiProperty({ type: PanelDraftDto, description: '所针对的草案 · the draft' })
  draft: PanelDraftDto;

  @Discloses('internal')
  @ApiProperty({ type: DrawRuleDto, description: '抽取规则 · rule' })
  rule: DrawRuleDto;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '专家库人数 · experts in the pool' })
  experts: number;

  @Discloses('internal')
  @ApiProperty({ type: [PanelPromiseDto], description: '抽取承诺 · promises' })
  promises: readonly PanelPromiseDto[];

  @Discloses('internal')
  @ApiProperty({ type: [PanelMemberDto], description: '成员 · members' })
  members: readonly PanelMemberDto[];

  @Discloses('internal')
  @ApiProperty({ type: [PanelOpinionDto], description: '意见，先发表的在前 · opinions, the first one first' })
  opinions: readonly PanelOpinionDto[];

  @Discloses('internal')
  @ApiProperty({ type: [PanelHappeningDto], description: '经过 · what happened' })
  history: readonly PanelHappeningDto[];
}

/** Panel as sent. */
export function panelDto(panel: KnownPanel): PanelDto {
  const { stream, earlier, phase, state, opinions, history, names } = panel;
  const { closed, draft, rule, experts, promises, members } = state;
  return {
    ...{ stream, earlier, phase, draft, experts, rule: rule as DrawRuleDto },
    ...(closed && { closed }),
    promises: promises.map(({ role, by, nonce }) => ({
      ...{ role, by: namedDto(by, names), revealed: nonce !== undefined },
    })),
    members: members.map((member) => memberDto(member, names)),
    opinions: opinions.map((opinion) => opinionDto(opinion, names)),
    history: history.map((record) => happeningDto(record, names)),
  };
}

function memberDto(member: PanelMember, names: KnownPanel['names']): PanelMemberDto {
  const { expert, sector, named, declared, declined, opinion } = member;
  return {
    ...{ expert: namedDto(expert, names), sector: sector === true, named: named !== undefined },
    ...(declared && { conflict: declared.conflict }),
    declined: declined === true,
    ...(opinion?.answered && { answered: opinion.answered }),
  };
}

function opinionDto(opinion: SignedOpinion, names: KnownPanel['names']): PanelOpinionDto {
  const { seq, expert, heads, on, draft, stance, text, hidden, counts } = opinion;
  return {
    ...{ sequence: seq, expert: namedDto(expert, names), on, draft, stance, ...heads, text, hidden, counts },
  };
}

function happeningDto(
  { seq, event, person, parts }: PanelRecord,
  names: KnownPanel['names'],
): PanelHappeningDto {
  const reason = parts['reason'] ?? parts['statement'];
  const expert = 'expert' in event ? event.expert : undefined;
  return {
    ...{ sequence: seq, event: event.type, on: event.on, by: namedDto(person, names) },
    ...(expert !== undefined && { expert }),
    ...(typeof reason === 'string' && { reason }),
  };
}
