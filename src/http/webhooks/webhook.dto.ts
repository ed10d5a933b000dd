import { ApiProperty } from '@nestjs/swagger';
import type { ParkedEvent, Webhook, WebhookAttempt } from '../../usecases/notices/webhook-ports.js';
import { PageInfoDto } from '../pages/page.dto.js';
import { Discloses } from '../powers/discloses.decorator.js';

const STATES = ['active', 'paused', 'ended'];
const OUTCOMES = ['delivered', 'failed', 'parked', 'skipped'];

/** A subscription. */
export class WebhookDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '编号 · id' })
  id: string;

  @Discloses('internal')
  @ApiProperty({ description: '接收地址 · the receiver’s address' })
  url: string;

  @Discloses('internal')
  @ApiProperty({
    type: [String],
    nullable: true,
    description: '记录种类；全部为 null · types of records; null for all',
  })
  types: readonly string[] | null;

  @Discloses('internal')
  @ApiProperty({ description: '用途 · what it is for' })
  note: string;

  @Discloses('internal')
  @ApiProperty({ enum: STATES, description: '状态 · state' })
  state: string;

  @Discloses('internal')
  @ApiProperty({ description: '开立人 · who opened it' })
  createdBy: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '开立时间 · when it was opened' })
  createdAt: string;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: '旧密钥有效至 · until when the secret before signs as well',
  })
  previousUntil: string | null;

  @Discloses('internal')
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: '连续失败，暂停推送至 · left alone until then, after too many failures',
  })
  leftAloneUntil: string | null;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '有事件待推送的案件数 · cases with events on their way' })
  casesWaiting: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '停在某一事件的案件数 · cases that stand still' })
  casesParked: number;
}

/** All subscriptions. */
export class WebhooksDto {
  @Discloses('internal')
  @ApiProperty({ type: [WebhookDto], description: '推送订阅 · webhooks' })
  items: readonly WebhookDto[];
}

/** A subscription as it was opened, with its secret. */
export class OpenedWebhookDto extends WebhookDto {
  @Discloses('sensitive')
  @ApiProperty({
    example: 'whsec_…',
    description: '签名密钥，只显示一次 · the signing secret, told this once',
  })
  secret: string;
}

/** A new secret. */
export class RotatedSecretDto {
  @Discloses('sensitive')
  @ApiProperty({
    example: 'whsec_…',
    description: '签名密钥，只显示一次 · the signing secret, told this once',
  })
  secret: string;

  @Discloses('internal')
  @ApiProperty({
    format: 'date-time',
    description: '旧密钥有效至 · until when the secret before signs as well',
  })
  previousUntil: string;
}

/** One attempt. */
export class WebhookAttemptDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '事件的位置 · position of the event' })
  position: number;

  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '记录序号 · sequence of the record' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ description: '记录种类 · type of the record' })
  type: string;

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '时间 · when' })
  at: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '第几次 · which attempt' })
  attempt: number;

  @Discloses('internal')
  @ApiProperty({ enum: OUTCOMES, description: '结果 · outcome' })
  outcome: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', nullable: true, description: 'HTTP 状态 · HTTP status' })
  status: number | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '原因 · what was wrong' })
  reason: string | null;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '毫秒 · milliseconds' })
  milliseconds: number;
}

/** Attempts, the latest first. */
export class WebhookAttemptsDto {
  @Discloses('internal')
  @ApiProperty({ type: [WebhookAttemptDto], description: '推送记录 · attempts' })
  items: readonly WebhookAttemptDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** An event at which a case stands still. */
export class ParkedEventDto {
  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '事件的位置 · position of the event' })
  position: number;

  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '案件 · case' })
  caseId: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '记录序号 · sequence of the record' })
  sequence: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '已尝试次数 · attempts so far' })
  attempts: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', nullable: true, description: 'HTTP 状态 · HTTP status' })
  status: number | null;

  @Discloses('internal')
  @ApiProperty({ type: String, nullable: true, description: '原因 · what was wrong' })
  reason: string | null;
}

/** Parked events, by case. */
export class ParkedEventsDto {
  @Discloses('internal')
  @ApiProperty({ type: [ParkedEventDto], description: '停下的事件 · parked events' })
  items: readonly ParkedEventDto[];

  @Discloses('internal')
  @ApiProperty({ type: PageInfoDto, description: '分页 · page' })
  page: PageInfoDto;
}

/** Subscription as sent. */
export function webhookDto({ openUntil, ...webhook }: Webhook): WebhookDto {
  return { ...webhook, leftAloneUntil: openUntil };
}

/** Attempt as sent. */
export function attemptDto(attempt: WebhookAttempt): WebhookAttemptDto {
  return { ...attempt };
}

/** Parked event as sent. */
export function parkedDto(event: ParkedEvent): ParkedEventDto {
  return { ...event };
}
