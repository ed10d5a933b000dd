import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { proveRecord } from '../../usecases/log/prove-record.js';
import type { RecordRow } from '../../usecases/queries.js';
import type { LawfulCaseFor } from '../../usecases/cases/read-case.js';
import { hiddenParts, withoutHidden } from '../../usecases/reading/form-access.js';
import { knownCase, placeOf } from '../../usecases/reading/known-case.js';
import { maskedParts, maskedRecord } from '../../usecases/reading/masked-parts.js';
import { isParty } from '../../usecases/reading/may-read.js';
import { withoutOthersDocuments } from '../../usecases/reading/party-documents.js';
import { readableKinds } from '../../usecases/reading/may-read-ledger.js';
import { isBesideCases, knowsStream } from '../../usecases/streams/known-stream.js';
import { Me } from '../auth/signed-in.decorator.js';
import { caseBefore } from '../cases/case-access.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { Describe } from '../openapi/describe.decorator.js';
import { pageDto } from '../pages/page.dto.js';
import { pageOf } from '../pages/page-query.dto.js';
import { Problem, unknownResource } from '../problems/problem.js';
import {
  LedgerRecordDto,
  ledgerRecordDto,
  LedgerRecordsDto,
  ProofQueryDto,
  RecordsQueryDto,
  streamDto,
  StreamsDto,
  StreamsQueryDto,
} from './stream.dto.js';

const STREAM = /^[0-9a-f-]{36}$/;

/** How a stream's records are shown to a person. */
type Show = (row: RecordRow) => RecordRow;

/** The ledger 留痕, read as it stands. */
@ApiTags('streams 留痕')
@Controller('v1')
export class StreamsController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('streams')
  @Describe({
    zh: '本人可以查阅的留痕各流（案件的流见案件列表）',
    en: 'streams of the ledger that the person may read; those of cases are in the list of cases',
    requires: 'readLedger',
    problems: [400],
  })
  @ApiOkResponse({ type: StreamsDto, description: '流 · streams' })
  async listStreams(@Query() query: StreamsQueryDto, @Me() person: SignedIn): Promise<StreamsDto> {
    const page = pageOf(query);
    const readable = await readableKinds(this.services.ports, person);
    const kinds = readable.filter((kind) => query.kind === undefined || query.kind === kind);
    return pageDto(await this.services.queries.streams({ kinds }, page), page.limit, streamDto);
  }

  @Get('streams/:id/records')
  @Describe({ zh: '流中的留痕', en: 'records of a stream', requires: 'readLedger', problems: [400, 404] })
  @ApiOkResponse({ type: LedgerRecordsDto, description: '留痕 · records' })
  async listRecords(
    @Param('id') id: string,
    @Query() query: RecordsQueryDto,
    @Me() person: SignedIn,
  ): Promise<LedgerRecordsDto> {
    return this.page(id, query, await this.streamBefore(id, person));
  }

  @Get('streams/:id/records/:sequence')
  @Describe({ zh: '一条留痕', en: 'one record', requires: 'readLedger', problems: [404] })
  @ApiOkResponse({ type: LedgerRecordDto, description: '留痕 · record' })
  async readRecord(
    @Param('id') id: string,
    @Param('sequence') sequence: string,
    @Me() person: SignedIn,
  ): Promise<LedgerRecordDto> {
    const show = await this.streamBefore(id, person);
    const seq = sequenceOf(sequence);
    const after = seq === undefined || seq === 0 ? {} : { afterSeq: seq - 1 };
    const [row] =
      seq === undefined ? [] : (await this.services.queries.records(id, { limit: 1, ...after })).items;
    if (!row || row.seq !== seq) throw unknownResource('留痕', 'record');
    return ledgerRecordDto(show(row));
  }

  @Get('records/:id/:sequence/proof')
  @Describe({
    zh: '留痕的入册证明（C2SP .tlog-proof），可离线核验',
    en: 'proof that a record is in the log (C2SP .tlog-proof), to be checked offline',
    requires: 'readLedger',
    problems: [400, 404],
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({
    description: '证明 · proof',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  async readProof(
    @Param('id') id: string,
    @Param('sequence') sequence: string,
    @Query() { suite = 'sha256' }: ProofQueryDto,
    @Me() person: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    await this.streamBefore(id, person);
    const seq = sequenceOf(sequence);
    const stream = await this.services.queries.stream(id);
    if (seq === undefined || !stream || seq >= stream.seq) throw unknownResource('留痕', 'record');
    const { reads, hashes } = this.services.sealedLog;
    const proof = await proveRecord(reads, hashes)(id, seq, suite);
    if (proof === undefined) throw notSealedYet();
    void reply.type('text/plain; charset=utf-8');
    return proof;
  }

  @Get('cases/:id/records')
  @Describe({ zh: '案件的留痕', en: 'records of a case', requires: 'readCase', problems: [400, 404] })
  @ApiOkResponse({ type: LedgerRecordsDto, description: '留痕 · records' })
  async listCaseRecords(
    @Param('id') id: string,
    @Query() query: RecordsQueryDto,
    @Me() person: SignedIn,
  ): Promise<LedgerRecordsDto> {
    return this.page(id, query, shown(await caseBefore(this.services, id, person)));
  }

  private async page(stream: string, query: RecordsQueryDto, show: Show): Promise<LedgerRecordsDto> {
    const limit = query.limit ?? 50;
    const after = query.after === undefined ? {} : { afterSeq: query.after };
    const records = await this.services.queries.records(stream, { limit, ...after });
    return pageDto(records, limit, (row) => ledgerRecordDto(show(row)));
  }

  /**
   * A stream as the person may see it: a case by the rules for cases, one beside cases by whose business it is, any
   * other by its kind.
   * @throws Problem `unknown-resource`, the same whether there is none or he may not know of it
   */
  private async streamBefore(id: string, person: SignedIn): Promise<Show> {
    const { ports, queries } = this.services;
    const stream = STREAM.test(id) ? await queries.stream(id) : undefined;
    if (stream?.kind === 'case') {
      const found = await knownCase(ports, id, person);
      if (found) return shown(found);
    } else if (stream && isBesideCases(stream.kind)) {
      const { kind } = stream;
      if (await knowsStream(this.services.meetings, { stream: id, kind }, person)) return maskedParts;
    } else if (stream && (await readableKinds(ports, person)).some((kind) => kind === stream.kind)) {
      return NAMED_KINDS.has(stream.kind) ? maskedParts : (row) => row;
    }
    throw unknownResource('流', 'stream');
  }
}

function sequenceOf(text: string): number | undefined {
  return /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : undefined;
}

/** Sealing takes a second or two. */
function notSealedYet(): Problem {
  return new Problem('unknown-resource', {
    detail: {
      zh: '该留痕尚未封存，请稍后再取证明。',
      en: 'The record is not sealed yet; ask for its proof again shortly.',
    },
    headers: { 'retry-after': '2' },
  });
}

/** Streams whose parts say who somebody is. */
const NAMED_KINDS: ReadonlySet<string> = new Set(['organisation', 'account', 'log']);

/** A party sees everything in his case but documents that are for others; for anybody else the people in it are masked. Hidden fields nobody gets. */
function shown(found: LawfulCaseFor): Show {
  const hidden = hiddenParts(found);
  const { state, actor } = found;
  const { definition } = found.procedure;
  if (isParty(placeOf(found)))
    return (row) => withoutHidden(withoutOthersDocuments(definition, state, actor.person, row), hidden);
  return (row) => maskedRecord(definition, withoutHidden(row, hidden));
}
