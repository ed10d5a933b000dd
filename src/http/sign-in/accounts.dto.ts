import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { AccountView } from '../../usecases/identity/read-account.js';

/** Opening an account. */
export class OpenAccountDto {
  @ApiProperty({ maxLength: 100, description: '人员代号 · pseudonym of the person' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  person: string;

  @ApiPropertyOptional({
    maxLength: 64,
    description: '账号；不填即为人员代号 · name of the account; the pseudonym when absent',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  account?: string;

  @ApiPropertyOptional({
    default: true,
    description: '是否发放激活码；只在身份提供方登录的人员不需要 · whether to issue an activation code',
  })
  @IsOptional()
  @IsBoolean()
  activation?: boolean;
}

/** A one-time activation code. */
export class ActivationCodeDto {
  @ApiProperty({ description: '一次性激活码，只给出一次，只交付本人 · told once, for the person alone' })
  code: string;

  @ApiProperty({ format: 'date-time', description: '有效至 · good until' })
  expiresAt: string;
}

/** An account that has been opened. */
export class OpenedAccountDto {
  @ApiProperty({ description: '人员代号 · pseudonym of the person' })
  person: string;

  @ApiProperty({ description: '账号 · name of the account' })
  account: string;

  @ApiProperty({ type: ActivationCodeDto, nullable: true, description: '激活码 · activation code' })
  activation: ActivationCodeDto | null;
}

/** An identity at the provider. */
export class IdentityWishDto {
  @ApiProperty({ maxLength: 500, format: 'uri', description: '签发者 · issuer, as the provider writes it' })
  @IsString()
  @Matches(/^https?:\/\/[\x21-\x7e]+$/)
  @MaxLength(500)
  issuer: string;

  @ApiProperty({
    maxLength: 255,
    description: '身份提供方的主体标识（sub），不是姓名或者邮箱 · subject; neither name nor e-mail',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  subject: string;
}

/** An identity that is bound. */
export class IdentityDto {
  @ApiProperty({ format: 'uuid', description: '关联编号 · id of the binding' })
  id: string;

  @ApiProperty({ format: 'uri', description: '签发者 · issuer' })
  issuer: string;

  @ApiProperty({ description: '主体标识 · subject' })
  subject: string;
}

/** An account as administrators see it. */
export class AccountDto {
  @ApiProperty({ description: '人员代号 · pseudonym of the person' })
  person: string;

  @ApiProperty({ description: '账号 · name of the account' })
  account: string;

  @ApiProperty({
    enum: ['opened', 'active'],
    description: '待激活或者已启用口令 · waits for its person, or has a password',
  })
  standing: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: '激活码有效至 · activation code good until',
  })
  activationExpiresAt: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: '锁定至 · locked until',
  })
  lockedUntil: string | null;

  @ApiProperty({ type: [IdentityDto], description: '关联的身份 · identities' })
  identities: readonly IdentityDto[];

  @ApiProperty({ type: 'integer', description: '会话数 · open sessions' })
  sessions: number;

  @ApiProperty({ type: 'integer', description: '令牌数 · good tokens' })
  tokens: number;
}

/** An account as sent. */
export function accountDto({ outcome: _, ...view }: AccountView): AccountDto {
  return view;
}

/** How an account of the public stands. */
export class StandingDto {
  @ApiProperty({
    enum: ['active', 'suspended', 'ended'],
    description: '正常、停用或者注销 · active, suspended or ended',
  })
  @IsIn(['active', 'suspended', 'ended'])
  standing: 'active' | 'suspended' | 'ended';
}

/** Whether there was a lock to open. */
export class UnlockedDto {
  @ApiProperty({ description: '原来是否锁定 · whether it was locked' })
  wasLocked: boolean;
}

/** An identity that is no longer bound. */
export class UnboundDto {
  @ApiProperty({ format: 'uuid', description: '关联编号 · id of the binding' })
  id: string;
}
