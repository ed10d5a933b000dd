import { ApiProperty } from '@nestjs/swagger';

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

/** The signed-in person. */
export class MeDto {
  @ApiProperty({ description: '代号 · pseudonym' })
  person: string;

  @ApiProperty({ description: '姓名 · name' })
  name: string;

  @ApiProperty({ type: String, nullable: true, description: '所在机构 · unit' })
  unit: string | null;

  @ApiProperty({ type: [String], description: '所任岗位 · posts' })
  posts: readonly string[];

  @ApiProperty({ type: InstallationDto, description: '本安装 · this installation' })
  installation: InstallationDto;
}
