import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { MyCapacity } from '../../usecases/identity/read-me.js';

/** The installation that answers. */
export class InstallationDto {
  @ApiProperty({ description: '留痕日志的名称 · origin of the log' })
  log: string;

  @ApiProperty({ enum: ['real', 'simulated'], description: '真实时间或者模拟时间 · real or simulated time' })
  mode: string;

  @ApiProperty({ example: 'Asia/Shanghai', description: '时区 · time zone' })
  zone: string;

  @ApiProperty({ format: 'date-time', description: '此刻 · now, as the installation counts it' })
  now: string;
}

/** For whom the person may act. */
export class MyPrincipalDto {
  @ApiProperty({ description: '被代理人的代号 · pseudonym of the principal' })
  person: string;

  @ApiPropertyOptional({ description: '被代理人的姓名 · his name' })
  name?: string;

  @ApiProperty({ description: '代理登记 · the substitution' })
  substitution: string;
}

/** A post in which the person may act today. */
export class MyPostDto {
  @ApiProperty({ description: '岗位编号 · id of the organisation’s post' })
  id: string;

  @ApiProperty({ description: '程序所称岗位 · the post as procedures name it', example: 'reviewer' })
  post: string;

  @ApiProperty({ description: '岗位名称 · title' })
  title: string;

  @ApiProperty({ description: '所在单位 · unit' })
  unit: string;

  @ApiPropertyOptional({ description: '职级 · rank' })
  rank?: string;

  @ApiPropertyOptional({ type: MyPrincipalDto, description: '代理何人 · for whom' })
  onBehalfOf?: MyPrincipalDto;
}

/** The signed-in person. */
export class MeDto {
  @ApiProperty({ description: '代号 · pseudonym' })
  person: string;

  @ApiProperty({ description: '姓名 · name' })
  name: string;

  @ApiProperty({ enum: ['officer', 'expert', 'public'], description: '身份 · kind' })
  kind: string;

  @ApiProperty({ enum: ['active', 'suspended', 'ended'], description: '账号状态 · standing' })
  standing: string;

  @ApiProperty({ type: String, nullable: true, description: '所在机构 · unit' })
  unit: string | null;

  @ApiProperty({
    type: [String],
    description: '今日本人所任岗位 · posts of his own today, as procedures name them',
  })
  posts: readonly string[];

  @ApiProperty({
    type: [MyPostDto],
    description: '今日可以行使的岗位，含代理 · posts in which he may act today',
  })
  capacities: readonly MyPostDto[];

  @ApiProperty({
    type: [String],
    enum: ['system', 'security', 'audit'],
    isArray: true,
    description: '管理员职责 · administrator roles',
  })
  administrator: readonly string[];

  @ApiProperty({
    type: [String],
    nullable: true,
    description: '令牌的授权范围；未限制为 null · scopes of the token; null when not narrowed',
  })
  scopes: readonly string[] | null;

  @ApiProperty({ enum: ['password+totp', 'oidc', 'bearer'], description: '登录方式 · how he signed in' })
  signIn: string;

  @ApiProperty({ type: InstallationDto, description: '本安装 · this installation' })
  installation: InstallationDto;
}

/** Capacity as sent. */
export function myPostDto({ id, post, title, unit, rank, onBehalfOf }: MyCapacity): MyPostDto {
  return {
    ...{ id, post, title, unit },
    ...(rank !== undefined && { rank }),
    ...(onBehalfOf && { onBehalfOf }),
  };
}
