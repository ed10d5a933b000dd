import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { checkProcedures } from '../../src/cli/check-procedures.js';
import { compareOverlay } from '../../src/cli/compare-overlay.js';
import { publishVersion } from '../../src/cli/publish-version.js';
import { loadProcedureFile } from '../../src/cli/law-files.js';
import { runCommand } from '../../src/cli/run-command.js';
import { overlaySchema } from '../../src/engine/law/shape/definition-schemas.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { marked } from '../docs/marked-blocks.js';
import { FakeTerminal } from '../cli/fake-terminal.js';
import { approvedText } from './approved-text.js';

const FOLDER = 'workflows/overlays';
const REFUSED = 'refused-example';
const FILES = readdirSync(FOLDER)
  .flatMap((jurisdiction) =>
    readdirSync(join(FOLDER, jurisdiction)).map((file) => [jurisdiction, file] as const),
  )
  .filter(([, file]) => file.endsWith('.yaml'));
const SHIPPED = FILES.filter(([jurisdiction]) => jurisdiction !== REFUSED);

const valid = new Ajv2020({ strict: false }).compile(overlaySchema());

const run = async (...words: string[]) => {
  const terminal = new FakeTerminal();
  const commands = { diff: compareOverlay(nodeHash), check: checkProcedures(nodeHash) };
  return { code: await runCommand(commands, words, terminal), terminal };
};

describe('the overlays that ship', () => {
  it('are those of law.md §2 that the mission names', () => {
    expect([...new Set(SHIPPED.map(([jurisdiction]) => jurisdiction))].toSorted()).toEqual([
      ...['golmud', 'guanghan', 'heilongjiang', 'qinghai', 'quzhou', 'shanghai'],
    ]);
  });

  it.each(FILES)(
    '%s/%s has the shape that editors check, and its sources beside it',
    (jurisdiction, file) => {
      valid(parse(readFileSync(join(FOLDER, jurisdiction, file), 'utf8')));
      expect(valid.errors ?? []).toEqual([]);
      expect(existsSync(join(FOLDER, jurisdiction, 'law.md'))).toBe(true);
    },
  );

  it.each(SHIPPED)(
    '%s/%s links and lints without an error, as a version of its own',
    (jurisdiction, file) => {
      const loaded = loadProcedureFile(join(FOLDER, jurisdiction, file), 'workflows/fragments', nodeHash, {
        prove: false,
      });
      expect(loaded.ok ? [] : loaded.problems).toEqual([]);
      if (!loaded.ok) return;
      const [procedure = ''] = file.split('.');
      expect(loaded.compiled.definition.procedure).toBe(procedure);
      expect(loaded.compiled.definition.overlays?.at(-1)?.overlay).toBe(
        `overlays/${jurisdiction}/${procedure}`,
      );
    },
  );

  it.each(SHIPPED)('%s/%s is told in words as approved', async (jurisdiction, file) => {
    const [procedure = ''] = file.split('.');
    const { code, terminal } = await run('diff', `national/${procedure}`, `overlays/${jurisdiction}`);
    expect(terminal.complaints).toEqual([]);
    expect(code).toBe(0);
    expect(terminal.text).toBe(approvedText(`${jurisdiction}-${procedure}`, terminal.text, 'overlays'));
  });

  it('has every line of 格尔木 with its source, the lines of 青海 among them', async () => {
    const { terminal } = await run('diff', 'national/major-decision', 'overlays/golmud', '--json');
    const differences = JSON.parse(terminal.text) as readonly { overlay: string; source: string }[];
    expect(differences.every(({ source }) => source.startsWith('《'))).toBe(true);
    expect(new Set(differences.map(({ overlay }) => overlay)).size).toBe(2);
  });
});

