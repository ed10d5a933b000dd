import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { SystemIds } from '../../../src/outside/crypto/ids.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { PostgresLedger } from '../../../src/store/ledger.js';
import { PostgresLogState } from '../../../src/store/log/log-state.js';
import { onPool } from '../../../src/store/log/tile-reads.js';
import type { LogRecordPorts } from '../../../src/usecases/log/log-records.js';
import { ledgerStanding, type LogStanding } from '../../../src/usecases/log/log-standing.js';
import { type LogRecovery, recoverLog } from '../../../src/usecases/log/recover-log.js';
import { WriteGate } from '../../../src/usecases/log/write-gate.js';
import { NOW } from '../../support/fake-case.js';
import { LOG, sequencerBench, type SequencerBench } from '../../store/log/sequencer-bench.js';
import type { Installation } from '../../../src/usecases/ports.js';

const INSTALLATION: Installation = {
  ...{ log: LOG, mode: 'real', zone: 'Asia/Shanghai' as Installation['zone'], engine: 'test' },
};
const TABLES = [
  ...['streams', 'records', 'record_parts', 'cases', 'case_parties', 'sequence_queue'],
  ...['log_entries', 'log_tiles', 'log_checkpoints'],
];

/** A database with a log that can be copied and put back, with all that is needed to take the log up anew. */
export class RestorableLog {
  readonly gate = new WriteGate();
  readonly state: PostgresLogState;

  private constructor(readonly bench: SequencerBench) {
    this.state = new PostgresLogState(onPool(bench.database.dataSource), LOG_HASHES);
  }

  static async open(): Promise<RestorableLog> {
    return new RestorableLog(await sequencerBench());
  }

  standing(ports = this.bench.ports): Promise<LogStanding> {
    return ledgerStanding(ports, this.state);
  }

  recordPorts(): LogRecordPorts & { readonly ledger: PostgresLedger } {
    return {
      ledger: new PostgresLedger(this.bench.database.dataSource, undefined, this.gate),
      now: { now: () => Promise.resolve(NOW) },
      ids: new SystemIds(),
      hash: nodeHash,
      installation: INSTALLATION,
    };
  }

  recover(standing = this.bench.ports): Promise<LogRecovery> {
    const { state, gate } = this;
    const ports = { ...this.recordPorts(), standing, state, gate, signers: this.bench.signers };
    return recoverLog(ports)({ reason: '机房断电后由备份恢复', operator: 'root' });
  }

  /** Copies all rows aside. */
  async backup(): Promise<void> {
    const { owner } = this.bench.database;
    await owner.query('drop schema if exists backup cascade');
    await owner.query('create schema backup');
    for (const table of TABLES)
      await owner.query(`create table backup.${table} as select * from public.${table}`);
  }

  /** Puts them back. */
  async restore(): Promise<void> {
    await this.unguarded(
      TABLES.flatMap((table) => {
        const always = table === 'sequence_queue' ? 'overriding system value' : '';
        return [
          `delete from public.${table}`,
          `insert into public.${table} ${always} select * from backup.${table}`,
        ];
      }),
    );
  }

  /** Runs statements past every trigger, as a restore does. */
  async unguarded(statements: readonly string[]): Promise<void> {
    await this.bench.database.owner.transaction(async (manager) => {
      await manager.query('set local session_replication_role = replica');
      for (const statement of statements) await manager.query(statement);
    });
  }
}
