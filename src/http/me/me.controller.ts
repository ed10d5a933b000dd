import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { readMe } from '../../usecases/identity/read-me.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { MeDto, myPostDto } from './me.dto.js';

/** Who am I, and where. */
@ApiTags('me 本人')
@Controller('v1/me')
export class MeController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '本人、今日可以行使的岗位和本安装',
    en: 'who is signed in, as what he may act today, and this installation',
    requires: 'signedIn',
  })
  @ApiOkResponse({ type: MeDto, description: '本人 · me' })
  async readMe(@Me() signedIn: SignedIn): Promise<MeDto> {
    const { installation } = this.services.ports;
    const me = await readMe(this.services.ports)(signedIn);
    const own = me.capacities.filter(({ onBehalfOf }) => !onBehalfOf);
    return {
      ...{
        person: signedIn.person,
        name: signedIn.name,
        kind: me.kind,
        standing: me.standing,
        unit: me.unit,
      },
      posts: [...new Set(own.map(({ post }) => post))],
      capacities: me.capacities.map(myPostDto),
      administrator: me.administrator,
      scopes: signedIn.scopes,
      signIn: signedIn.signIn,
      installation: {
        log: installation.log,
        mode: installation.mode,
        zone: installation.zone,
        now: me.now,
      },
    };
  }
}
