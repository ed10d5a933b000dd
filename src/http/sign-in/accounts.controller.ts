import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AdministrationRefused } from '../../usecases/identity/administered-account.js';
import {
  endSessionsOf,
  issueActivationCode,
  openAccount,
  unlockAccount,
} from '../../usecases/identity/administer-accounts.js';
import { bindIdentity, unbindIdentity } from '../../usecases/identity/bind-identity.js';
import { setStanding } from '../../usecases/identity/set-standing.js';
import { readAccount } from '../../usecases/identity/read-account.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Me } from '../auth/signed-in.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest, Problem, unknownResource } from '../problems/problem.js';
import {
  AccountDto,
  accountDto,
  ActivationCodeDto,
  IdentityDto,
  IdentityWishDto,
  StandingDto,
  OpenAccountDto,
  OpenedAccountDto,
  UnboundDto,
  UnlockedDto,
} from './accounts.dto.js';
import { PersonInPath } from './person-in-path.decorator.js';
import { EndedDto } from './sessions.dto.js';

/** Other people's accounts 账号, for administrators. */
@ApiTags('accounts 账号')
@Controller('v1/accounts')
export class AccountsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post()
  @Describe({
    zh: '为人员开立账号（系统管理员）',
    en: 'open a person’s account: the system administrator',
    requires: 'openAccount',
    problems: [400, 403, 404, 409],
  })
  @ApiCreatedResponse({ type: OpenedAccountDto, description: '已开立 · opened' })
  async openAccount(@Body() body: OpenAccountDto, @Me() me: SignedIn): Promise<OpenedAccountDto> {
    const { person, account, activation = true } = body;
    const wish = { person, activation, ...(account !== undefined && { account }) };
    const answer = await openAccount(this.services.identity)(me, wish);
    switch (answer.outcome) {
      case 'opened':
        return { person, account: answer.account, activation: answer.activation };
      case 'refused':
        throw refused(answer);
      case 'unknownPerson':
        throw unknownResource('人员', 'person');
      case 'hasAccount':
        throw new Problem('account-exists');
      case 'loginTaken':
        throw new Problem('account-exists', {
          detail: { zh: '账号名已被他人使用。', en: 'The name is somebody else’s.' },
        });
      case 'loginNotAllowed':
        throw invalidRequest(
          '/account',
          '应为 1 至 64 个字母、数字或者 . _ @ -',
          'must be 1 to 64 letters, digits or . _ @ -',
        );
    }
  }

  @Get(':person')
  @Describe({
    zh: '账号现状（系统管理员、安全管理员）',
    en: 'how an account stands: the system or the security administrator',
    requires: 'withdrawPower',
    problems: [404],
  })
  @ApiOkResponse({ type: AccountDto, description: '账号 · account' })
  async readAccount(@PersonInPath() person: string, @Me() me: SignedIn): Promise<AccountDto> {
    return accountDto(found(await readAccount(this.services.identity)(me, person)));
  }

  @Post(':person/activation-codes')
  @Describe({
    zh: '作废凭据并发放新的激活码（安全管理员）',
    en: 'void all credentials and issue a new code: the security administrator',
    requires: 'unlockAccount',
    problems: [404],
  })
  @ApiCreatedResponse({ type: ActivationCodeDto, description: '激活码 · activation code' })
  async issueActivationCode(@PersonInPath() person: string, @Me() me: SignedIn): Promise<ActivationCodeDto> {
    return found(await issueActivationCode(this.services.identity)(me, person)).activation;
  }

  @Post(':person/unlockings')
  @HttpCode(200)
  @Describe({
    zh: '解除锁定（安全管理员）',
    en: 'open a lock before its time: the security administrator',
    requires: 'unlockAccount',
    problems: [404],
  })
  @ApiOkResponse({ type: UnlockedDto, description: '已解除 · unlocked' })
  async unlockAccount(@PersonInPath() person: string, @Me() me: SignedIn): Promise<UnlockedDto> {
    const { outcome } = found(await unlockAccount(this.services.identity)(me, person));
    return { wasLocked: outcome === 'unlocked' };
  }

  @Post(':person/standing')
  @HttpCode(200)
  @Describe({
    zh: '停用、注销或者恢复公众账号（停用注销：系统或者安全管理员；恢复：安全管理员）',
    en: 'suspend, end or restore an account of the public; restoring: the security administrator',
    requires: 'withdrawPower',
    problems: [400, 404, 409],
  })
  @ApiOkResponse({ type: StandingDto, description: '账号状态 · standing' })
  async setStanding(
    @PersonInPath() person: string,
    @Body() body: StandingDto,
    @Me() me: SignedIn,
  ): Promise<StandingDto> {
    const answer = found(await setStanding(this.services.identity)(me, person, body.standing));
    if (answer.outcome === 'ofTheOrganisation') {
      throw new Problem('organisation-conflict', {
        detail: {
          zh: '工作人员的停用和恢复属于机构变更（POST /v1/organisation/changes）。',
          en: 'An officer is suspended and restored by a change of the organisation (POST /v1/organisation/changes).',
        },
      });
    }
    return { standing: answer.standing };
  }

  @Delete(':person/sessions')
  @Describe({
    zh: '结束人员的全部会话和令牌（系统管理员、安全管理员）',
    en: 'end all sessions and tokens of a person: the system or the security administrator',
    requires: 'withdrawPower',
    problems: [404],
  })
  @ApiOkResponse({ type: EndedDto, description: '已结束 · ended' })
  async endSessionsOf(@PersonInPath() person: string, @Me() me: SignedIn): Promise<EndedDto> {
    return { ended: found(await endSessionsOf(this.services.identity)(me, person)).count };
  }

  @Post(':person/identities')
  @Describe({
    zh: '关联身份提供方的身份（安全管理员）',
    en: 'bind an identity of the provider: the security administrator',
    requires: 'unlockAccount',
    problems: [400, 404, 409],
  })
  @ApiCreatedResponse({ type: IdentityDto, description: '已关联 · bound' })
  async bindIdentity(
    @PersonInPath() person: string,
    @Body() body: IdentityWishDto,
    @Me() me: SignedIn,
  ): Promise<IdentityDto> {
    const { issuer, subject } = body;
    const answer = found(await bindIdentity(this.services.identity)(me, person, { issuer, subject }));
    if (answer.outcome === 'taken') throw new Problem('identity-taken');
    return { id: answer.id, issuer, subject };
  }

  @Delete(':person/identities/:id')
  @Describe({
    zh: '解除身份关联（安全管理员）',
    en: 'take an identity away: the security administrator',
    requires: 'unlockAccount',
    problems: [404],
  })
  @ApiOkResponse({ type: UnboundDto, description: '已解除 · no longer bound' })
  async unbindIdentity(
    @PersonInPath() person: string,
    @Param('id') id: string,
    @Me() me: SignedIn,
  ): Promise<UnboundDto> {
    const { outcome } = found(await unbindIdentity(this.services.identity)(me, person, id));
    if (outcome === 'unknownIdentity') throw unknownResource('关联', 'binding');
    return { id };
  }
}

/** @throws Problem when the administrator may not, or there is no such account */
function found<T extends { readonly outcome: string }>(
  answer: T | AdministrationRefused | { readonly outcome: 'noAccount' },
): Exclude<T, { readonly outcome: 'refused' | 'noAccount' }> {
  if (answer.outcome === 'refused') throw refused(answer as AdministrationRefused);
  if (answer.outcome === 'noAccount') throw unknownResource('账号', 'account');
  return answer as Exclude<T, { readonly outcome: 'refused' | 'noAccount' }>;
}

function refused({ unmet }: AdministrationRefused): Problem {
  return new Problem(unmet[0]?.code ?? 'power-missing', { unmet });
}
