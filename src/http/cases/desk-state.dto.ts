import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { TaskState } from '../../engine/case/case-state.js';
import type { ReferralState, TaskHolder } from '../../engine/case/desk/desk-state.js';
import type { SigningState } from '../../engine/case/signing/signing-state.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Who has a task in hand. */
export class TaskHolderDto {
  @Discloses('internal')
  @ApiProperty({ description: '何人（代号）· who, by pseudonym' })
  person: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '代理何人 · for whom he holds it' })
  onBehalfOf?: string;

  @Discloses('internal')
  @ApiProperty({
    enum: ['claimed', 'assigned', 'returned'],
    description: '已签收、已交办待签收、退回其本人 · claimed, given to him, come back to him',
  })
  as: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '自何日起 · since' })
  on: string;
}

/** An open task. */
export class TaskStateDto {
  @Discloses('internal')
  @ApiProperty({ description: '岗位 · post' })
  post: string;

  @Discloses('internal')
  @ApiProperty({ type: [String], description: '可以作出的行为 · acts' })
  acts: readonly string[];

  @Discloses('internal')
  @ApiPropertyOptional({ description: '衡量它的期限 · clock that it is measured by' })
  clock?: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '自何日起 · since' })
  since: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '它是哪一轮会签 · the round of signatures that it is' })
  signing?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '由何人的行为而来 · whose act made it come' })
  from?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    enum: ['returned', 'takenBack', 'lapsed'],
    description: '退回、拿回、期限届满而来 · why it came, where not in the course of things',
  })
  came?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ type: TaskHolderDto, description: '在何人手中 · who has it in hand' })
  holder?: TaskHolderDto;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '最近一次催办之日 · latest day on which it was urged' })
  urgedOn?: string;
}

/** Somebody who is asked beside the procedure. */
export class ReferralDto {
  @Discloses('internal')
  @ApiProperty({
    enum: ['delegation', 'consultation', 'circulation'],
    description: '委派、加签、传阅 · to prepare, to give an opinion, to read',
  })
  kind: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '所属待办 · the task that it belongs to' })
  task?: string;

  @Discloses('internal')
  @ApiProperty({ description: '请何人（代号）· who is asked' })
  to: string;

  @Discloses('internal')
  @ApiProperty({ description: '何人提出（代号）· who asks' })
  from: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date', description: '自何日起 · since' })
  on: string;

  @Discloses('internal')
  @ApiProperty({ description: '待办是否等待其答复 · whether the task’s acts wait for the answer' })
  blocks: boolean;

  @Discloses('internal')
  @ApiPropertyOptional({ enum: ['before', 'parallel', 'after'], description: '前、并、后加签 · place' })
  place?: string;
}

/** A signer and what he has said. */
export class SignerDto {
  @Discloses('internal')
  @ApiProperty({ description: '签署人（代号）· signer' })
  person: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '票数 · votes' })
  weight: number;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '由何人加签 · who added him' })
  addedBy?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    enum: ['agree', 'disagree', 'abstain'],
    description: '签署意见；尚未签署的没有 · stance; absent while he has not signed',
  })
  stance?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ format: 'date', description: '签署之日 · day' })
  signedOn?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '代为签署的人 · who signed for him' })
  signedBy?: string;
}

/** A round of signatures. */
export class SigningStateDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '第几轮 · which round' })
  round: number;

  @Discloses('internal')
  @ApiProperty({ description: '是否依次签署 · whether they sign in turn' })
  inTurn: boolean;

  @Discloses('internal')
  @ApiProperty({ type: [SignerDto], description: '签署人，依次序 · signers in order' })
  signers: readonly SignerDto[];

  @Discloses('internal')
  @ApiPropertyOptional({
    enum: ['passed', 'failed', 'closed'],
    description: '结果；进行中的没有 · how it ended; absent while it is open',
  })
  result?: string;
}

function taskHolderDto({ person, onBehalfOf, as, on }: TaskHolder): TaskHolderDto {
  return { person, ...(onBehalfOf !== undefined && { onBehalfOf }), as, on };
}

/** Task as sent. */
export function taskStateDto({ post, acts, clock, since, ...more }: TaskState): TaskStateDto {
  const { signing, from, came, holder, urged } = more;
  return {
    ...{ post, acts },
    ...(clock !== undefined && { clock }),
    since,
    ...(signing !== undefined && { signing }),
    ...(from !== undefined && { from }),
    ...(came && { came }),
    ...(holder && { holder: taskHolderDto(holder) }),
    ...(urged && { urgedOn: urged.on }),
  };
}

/** Referral as sent. */
export function referralDto({ kind, task, to, from, on, blocks, place }: ReferralState): ReferralDto {
  return {
    kind,
    ...(task !== undefined && { task }),
    ...{ to, from, on, blocks: blocks === true },
    ...(place && { place }),
  };
}

/** Round as sent. */
export function signingStateDto(state: SigningState): SigningStateDto {
  const { round, inTurn, signers, signatures, result } = state;
  return {
    round,
    inTurn: inTurn === true,
    signers: signers.map(({ person, weight, addedBy }) => {
      const signed = signatures[person];
      return {
        ...{ person, weight: weight ?? 1 },
        ...(addedBy !== undefined && { addedBy }),
        ...(signed && { stance: signed.stance, signedOn: signed.on }),
        ...(signed?.by !== undefined && { signedBy: signed.by }),
      };
    }),
    ...(result && { result }),
  };
}
