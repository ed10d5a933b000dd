import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { changeOrganisation } from '../../usecases/organisation/change-organisation.js';
import { ownEntryId } from '../../usecases/organisation/own-entry-id.js';
import { Me } from '../auth/signed-in.decorator.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { changesOf } from './change.dto.js';
import { OrganisationAnswerDto, organisationAnswerDto } from './organisation-answer.dto.js';
import { doneOrProblem } from './organisation-problem.js';
import { EndBodyDto, OwnAbsenceDto, OwnSubstitutionDto } from './own-affairs.dto.js';

/** An officer's own deputies 代理 and absences 离岗: his own affair, in force at once. */
@ApiTags('me 本人')
@Controller('v1/me')
export class OwnAffairsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Post('substitutions')
  @Describe({
    zh: '为本人指定代理人',
    en: 'appoint a deputy for oneself',
    requires: 'appointDeputy',
    problems: [400, 403, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已生效 · in force' })
  appointDeputy(
    @Body() body: OwnSubstitutionDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    const id = this.entryId('s', by, key);
    const substitution = { ...body, principal: by.person };
    return this.change(by, key, { change: 'substitution.begun', id, substitution }, id);
  }

  @Post('substitutions/:id/end')
  @Describe({
    zh: '终止本人的代理',
    en: 'end a substitution of one’s own',
    requires: 'appointDeputy',
    problems: [400, 403, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已终止 · ended' })
  async endDeputy(
    @Param('id') id: string,
    @Body() body: EndBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    return this.change(by, key, { change: 'substitution.ended', id, on: await this.day(body.on) });
  }

  @Post('absences')
  @Describe({
    zh: '登记本人离岗',
    en: 'record one’s own absence; standing deputies act while it lasts',
    requires: 'recordAbsence',
    problems: [400, 403, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已登记 · recorded' })
  recordAbsence(
    @Body() body: OwnAbsenceDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    const id = this.entryId('b', by, key);
    return this.change(by, key, { change: 'absence.begun', id, absence: { ...body, person: by.person } }, id);
  }

  @Post('absences/:id/end')
  @Describe({
    zh: '提前返岗',
    en: 'end an absence of one’s own',
    requires: 'recordAbsence',
    problems: [400, 403, 409, 422],
    key: true,
  })
  @ApiCreatedResponse({ type: OrganisationAnswerDto, description: '已终止 · ended' })
  async endAbsence(
    @Param('id') id: string,
    @Body() body: EndBodyDto,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
  ): Promise<OrganisationAnswerDto> {
    return this.change(by, key, { change: 'absence.ended', id, on: await this.day(body.on) });
  }

  private async change(
    by: SignedIn,
    key: string,
    change: Readonly<Record<string, unknown>>,
    id?: string,
  ): Promise<OrganisationAnswerDto> {
    // Absent fields of a body are undefined here; a change holds what it has and nothing else.
    const changes = changesOf({ changes: [JSON.parse(JSON.stringify(change)) as unknown] });
    const done = doneOrProblem(await changeOrganisation(this.services.ports)({ by, changes, key }));
    return { ...organisationAnswerDto(done), ...(id !== undefined && { id }) };
  }

  /** The same key gives the same id, so that a repeated request is the same request. */
  private entryId(kind: 's' | 'b', { person }: SignedIn, key: string): string {
    return ownEntryId(kind, person, key, this.services.ports.hash);
  }

  private async day(on: CivilDate | undefined): Promise<CivilDate> {
    const { now, installation } = this.services.ports;
    return on ?? civilDayOf(await now.now(), installation.zone);
  }
}
