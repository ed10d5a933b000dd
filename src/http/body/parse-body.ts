import { Problem } from '../problems/problem.js';
import { cleanJson } from './clean-text.js';
import { scanJson } from './scan-json.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * The body of a request: UTF-8, strict JSON, bounded depth, no repeated names, every text clean and in NFC.
 * @throws Problem `malformed-json` with line and column, `invalid-text` with pointers.
 */
export function parseBody(body: Buffer): unknown {
  const text = decoded(body);
  const fault = scanJson(text);
  if (fault) {
    throw new Problem('malformed-json', {
      detail: {
        zh: `第 ${fault.line} 行第 ${fault.column} 列（位置 ${fault.offset}）：${fault.zh}`,
        en: `line ${fault.line}, column ${fault.column} (position ${fault.offset}): ${fault.en}`,
      },
    });
  }
  const clean = cleanJson(JSON.parse(text));
  if ('faults' in clean) throw new Problem('invalid-text', { unmet: clean.faults });
  return clean.value;
}

function decoded(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw new Problem(
      'malformed-json',
      { detail: { zh: '请求体不是 UTF-8 编码', en: 'The body is not UTF-8' } },
      { cause },
    );
  }
}