describe('the local rule that is weaker than the national floor', () => {
  it('is refused, with both provisions and both values', async () => {
    const { code, terminal } = await run('check', `${FOLDER}/${REFUSED}/major-decision.yaml`);
    expect(code).toBe(1);
    expect(terminal.text).toContain('《重大行政决策程序暂行条例》第十五条第一款规定不少于30日');
    expect(terminal.text).toContain('规定不少于10个工作日。期限更短，不予采用');
  });

  it('is not published, and both texts are quoted', async () => {
    const published: string[] = [];
    const publish = publishVersion({
      hash: nodeHash,
      publish: ({ compiled }) => {
        published.push(compiled.definition.procedure);
        return Promise.resolve(undefined);
      },
    });
    const terminal = new FakeTerminal();
    const words = ['publish', `${FOLDER}/${REFUSED}/major-decision.yaml`, '--token-file', 'no-token'];
    expect(await runCommand({ publish }, words, terminal)).toBe(1);
    expect(published).toEqual([]);
    expect(terminal.text).toContain('《重大行政决策程序暂行条例》第十五条第一款规定不少于30日');
    expect(terminal.text).toContain(
      '《佛山市重大行政决策听取公众意见的规定（2015年文本）》规定不少于10个工作日',
    );
    expect(terminal.text).toContain('决策条例 15.1 demands');
    expect(terminal.text).toContain('某市公示规定 全文 gives');
  });

  it('is told by diff as well', async () => {
    const { code, terminal } = await run('diff', 'national/major-decision', `overlays/${REFUSED}`);
    expect(code).toBe(1);
    expect(terminal.complaints.join()).toContain('floor-shortened');
    expect(terminal.text).toBe('');
  });
});

describe('duecourse diff', () => {
  let library: string;
  beforeAll(() => {
    library = mkdtempSync(join(tmpdir(), 'duecourse-overlays-'));
    const put = (path: string, text: string): void => {
      mkdirSync(join(library, path, '..'), { recursive: true });
      writeFileSync(join(library, path), text);
    };
    const fixture = (name: string): string =>
      readFileSync(`test/engine/law/overlay/fixtures/${name}`, 'utf8');
    put('national/small-decision/procedure.yaml', fixture('national.yaml'));
    put('overlays/city/small-decision.yaml', fixture('city.yaml'));
    put(
      'overlays/lost/small-decision.yaml',
      fixture('city.yaml').replace('on: national/', 'on: overlays/nowhere/'),
    );
    put(
      'overlays/round/small-decision.yaml',
      fixture('city.yaml').replace('on: national/', 'on: overlays/round/'),
    );
  });
  afterAll(() => rmSync(library, { recursive: true, force: true }));
  const at = (place: string): string => join(library, place);

  it('takes the overlay that the page on writing procedures shows', async () => {
    const written = (marker: string): string => marked(marker)[0]?.text ?? '';
    mkdirSync(at('national/information-request'), { recursive: true });
    writeFileSync(at('national/information-request/procedure.yaml'), written('yaml procedure'));
    mkdirSync(at('overlays/some-city'), { recursive: true });
    writeFileSync(at('overlays/some-city/information-request.yaml'), written('yaml overlay'));
    const checked = await run('check', at('overlays/some-city/information-request.yaml'));
    expect(checked.terminal.lines).toEqual([
      expect.stringMatching(/information-request [0-9a-f]{64}$/),
      expect.stringContaining('properties proved'),
    ]);
    const { terminal } = await run('diff', at('national/information-request'), at('overlays/some-city'));
    expect(terminal.lines).toContain(
      '↑ 期限「答复期限」由不超过20个工作日改为不超过15个工作日（某市：《某市政府信息公开规定》第六条）',
    );
  });

  it('tells every kind of change in the order of the procedure, in Chinese', async () => {
    const { code, terminal } = await run('diff', at('national/small-decision'), at('overlays/city'));
    expect(code).toBe(0);
    expect(terminal.text).toBe(approvedText('city-small-decision', terminal.text, 'overlays'));
  });

  it('and in English', async () => {
    const { terminal } = await run('diff', at('national/small-decision'), at('overlays/city'), '--en');
    expect(terminal.text).toBe(approvedText('city-small-decision-en', terminal.text, 'overlays'));
  });

  it.each([
    [['national/small-decision']],
    [['national/small-decision', 'overlays/nowhere']],
    [['national/small-decision', 'overlays/lost']],
    [['national/small-decision', 'overlays/round']],
  ])('ends with 2 for %j', async (places) => {
    const { code, terminal } = await run('diff', ...places.map(at));
    expect(code).toBe(2);
    expect(terminal.complaints.join()).not.toBe('');
  });

  it('ends with 2 where the overlay lies over another procedure', async () => {
    const { code, terminal } = await run(
      'diff',
      'national/administrative-licence',
      at('overlays/city/small-decision'),
    );
    expect(code).toBe(2);
    expect(terminal.complaints.join()).toContain('lies over another procedure');
  });
});
