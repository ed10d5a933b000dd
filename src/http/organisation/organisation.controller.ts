import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { entriesOf, entryOf } from '../../engine/organisation/entries.js';
import { organisationOn } from '../../engine/organisation/snapshot-as-of.js';
import { subtreeOf } from '../../engine/organisation/units.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf } from '../pages/page-query.dto.js';
import { unknownResource } from '../problems/problem.js';
import {
  AsOfQueryDto,
  EntriesDto,
  OrganisationDto,
  PeopleDto,
  PeopleQueryDto,
  PersonDetailDto,
} from './organisation.dto.js';
import { asOf, entriesPage, personDetailDto, personDto } from './organisation-view.js';

type EntryList = Parameters<typeof entriesPage>[1];

/** The organisation 机构: as of any day, as known at any instant. */
@ApiTags('organisation 机构')
@Controller('v1/organisation')
export class OrganisationController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get()
  @Describe({
    zh: '某日的机构、岗位、任职',
    en: 'the organisation on a day',
    requires: 'readOrganisation',
    problems: [400],
  })
  @ApiOkResponse({ type: OrganisationDto, description: '机构 · the organisation' })
  async readOrganisation(@Query() query: AsOfQueryDto): Promise<OrganisationDto> {
    const { snapshot, on } = await asOf(this.services, query);
    const view = organisationOn(snapshot.organisation, on, snapshot.index);
    const people = [...view.people, ...view.administrators].map(({ person }) => person);
    const names = await this.services.ports.directory.names(people);
    return {
      authority: view.authority,
      on,
      version: snapshot.version,
      digest: snapshot.digest.sha256,
      units: view.units,
      administrators: view.administrators,
      vacant: view.vacant,
      names: Object.fromEntries(names),
    };
  }

  @Get('units')
  @Describe({ zh: '机构', en: 'units', requires: 'readOrganisation', problems: [400] })
  @ApiOkResponse({ type: EntriesDto, description: '机构 · units' })
  listUnits(@Query() query: AsOfQueryDto): Promise<EntriesDto> {
    return this.entries('units', query);
  }

  @Get('posts')
  @Describe({ zh: '岗位', en: 'posts', requires: 'readOrganisation', problems: [400] })
  @ApiOkResponse({ type: EntriesDto, description: '岗位 · posts' })
  listPosts(@Query() query: AsOfQueryDto): Promise<EntriesDto> {
    return this.entries('posts', query);
  }

  @Get('substitutions')
  @Describe({ zh: '代理', en: 'substitutions', requires: 'readOrganisation', problems: [400] })
  @ApiOkResponse({ type: EntriesDto, description: '代理 · substitutions' })
  listSubstitutions(@Query() query: AsOfQueryDto): Promise<EntriesDto> {
    return this.entries('substitutions', query);
  }

  @Get('absences')
  @Describe({ zh: '离岗', en: 'absences', requires: 'readOrganisation', problems: [400] })
  @ApiOkResponse({ type: EntriesDto, description: '离岗 · absences' })
  listAbsences(@Query() query: AsOfQueryDto): Promise<EntriesDto> {
    return this.entries('absences', query);
  }

  @Get('vacancies')
  @Describe({
    zh: '当日无人可任的岗位',
    en: 'posts that nobody can fill on the day',
    requires: 'readOrganisation',
    problems: [400],
  })
  @ApiOkResponse({ type: EntriesDto, description: '空岗 · vacant posts' })
  async listVacancies(@Query() query: AsOfQueryDto): Promise<EntriesDto> {
    const { snapshot, on } = await asOf(this.services, query);
    const { vacant } = organisationOn(snapshot.organisation, on, snapshot.index);
    const { limit, after = '' } = pageOf(query);
    const left = vacant.filter((id) => id > after);
    const items = entriesOf(snapshot.organisation.posts, left.slice(0, limit)).map(([id, post]) => ({
      id,
      ...post,
    }));
    return { items, page: { limit, endCursor: items.at(-1)?.id ?? null, hasMore: left.length > limit } };
  }

  @Get('people')
  @Describe({ zh: '人员', en: 'people', requires: 'readOrganisation', problems: [400, 404] })
  @ApiOkResponse({ type: PeopleDto, description: '人员 · people' })
  async listPeople(@Query() query: PeopleQueryDto): Promise<PeopleDto> {
    const at = await asOf(this.services, query);
    const { index, organisation } = at.snapshot;
    if (query.unit !== undefined && !entryOf(organisation.units, query.unit))
      throw unknownResource('机构', 'unit');
    const among =
      query.unit === undefined
        ? Object.keys(organisation.people)
        : subtreeOf(index, query.unit).flatMap((unit) => index.membersOf.get(unit) ?? []);
    const page = pageOf(query);
    const filter = { among, ...(query.search !== undefined && { search: query.search }) };
    const found = await this.services.organisation.people(filter, page);
    return pageDto(found, page.limit, ({ person, name }) => personDto(at, person, name));
  }

  @Get('people/:person')
  @Describe({
    zh: '一名人员当日的任职、分管、代理、离岗',
    en: 'a person and what gives him power on the day',
    requires: 'readOrganisation',
    problems: [400, 404],
  })
  @ApiOkResponse({ type: PersonDetailDto, description: '人员 · person' })
  async readPerson(@Param('person') person: string, @Query() query: AsOfQueryDto): Promise<PersonDetailDto> {
    const at = await asOf(this.services, query);
    if (!entryOf(at.snapshot.organisation.people, person)) throw unknownResource('人员', 'person');
    const names = await this.services.ports.directory.names([person]);
    return personDetailDto(at, person, names.get(person) ?? person);
  }

  private async entries(map: EntryList, query: AsOfQueryDto): Promise<EntriesDto> {
    const page = pageOf(query);
    return pageDto(entriesPage(await asOf(this.services, query), map, page), page.limit, (one) => one);
  }
}
