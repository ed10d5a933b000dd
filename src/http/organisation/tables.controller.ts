import { createHash } from 'node:crypto';
import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { exportTable } from '../../usecases/organisation/export-tables.js';
import { importOrganisation, previewImport } from '../../usecases/organisation/import-organisation.js';
import type { ImportPlan } from '../../usecases/organisation/plan-import.js';
import type { ReadTable } from '../../usecases/organisation/read-table.js';
import { readTables } from '../../usecases/organisation/read-tables.js';
import { SHEET_NAMES } from '../../usecases/organisation/sheets.js';
import { Me } from '../auth/signed-in.decorator.js';
import { CSV, XLSX } from '../body/table-body.js';
import { recordReceiptDto } from '../cases/record-receipt.dto.js';
import { IdempotencyKey } from '../headers/idempotency-key.decorator.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import type { Language } from '../language.js';
import { Describe } from '../openapi/describe.decorator.js';
import { invalidRequest, Problem } from '../problems/problem.js';
import { WishedLanguage } from '../wished-language.decorator.js';
import { doneOrProblem, MOST_UNMET, reasonsProblem } from './organisation-problem.js';
import { ExportQueryDto, ImportDto, ImportQueryDto, previewDto } from './table.dto.js';

/** The organisation as tables: CSV for one, XLSX for all. */
@ApiTags('organisation 机构')
@Controller('v1/organisation')
export class OrganisationTablesController {
  constructor(@Inject(HTTP_SERVICES) private readonly services: HttpServices) {}

  @Get('export')
  @Describe({ zh: '导出表格', en: 'export tables', requires: 'readOrganisation', problems: [400] })
  @ApiProduces(CSV, XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: '文件 · file' })
  async exportTables(@Query() query: ExportQueryDto, @Res() reply: FastifyReply): Promise<void> {
    const { ports, tables } = this.services;
    const { format, sheet } = query;
    if (format === 'csv' && !sheet)
      throw invalidRequest('query:sheet', '导出 CSV 须指明表', 'a CSV is of one table');
    const [{ organisation }, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
    const on = query.on ?? civilDayOf(now, ports.installation.zone);
    const names = await ports.directory.names(Object.keys(organisation.people));
    const drafts = (sheet ? [sheet] : SHEET_NAMES).map((one) => exportTable(organisation, names, one, on));
    const [first] = drafts;
    const bytes = format === 'csv' && first ? tables.writeCsv(first) : await tables.writeXlsx(drafts);
    void reply
      .type(format === 'csv' ? `${CSV}; charset=utf-8` : XLSX)
      .header('content-disposition', `attachment; filename="${sheet ?? 'organisation'}-${on}.${format}"`)
      .send(Buffer.from(bytes));
    await reply;
  }

  @Post('imports')
  @HttpCode(200)
  @Describe({
    zh: '导入表格：默认仅预览；正式导入为一次变更，含有授权的成为待确认的提议',
    en: 'import tables: by default only a preview; else one list of changes, a proposal when it gives power',
    requires: 'changeStructure',
    problems: [400, 403, 409, 422],
    key: true,
  })
  @ApiConsumes(CSV, XLSX)
  @ApiBody({ schema: { type: 'string', format: 'binary' }, description: '文件，至多 10 MiB · file' })
  @ApiOkResponse({ type: ImportDto, description: '结果 · result' })
  async importTables(
    @Query() query: ImportQueryDto,
    @Req() request: FastifyRequest,
    @Me() by: SignedIn,
    @IdempotencyKey() key: string,
    @WishedLanguage() language: Language,
  ): Promise<ImportDto> {
    const { ports } = this.services;
    const { dryRun = true, complete = false, basis } = query;
    const { body } = request;
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media-type');
    const tables = await this.read(body, request.headers['content-type'] ?? '', query);
    if (dryRun) {
      const answer = await previewImport(ports)({ by, tables, complete });
      if (answer.outcome === 'refused') throw reasonsProblem(answer.reasons);
      return previewDto(answer.plan, language);
    }
    const file = createHash('sha256')
      .update(body)
      .update(query.sheet ?? '')
      .digest('hex');
    const wish = { by, tables, complete, file, key, ...(basis !== undefined && { basis }) };
    const answer = await importOrganisation(ports)(wish);
    if (answer.outcome === 'unchanged') return { outcome: 'unchanged' };
    if (answer.outcome === 'rowConflicts') throw rowsProblem(answer.plan);
    const done = doneOrProblem(answer);
    return {
      outcome: done.outcome,
      record: recordReceiptDto(done.receipt),
      ...('proposal' in done && { proposal: done.proposal }),
      ...('changes' in done && { changes: done.changes }),
    };
  }

  private async read(body: Buffer, type: string, { sheet }: ImportQueryDto): Promise<readonly ReadTable[]> {
    const { tables } = this.services;
    const isCsv = type.toLowerCase().startsWith(CSV);
    if (isCsv && !sheet) throw invalidRequest('query:sheet', '导入 CSV 须指明表', 'a CSV is of one table');
    const read = readTables(isCsv ? tables.readCsv(body) : await tables.readXlsx(body), sheet);
    if (!read.ok) throw new Problem('table-unreadable', { detail: read.say });
    return read.tables;
  }
}

function rowsProblem({ rows }: ImportPlan): Problem {
  const unmet = rows.flatMap(({ sheet, at, conflicts }) =>
    conflicts.map(({ code, say, basis }) => ({
      ...{ code: 'import-conflict' as const, conflict: code, say, basis },
      at: `${sheet}:${at ?? ''}`,
    })),
  );
  return new Problem('import-conflict', { unmet: unmet.slice(0, MOST_UNMET) });
}
