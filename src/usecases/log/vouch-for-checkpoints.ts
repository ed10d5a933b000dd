import { askWitnesses, type Witnessing, type WitnessingPorts } from './witness-checkpoint.js';
import { stampCheckpoints, type Stamping, type StampPorts } from './stamp-checkpoint.js';

/** Where it is said what authorities and witnesses did. */
export interface VouchingLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface VouchingPorts {
  readonly stamping: StampPorts;
  readonly witnessing: WitnessingPorts;
}

/**
 * Gives a round that has the latest checkpoint time-stamped and cosigned, as far as that is due. To be run after each
 * checkpoint and every few seconds besides; never two at once. Whoever outside fails is logged and tried again later: the
 * round ends in any case but that of the own database's failure.
 */
export function vouchForCheckpoints(ports: VouchingPorts, log: VouchingLog): () => Promise<void> {
  const stamp = stampCheckpoints(ports.stamping);
  const witness = askWitnesses(ports.witnessing);
  return async () => {
    const [stampings, witnessings] = await Promise.all([stamp(), witness()]);
    for (const stamping of stampings) sayStamping(stamping, log);
    for (const witnessing of witnessings) sayWitnessing(witnessing, log);
  };
}

function sayStamping(stamping: Stamping, log: VouchingLog): void {
  if (stamping.outcome === 'stamped') log.info({ ...stamping }, 'checkpoint stamped');
  else log.error({ ...stamping }, 'no time stamp');
}

/** Says what came of asking a witness, or of comparing with it. */
export function sayWitnessing(witnessing: Witnessing, log: VouchingLog): void {
  const { outcome } = witnessing;
  if (outcome === 'cosigned') log.info({ ...witnessing }, 'checkpoint cosigned');
  else if (outcome === 'asked') log.info({ ...witnessing }, 'witness asked');
  else if (outcome === 'failed') log.error({ ...witnessing }, 'no cosignature');
  else if (witnessing.proven)
    log.error(
      { ...witnessing },
      'a witness shows a checkpoint of this log that the database does not lead to',
    );
  else log.error({ ...witnessing }, 'a witness says, without showing it, that it has seen more of the log');
}
