import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { suggest } from '../../engine/law/suggest.js';
import { SETTING_RULES } from './setting-rules.js';
import { type Settings, SettingsError } from './settings.js';

type Raw = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Which variable sets which key; a third member turns the text into a number. */
const VARIABLES: Readonly<Record<string, readonly [section: string, key: string, kind: 'text' | 'number']>> =
  {
    DATABASE_URL: ['database', 'url', 'text'],
    DATABASE_MIGRATION_URL: ['database', 'migrationUrl', 'text'],
    DUECOURSE_MODE: ['installation', 'mode', 'text'],
    DUECOURSE_SIMULATED_START: ['installation', 'simulatedStart', 'text'],
    DUECOURSE_HOST: ['http', 'host', 'text'],
    DUECOURSE_PORT: ['http', 'port', 'number'],
    DUECOURSE_DATA: ['data', 'directory', 'text'],
    DUECOURSE_LOG_LEVEL: ['log', 'level', 'text'],
  };

const DEFAULT_FILE = 'config/default.yaml';

/**
 * The settings: `config/default.yaml`, the file that `DUECOURSE_CONFIG` names laid over it, then the environment.
 *
 * @throws SettingsError for an unreadable file, an unknown or missing key, a value of the wrong kind.
 */
export function loadSettings(environment: Environment, defaultFile: string = DEFAULT_FILE): Settings {
  refuseMisspelt(environment);
  const layers = [readLayer(defaultFile)];
  const own = environment['DUECOURSE_CONFIG'];
  if (own !== undefined && own !== '') layers.push(readLayer(own));
  layers.push(environmentLayer(environment));
  const merged: Record<string, Record<string, unknown>> = {};
  for (const [section, keys] of Object.entries(SETTING_RULES)) {
    merged[section] = Object.assign({}, ...layers.map((layer) => layer[section] ?? {})) as Record<
      string,
      unknown
    >;
    for (const key of Object.keys(keys)) {
      if (!(key in merged[section])) throw new SettingsError(`${defaultFile}: ${section}.${key} is missing`);
    }
  }
  return merged as unknown as Settings;
}

const PREFIX = 'DUECOURSE_';

/** A variable that nearly has one of our names is a slip of the pen; any other is none of our business. */
function refuseMisspelt(environment: Environment): void {
  const known = [...Object.keys(VARIABLES), 'DUECOURSE_CONFIG'];
  // Compared without the prefix: what all names share says nothing about which was meant.
  const byEnding = new Map(known.map((name) => [name.replace(PREFIX, ''), name]));
  for (const name of Object.keys(environment)) {
    if (!name.startsWith(PREFIX) || known.includes(name)) continue;
    const meant = byEnding.get(suggest(name.slice(PREFIX.length), byEnding.keys()) ?? '');
    if (meant) throw new SettingsError(`${name}: no such variable; did you mean ${meant}?`);
  }
}

function environmentLayer(environment: Environment): Raw {
  const layer: Record<string, Record<string, unknown>> = {};
  for (const [name, [section, key, kind]] of Object.entries(VARIABLES)) {
    const text = environment[name];
    if (text === undefined || text === '') continue;
    const value = kind === 'number' && /^\d+$/.test(text) ? Number(text) : text;
    checkValue(name, section, key, value);
    (layer[section] ??= {})[key] = value;
  }
  return layer;
}

function readLayer(file: string): Raw {
  const content = readYaml(file);
  for (const [section, keys] of Object.entries(content)) {
    const rules = SETTING_RULES[section];
    if (!rules) throw unknownKey(file, section, Object.keys(SETTING_RULES));
    if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) {
      throw new SettingsError(`${file}: ${section} must hold keys`);
    }
    for (const [key, value] of Object.entries(keys)) {
      if (!(key in rules))
        throw unknownKey(
          file,
          `${section}.${key}`,
          Object.keys(rules).map((one) => `${section}.${one}`),
        );
      checkValue(`${file}: ${section}.${key}`, section, key, value);
    }
  }
  return content as Raw;
}

function readYaml(file: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (cause) {
    throw new SettingsError(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (typeof content !== 'object' || Array.isArray(content))
    throw new SettingsError(`${file}: must hold sections`);
  return content as Readonly<Record<string, unknown>>;
}

function checkValue(place: string, section: string, key: string, value: unknown): void {
  const expected = SETTING_RULES[section]?.[key]?.(value);
  if (expected !== undefined) {
    const shown = section === 'database' && /url$/i.test(key) ? 'what is written' : JSON.stringify(value);
    throw new SettingsError(`${place}: expected ${expected}, not ${shown}`);
  }
}

function unknownKey(file: string, key: string, known: readonly string[]): SettingsError {
  const meant = suggest(key, known);
  return new SettingsError(`${file}: no such setting ${key}${meant ? `; did you mean ${meant}?` : ''}`);
}
