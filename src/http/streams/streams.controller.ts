import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Person } from '../auth/person.js';
import { isOfficer, Me, Officer } from '../auth/signed-in.decorator.js';
import { knownCase } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf } from '../pages/page-query.dto.js';
import { unknownResource } from '../problems/problem.js';
import {
  LedgerRecordDto,
  ledgerRecordDto,
  LedgerRecordsDto,
  RecordsQueryDto,
  streamDto,
  StreamsDto,
  StreamsQueryDto,
} from './stream.dto.js';

const STREAM = /^[0-9a-f-]{36}$/;

/** The ledger 留痕, read as it stands. */
@ApiTags('streams 留痕')
@Controller('v1')
export class StreamsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('streams')
  @Describe({ zh: '留痕的各流', en: 'streams of the ledger', audience: 'officer', problems: [400] })
  @ApiOkResponse({ type: StreamsDto, description: '流 · streams' })
  async listStreams(@Query() query: StreamsQueryDto, @Officer() _person: Person): Promise<StreamsDto> {
    const page = pageOf(query);
    const filter = query.kind === undefined ? {} : { kind: query.kind };
    return pageDto(await this.services.queries.streams(filter, page), page.limit, streamDto);
  }

  @Get('streams/:id/records')
  @Describe({ zh: '流中的留痕', en: 'records of a stream', audience: 'signedIn', problems: [400, 404] })
  @ApiOkResponse({ type: LedgerRecordsDto, description: '留痕 · records' })
  async listRecords(
    @Param('id') id: string,
    @Query() query: RecordsQueryDto,
    @Me() person: Person,
  ): Promise<LedgerRecordsDto> {
    await this.knownStream(id, person);
    return this.page(id, query);
  }

  @Get('streams/:id/records/:sequence')
  @Describe({ zh: '一条留痕', en: 'one record', audience: 'signedIn', problems: [404] })
  @ApiOkResponse({ type: LedgerRecordDto, description: '留痕 · record' })
  async readRecord(
    @Param('id') id: string,
    @Param('sequence') sequence: string,
    @Me() person: Person,
  ): Promise<LedgerRecordDto> {
    await this.knownStream(id, person);
    const seq = /^(0|[1-9]\d{0,8})$/.test(sequence) ? Number(sequence) : undefined;
    const after = seq === undefined || seq === 0 ? {} : { afterSeq: seq - 1 };
    const [row] =
      seq === undefined ? [] : (await this.services.queries.records(id, { limit: 1, ...after })).items;
    if (!row || row.seq !== seq) throw unknownResource('留痕', 'record');
    return ledgerRecordDto(row);
  }

  @Get('cases/:id/records')
  @Describe({ zh: '案件的留痕', en: 'records of a case', audience: 'signedIn', problems: [400, 404] })
  @ApiOkResponse({ type: LedgerRecordsDto, description: '留痕 · records' })
  async listCaseRecords(
    @Param('id') id: string,
    @Query() query: RecordsQueryDto,
    @Me() person: Person,
  ): Promise<LedgerRecordsDto> {
    await knownCase(this.services, id, person);
    return this.page(id, query);
  }

  private async page(stream: string, query: RecordsQueryDto): Promise<LedgerRecordsDto> {
    const limit = query.limit ?? 50;
    const after = query.after === undefined ? {} : { afterSeq: query.after };
    return pageDto(await this.services.queries.records(stream, { limit, ...after }), limit, ledgerRecordDto);
  }

  /** Officers read every stream; others those of the cases they are party to. */
  private async knownStream(id: string, person: Person): Promise<void> {
    if (!isOfficer(person)) {
      await knownCase(this.services, id, person);
      return;
    }
    const stream = STREAM.test(id) ? await this.services.queries.stream(id) : undefined;
    if (!stream) throw unknownResource('流', 'stream');
  }
}
