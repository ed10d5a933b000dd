import type { DataSource } from 'typeorm';
import { readShape } from './catalogue.js';
import type { Finding, FindingCode } from './finding.js';
import { SHIPPED_SCHEMA } from './shipped-schema.js';

/** Compares the schema with the one that this build ships: migrations, tables, views, triggers, functions. */
export async function checkSchema(dataSource: DataSource): Promise<Finding[]> {
  const versions = await checkMigrations(dataSource);
  // A newer or older schema differs in everything; one sentence says more than fifty.
  if (versions.length > 0) return versions;
  const shape = await readShape(dataSource);
  return [
    ...compare(shape.tables, SHIPPED_SCHEMA.tables, { missing: 'table-missing', differs: 'table-differs' }),
    ...compare(shape.views, SHIPPED_SCHEMA.views, { missing: 'view-differs', differs: 'view-differs' }),
    ...compare(shape.triggers, SHIPPED_SCHEMA.triggers, {
      missing: 'trigger-missing',
      differs: 'trigger-differs',
      additional: 'trigger-additional',
    }),
    ...compare(shape.functions, SHIPPED_SCHEMA.functions, {
      missing: 'function-missing',
      differs: 'function-differs',
      additional: 'function-additional',
    }),
  ];
}

async function checkMigrations(dataSource: DataSource): Promise<Finding[]> {
  const known = dataSource.migrations.map(({ name }) => name ?? '');
  const rows = await dataSource.query<{ name: string }[]>('select name from schema_migrations');
  const run = new Set(rows.map(({ name }) => name));
  const newer = [...run].filter((name) => !known.includes(name));
  const missing = known.filter((name) => !run.has(name));
  return [
    ...newer.map((name): Finding => ({
      code: 'schema-newer',
      zh: `数据库的结构比本版本新（${name}）`,
      en: `the schema is newer than this build (${name})`,
    })),
    ...missing.map((name): Finding => ({
      code: 'schema-older',
      zh: `数据库尚未执行迁移 ${name}`,
      en: `migration ${name} has not been run`,
    })),
  ];
}

interface Codes {
  readonly missing: FindingCode;
  readonly differs: FindingCode;
  /** Not given: what is there beside ours is nobody's business. */
  readonly additional?: FindingCode;
}

type Named = Readonly<Record<string, string>>;

function compare(found: Named, shipped: Named, codes: Codes): Finding[] {
  const findings: Finding[] = [];
  for (const [name, definition] of Object.entries(shipped)) {
    const own = Object.hasOwn(found, name) ? found[name] : undefined;
    if (own === undefined) {
      findings.push({ code: codes.missing, zh: `缺少 ${name}`, en: `${name} is missing` });
    } else if (own !== definition) {
      findings.push({
        code: codes.differs,
        zh: `${name} 与本版本交付的不同`,
        en: `${name} is not as this build ships it`,
      });
    }
  }
  for (const name of Object.keys(found)) {
    if (codes.additional === undefined || Object.hasOwn(shipped, name)) continue;
    findings.push({ code: codes.additional, zh: `多出 ${name}`, en: `${name} is not ours` });
  }
  return findings;
}
