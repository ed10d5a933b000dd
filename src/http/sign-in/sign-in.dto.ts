import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { StartedSession } from '../../usecases/identity/start-session.js';

/** Longer than any password may be, so that its own rule can say so. */
const MAX_PASSWORD = 1_000;

/** Signing in with a local account. */
export class SignInDto {
  @ApiProperty({ maxLength: 200, description: '账号 · account', example: 'zhang.san' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  account: string;

  @ApiProperty({ maxLength: MAX_PASSWORD, format: 'password', description: '口令 · password' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PASSWORD)
  password: string;

  @ApiProperty({ pattern: '^\\d{6}$', description: '六位动态码 · six digits of the authenticator app' })
  @Matches(/^\d{6}$/)
  totp: string;

  @ApiPropertyOptional({
    enum: ['cookie', 'bearer'],
    default: 'cookie',
    description: '浏览器用 cookie；命令行用 bearer，答复中给出令牌 · how the session is kept',
  })
  @IsOptional()
  @IsIn(['cookie', 'bearer'])
  as?: 'cookie' | 'bearer';

  @ApiPropertyOptional({
    maxLength: MAX_PASSWORD,
    format: 'password',
    description: '同时更换口令；口令到期时必填 · changes the password; needed when it has expired',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PASSWORD)
  newPassword?: string;
}

/** A session that has begun. */
export class SignedInDto {
  @ApiProperty({ description: '代号 · pseudonym' })
  person: string;

  @ApiProperty({ description: '姓名 · name' })
  name: string;

  @ApiProperty({ enum: ['officer', 'expert', 'public'], description: '人员类别 · kind of person' })
  kind: string;

  @ApiProperty({
    format: 'date-time',
    description: '最迟结束于（真实时间）· ends at the latest, in real time',
  })
  expiresAt: string;

  @ApiPropertyOptional({ description: '会话令牌，仅在 as 为 bearer 时给出，且只给出一次 · told once' })
  token?: string;
}

/** The session as sent; the token only to a client that asked for it. */
export function signedInDto(session: StartedSession, withToken: boolean): SignedInDto {
  const { person, name, kind, expiresAt, token } = session;
  return { person, name, kind, expiresAt, ...(withToken && { token }) };
}

/** First step of an activation. */
export class ActivationDto {
  @ApiProperty({ maxLength: 200, description: '账号 · account' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  account: string;

  @ApiProperty({
    maxLength: 100,
    description: '系统管理员交付的一次性激活码 · one-time activation code from the administrator',
    example: 'ABCDE-FGHJK-LMNPQ-RSTUV',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code: string;

  @ApiProperty({
    maxLength: MAX_PASSWORD,
    format: 'password',
    description: '本人选定的口令 · password chosen',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PASSWORD)
  password: string;
}

/** What the authenticator app needs. */
export class EnrolmentDto {
  @ApiProperty({
    description: '动态码密钥（Base32），只给出一次 · secret of the authenticator app, told once',
  })
  secret: string;

  @ApiProperty({ format: 'uri', description: '用于二维码的 otpauth 地址 · otpauth address, for a QR code' })
  uri: string;
}

/** Second step of an activation. */
export class ActivationConfirmationDto {
  @ApiProperty({ maxLength: 200, description: '账号 · account' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  account: string;

  @ApiProperty({ maxLength: 100, description: '同一激活码 · the same activation code' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code: string;

  @ApiProperty({ pattern: '^\\d{6}$', description: '第一个动态码 · the first one-time code' })
  @Matches(/^\d{6}$/)
  totp: string;
}

/** An account that may be used. */
export class ActivatedDto {
  @ApiProperty({ description: '账号；请用下一个动态码登录 · sign in with the next one-time code' })
  account: string;
}
