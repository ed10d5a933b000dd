import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { MAX_SNIPPET, type Snippet } from '../../usecases/work/snippet-ports.js';
import { keepSnippet } from '../../usecases/work/snippets.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IsCharacters } from '../body/characters.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Problem, unknownResource } from '../problems/problem.js';

/** Words to be kept. */
export class SnippetBodyDto {
  @ApiProperty({ minLength: 1, maxLength: MAX_SNIPPET, description: '常用语 · words', example: '同意。' })
  @IsString()
  @IsCharacters(1, MAX_SNIPPET)
  text: string;
}

/** A snippet. */
export class SnippetDto {
  @ApiProperty({ description: '编号 · id' })
  id: string;

  @ApiProperty({ description: '常用语 · words' })
  text: string;
}

/** One's own snippets. */
export class SnippetsDto {
  @ApiProperty({ type: [SnippetDto], description: '常用语，先存的在前 · oldest first' })
  items: readonly SnippetDto[];
}

/** A snippet that is gone. */
export class RemovedSnippetDto {
  @ApiProperty({ description: '编号 · id' })
  id: string;
}

/** Snippets 常用语: for opinions that are said often. Seen by their owner alone. */
@ApiTags('me 本人')
@Controller('v1/me/snippets')
export class SnippetsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({ zh: '本人的常用语', en: 'one’s own snippets', requires: 'signedIn' })
  @ApiOkResponse({ type: SnippetsDto, description: '常用语 · snippets' })
  async listSnippets(@Me() { person }: SignedIn): Promise<SnippetsDto> {
    return { items: (await this.services.snippets.of(person)).map(snippetDto) };
  }

  @Post()
  @Describe({
    zh: '保存一条常用语；相同的只存一条',
    en: 'keep words; the same words are kept once',
    requires: 'signedIn',
    problems: [400, 409],
  })
  @ApiCreatedResponse({ type: SnippetDto, description: '已保存 · kept' })
  async keepSnippet(@Body() { text }: SnippetBodyDto, @Me() { person }: SignedIn): Promise<SnippetDto> {
    const { ports, snippets } = this.services;
    const kept = await keepSnippet(ports, snippets)(person, text);
    if (!kept) throw new Problem('too-many-snippets');
    return snippetDto(kept);
  }

  @Delete(':id')
  @Describe({
    zh: '删除一条常用语',
    en: 'remove one of one’s own snippets',
    requires: 'signedIn',
    problems: [404],
  })
  @ApiOkResponse({ type: RemovedSnippetDto, description: '已删除 · removed' })
  async removeSnippet(@Param('id') id: string, @Me() { person }: SignedIn): Promise<RemovedSnippetDto> {
    const known = /^[0-9a-f]{32}$/.test(id) && (await this.services.snippets.remove(person, id));
    if (!known) throw unknownResource('常用语', 'snippet');
    return { id };
  }
}

function snippetDto({ id, text }: Snippet): SnippetDto {
  return { id, text };
}
