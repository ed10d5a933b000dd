import { parseArgs } from 'node:util';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

const USAGE = `witness key <name> --key <file>
witness serve --key <file> --state <folder> --log-key <key>... [--host <address>] [--port <number>]
witness answer <folder> [--to <folder>] --key <file> --state <folder> --log-key <key>...`;

/** What a witness is started with. */
export interface WitnessWords {
  /** File of its private key. */
  readonly key: string;
  /** Folder of what it remembers. */
  readonly state: string;
  /** Keys of the logs, as they are handed from person to person. */
  readonly logKeys: readonly string[];
}

/** A witness that runs. */
export interface RunningWitness {
  readonly url: string;
  /** Resolves when somebody has asked it to end, and it has. */
  readonly ended: Promise<void>;
}

/** What the command does outside. Each raises a `UsageError` for words that it cannot use. */
export interface WitnessDeeds {
  /** Makes a key in a file that must not be there yet. @returns the public key */
  createKey(name: string, file: string): string;
  serve(
    words: WitnessWords,
    address: { readonly host: string; readonly port: number },
  ): Promise<RunningWitness>;
  answerFiles(
    words: WitnessWords,
    folders: { readonly requests: string; readonly answers: string },
  ): Promise<readonly { readonly file: string; readonly status: number }[]>;
}

/**
 * `duecourse witness key|serve|answer`: a witness of logs (C2SP tlog-witness), for whoever is not the operator: it cosigns
 * what continues all that it has seen. `answer` does the same with files. Exit code 1 when a request was refused.
 */
export function witness(deeds: WitnessDeeds): Command {
  return async (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        state: { type: 'string' },
        'log-key': { type: 'string', multiple: true },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '8090' },
        to: { type: 'string' },
      },
    });
    const [deed, operand, ...more] = positionals;
    const { key, state, host, to } = values;
    if (more.length > 0 || key === undefined) throw new UsageError(USAGE);
    if (deed === 'key' && operand !== undefined) return createKey(deeds, operand, key, terminal);
    const logKeys = values['log-key'] ?? [];
    if (state === undefined || logKeys.length === 0) throw new UsageError(USAGE);
    const given = { key, state, logKeys };
    if (deed === 'serve' && operand === undefined) {
      const { url, ended } = await deeds.serve(given, { host, port: portOf(values.port) });
      terminal.out(`见证服务 witness: ${url}`);
      await ended;
      return 0;
    }
    if (deed !== 'answer' || operand === undefined) throw new UsageError(USAGE);
    const answers = await deeds.answerFiles(given, { requests: operand, answers: to ?? operand });
    for (const { file, status } of answers) terminal.out(`${status === 200 ? '✓' : '✗'} ${status} ${file}`);
    return answers.every(({ status }) => status === 200) ? 0 : 1;
  };
}

function createKey(deeds: WitnessDeeds, name: string, file: string, terminal: Terminal): 0 {
  if (!/^[^\s+]{1,200}$/.test(name))
    throw new UsageError(`${name}: 名称不得含空格和加号 a name has no spaces and no plus`);
  const key = deeds.createKey(name, file);
  terminal.err(`私钥 private key: ${file}`);
  terminal.err(
    '公钥交给日志的运营者和核验者 the public key is for the operator of the log and for whoever verifies:',
  );
  terminal.out(key);
  return 0;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`--port ${text}`);
  return port;
}
