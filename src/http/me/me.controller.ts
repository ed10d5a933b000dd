import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Person } from '../auth/person.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { MeDto } from './me.dto.js';

/** Who am I, and where. */
@ApiTags('me 本人')
@Controller('v1/me')
export class MeController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '本人、所任岗位和本安装',
    en: 'who is signed in, his posts, and this installation',
    audience: 'signedIn',
  })
  @ApiOkResponse({ type: MeDto, description: '本人 · me' })
  async readMe(@Me() person: Person): Promise<MeDto> {
    const { installation, now } = this.services.ports;
    return {
      person: person.person,
      name: person.name,
      unit: person.unit ?? null,
      posts: person.posts,
      installation: {
        log: installation.log,
        mode: installation.mode,
        zone: installation.zone,
        now: await now.now(),
      },
    };
  }
}
