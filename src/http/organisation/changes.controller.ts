import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { changeOrganisation } from '../../usecases/organisation/change-organisation.js';
import { listProposals } from '../../usecases/organisation/list-proposals.js';
import { confirmProposal, rejectProposal } from '../../usecases/organisation/settle-proposal.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { ChangesBodyDto, changesOf, SettlingBodyDto } from './change.dto.js';
import { OrganisationAnswerDto, organisationAnswerDto } from './organisation-answer.dto.js';
import { doneOrProblem, reasonsProblem } from './organisation-problem.js';
import { proposalDto, ProposalsDto } from './proposal.dto.js';

/** Changes of the organisation 机构变更: made by administrators, what gives power by two of them. */
@ApiTags('organisation 机构')
@Controller('v1/organisation')
export class OrganisationChangesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('changes')
  @Describe({
    zh: '变更机构、岗位、人员、任职等；含有授权的成为待确认的提议',
    en: 'change the organisation; what gives power becomes a proposal for a second administrator',
    requires: 'changeStructure',
    problems: [400, 403, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已留痕 · recorded' })
  async changeOrganisation(
    @Body() body: ChangesBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    const { names, basis } = body;
    const answer = await changeOrganisation(this.services.ports)({
      by,
      changes: changesOf(body),
      ...(names && { names: names.map(({ person, name }) => ({ person, name })) }),
      ...(basis !== undefined && { basis }),
      key,
    });
    return organisationAnswerDto(doneOrProblem(answer));
  }

  @Get('proposals')
  @Describe({
    zh: '待确认的提议（仅三员）',
    en: 'proposals that wait, for administrators',
    requires: 'readOrganisation',
    problems: [403],
  })
  @ApiOkResponse({ type: ProposalsDto, description: '提议 · proposals' })
  async listProposals(@Me() by: SignedIn): Promise<ProposalsDto> {
    const { ports, queries } = this.services;
    const answer = await listProposals({ ...ports, queries }, by);
    if (!answer.allowed) throw reasonsProblem(answer.reasons);
    return { items: answer.proposals.map(proposalDto) };
  }

  @Post('proposals/:proposal/confirmation')
  @HttpCode(201)
  @Describe({
    zh: '确认提议（安全管理员）',
    en: 'confirm a proposal: the security administrator, never who proposed it',
    requires: 'confirmGrant',
    problems: [400, 403, 404, 409],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已生效 · in force' })
  async confirmProposal(
    @Param('proposal') proposal: string,
    @Body() body: SettlingBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    const { reason } = body;
    const request = { by, proposal, key, ...(reason !== undefined && { reason }) };
    const { ports, queries } = this.services;
    return organisationAnswerDto(doneOrProblem(await confirmProposal({ ...ports, queries })(request)));
  }

  @Post('proposals/:proposal/rejection')
  @HttpCode(201)
  @Describe({
    zh: '驳回提议（安全管理员），或者撤回本人的提议',
    en: 'reject a proposal, or take back one’s own',
    requires: 'confirmGrant',
    problems: [400, 403, 404],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已驳回 · rejected' })
  async rejectProposal(
    @Param('proposal') proposal: string,
    @Body() body: SettlingBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    const { reason } = body;
    const request = { by, proposal, key, ...(reason !== undefined && { reason }) };
    const { ports, queries } = this.services;
    return organisationAnswerDto(doneOrProblem(await rejectProposal({ ...ports, queries })(request)));
  }
}
