import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { StoredSession } from '../../usecases/identity/identity-ports.js';

const MAX_PASSWORD = 1_000;

/** A session of the signed-in person. */
export class SessionDto {
  @ApiProperty({ format: 'uuid', description: '会话编号 · id of the session' })
  id: string;

  @ApiProperty({ enum: ['browser', 'command'], description: '浏览器或者命令行 · browser or command line' })
  kind: string;

  @ApiProperty({ enum: ['password+totp', 'oidc'], description: '登录方式 · how the person signed in' })
  signIn: string;

  @ApiProperty({ format: 'date-time', description: '登录时刻 · signed in at' })
  authenticatedAt: string;

  @ApiProperty({ format: 'date-time', description: '最近使用（精确到分钟）· last used, to the minute' })
  lastSeenAt: string;

  @ApiProperty({ format: 'date-time', description: '最迟结束于 · ends at the latest' })
  expiresAt: string;

  @ApiProperty({ description: '是否本次会话 · whether it is this one' })
  current: boolean;
}

/** All sessions. */
export class SessionsDto {
  @ApiProperty({ type: [SessionDto], description: '会话 · sessions' })
  items: readonly SessionDto[];
}

/** A session as sent. */
export function sessionDto(session: StoredSession, current: string): SessionDto {
  const { id, kind, signIn, authenticatedAt, lastSeenAt, expiresAt, tokenSha256 } = session;
  return {
    ...{ id, kind, signIn, authenticatedAt, lastSeenAt },
    expiresAt: expiresAt ?? '',
    current: tokenSha256 === current,
  };
}

/** What ended. */
export class EndedDto {
  @ApiProperty({ type: 'integer', description: '结束的会话数 · sessions that ended' })
  ended: number;
}

/** A token for a machine that works for the signed-in person. */
export class TokenWishDto {
  @ApiProperty({
    maxLength: 100,
    description: '名称，供本人辨认 · what its owner calls it',
    example: '归档程序',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: 50,
    description:
      '用途：权限动作，或者 act:行为；只缩小权限 · actions, or act:<name>; they narrow powers only',
    example: ['readCase', 'act:accept'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  scopes: string[];

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    maximum: 366,
    description: '有效天数 · days for which it is good',
  })
  @IsInt()
  @Min(1)
  @Max(366)
  expiresInDays: number;
}

/** A token, without its secret. */
export class TokenDto {
  @ApiProperty({ format: 'uuid', description: '令牌编号 · id of the token' })
  id: string;

  @ApiProperty({ description: '名称 · name' })
  name: string;

  @ApiProperty({
    type: [String],
    nullable: true,
    description: '用途；null 为不缩小 · scopes; null: not narrowed',
  })
  scopes: readonly string[] | null;

  @ApiProperty({ format: 'date-time', description: '发放时刻 · issued at' })
  issuedAt: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: '有效至；null 为撤销前有效 · good until; null: until it is revoked',
  })
  expiresAt: string | null;

  @ApiProperty({ description: '是否本次请求所用 · whether this request came by it' })
  current: boolean;
}

/** All tokens. */
export class TokensDto {
  @ApiProperty({ type: [TokenDto], description: '令牌 · tokens' })
  items: readonly TokenDto[];
}

/** A token as sent. */
export function tokenDto(token: StoredSession, current: string): TokenDto {
  const { id, name, scopes, authenticatedAt, expiresAt, tokenSha256 } = token;
  return {
    ...{ id, name: name ?? '', scopes, issuedAt: authenticatedAt, expiresAt },
    current: tokenSha256 === current,
  };
}

/** A token that has been issued. */
export class IssuedTokenDto {
  @ApiProperty({ format: 'uuid', description: '令牌编号 · id of the token' })
  id: string;

  @ApiProperty({ description: '令牌，只给出一次 · the token, told once' })
  token: string;

  @ApiProperty({ format: 'date-time', description: '有效至 · good until' })
  expiresAt: string;
}

/** Another password. */
export class PasswordChangeDto {
  @ApiProperty({ maxLength: MAX_PASSWORD, format: 'password', description: '现用口令 · the password in use' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PASSWORD)
  password: string;

  @ApiProperty({ pattern: '^\\d{6}$', description: '六位动态码 · six digits of the authenticator app' })
  @Matches(/^\d{6}$/)
  totp: string;

  @ApiProperty({ maxLength: MAX_PASSWORD, format: 'password', description: '新口令 · the new password' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_PASSWORD)
  newPassword: string;
}

/** A revoked token. */
export class RevokedDto {
  @ApiProperty({ format: 'uuid', description: '令牌编号 · id of the token' })
  id: string;
}
