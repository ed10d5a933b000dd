import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FileFinding, Upload } from '../../usecases/materials/material-ports.js';
import { inLanguage, type Language } from '../language.js';
import { Discloses } from '../powers/discloses.decorator.js';

/** Why a file is not accepted. */
export class FileFindingDto {
  @Discloses('internal')
  @ApiProperty({ example: 'polyglot', description: '原因代码 · reason' })
  code: string;

  @Discloses('internal')
  @ApiProperty({ description: '说明 · sentence in the language asked for' })
  say: string;
}

/** An upload of one's own, and what came of it. */
export class UploadDto {
  @Discloses('internal')
  @ApiProperty({ format: 'uuid', description: '上传编号 · id' })
  id: string;

  @Discloses('personal')
  @ApiProperty({ description: '文件名 · name of the file' })
  name: string;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '字节数 · bytes' })
  size: number;

  @Discloses('internal')
  @ApiProperty({ type: 'integer', description: '已收到的字节数 · bytes received' })
  received: number;

  @Discloses('internal')
  @ApiProperty({
    enum: ['open', 'settled', 'refused'],
    description: '上传中、已完成、未予接受 · under way, complete, not accepted',
  })
  state: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: 'SHA-256，完成后 · once complete' })
  sha256?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: 'SM3，完成后 · once complete' })
  sm3?: string;

  @Discloses('internal')
  @ApiPropertyOptional({ description: '真实的内容类型 · the media type that it truly has' })
  mediaType?: string;

  @Discloses('internal')
  @ApiPropertyOptional({
    enum: ['quarantined', 'clean', 'infected'],
    description: '安全扫描：隔离、通过、有害 · scan: in quarantine, clean, infected',
  })
  scan?: string;

  @Discloses('internal')
  @ApiProperty({ type: [FileFindingDto], description: '未予接受的全部原因 · everything it is refused for' })
  findings: readonly FileFindingDto[];

  @Discloses('internal')
  @ApiProperty({ format: 'date-time', description: '未提交则届时删除 · gone then, unless it is filed' })
  expiresAt: string;
}

/** An upload as sent to its owner. */
export function uploadDto(upload: Upload, scan: string | undefined, language: Language): UploadDto {
  const { id, name, size, received, state, digest, trueType, findings, expiresAt } = upload;
  return {
    ...{ id, name, size, received, state },
    ...(digest && { sha256: digest.sha256, sm3: digest.sm3 }),
    ...(trueType !== undefined && { mediaType: trueType }),
    ...(scan !== undefined && { scan }),
    findings: findings.map((one) => findingDto(one, language)),
    expiresAt,
  };
}

function findingDto({ code, say }: FileFinding, language: Language): FileFindingDto {
  return { code, say: inLanguage(say, language) };
}
