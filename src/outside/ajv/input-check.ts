import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { InputCheck, InputProblem } from '../../engine/case/input-check.js';
import type { ActDefinition, InputDefinition } from '../../engine/law/definition.js';

/** Keys of an input definition that are ours and not JSON Schema's. */
const OWN_KEYS = new Set(['title', 'optional', 'personal']);

/** An `InputCheck` by Ajv (JSON Schema 2020-12 with formats). Compiles each act once per process. */
export function ajvInputCheck(): InputCheck {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  // ajv-formats is CommonJS: under ESM the plugin is its default export's own default.
  (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
  const compiled = new WeakMap<Pick<ActDefinition, 'input'>, ValidateFunction>();
  return (act, input) => {
    let validate = compiled.get(act);
    if (!validate) {
      validate = ajv.compile(inputSchema(act));
      compiled.set(act, validate);
    }
    return validate(input) ? [] : (validate.errors ?? []).map(problemOf);
  };
}

function inputSchema(act: Pick<ActDefinition, 'input'>): Record<string, unknown> {
  const declared = Object.entries(act.input ?? {});
  return {
    type: 'object',
    additionalProperties: false,
    required: declared.filter(([, definition]) => definition.optional !== true).map(([name]) => name),
    properties: Object.fromEntries(declared.map(([name, definition]) => [name, schemaOf(definition)])),
  };
}

function schemaOf(definition: InputDefinition): Record<string, unknown> {
  return Object.fromEntries(Object.entries(definition).filter(([key]) => !OWN_KEYS.has(key)));
}

function problemOf(error: ErrorObject): InputProblem {
  const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : '';
  const extra =
    error.keyword === 'additionalProperties' ? `/${String(error.params['additionalProperty'])}` : '';
  return {
    at: `${error.instancePath}${missing}${extra}`,
    say: {
      zh: CHINESE[error.keyword]?.(error) ?? `不符合要求：${error.message ?? ''}`,
      en: error.message ?? error.keyword,
    },
  };
}

const CHINESE: Readonly<Record<string, (error: ErrorObject) => string>> = {
  required: () => '必填项未填',
  additionalProperties: () => '本行为没有此项',
  type: (error) => `类型应为 ${String(error.params['type'])}`,
  enum: (error) => `应为以下之一：${(error.params['allowedValues'] as unknown[]).join('、')}`,
  minItems: (error) => `至少 ${String(error.params['limit'])} 项`,
  uniqueItems: () => '不得重复',
  minLength: () => '不得为空',
  maxLength: (error) => `不得超过 ${String(error.params['limit'])} 字`,
  format: (error) => `格式应为 ${String(error.params['format'])}`,
};
