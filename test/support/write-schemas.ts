import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import {
  fragmentSchema,
  overlaySchema,
  procedureSchema,
} from '../../src/engine/law/shape/definition-schemas.js';

/** Rewrites the JSON Schemas that editors use, after a change of the definition language: `npm run schemas`. */
for (const [file, schema] of [
  ['workflows/procedure.schema.json', procedureSchema()],
  ['workflows/fragment.schema.json', fragmentSchema()],
  ['workflows/overlay.schema.json', overlaySchema()],
] as const) {
  const options = { ...(await resolveConfig(file)), parser: 'json' as const };
  writeFileSync(file, await format(JSON.stringify(schema, null, 2), options));
}
