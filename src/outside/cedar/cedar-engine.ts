import { setFlagsFromString } from 'node:v8';

// V8 of Node 20 ends the process ("unreachable code" in DoComputeBuiltinContinuation) when a JavaScript function into
// which it compiled a call to WebAssembly that returns a reference is thrown back to the interpreter during that call.
// Every call to Cedar is of that kind. The flag is read whenever a function is compiled, so it must stand before any of
// them is hot; what it costs a call cannot be measured.
setFlagsFromString('--no-turbo-inline-js-wasm-calls');

/** Cedar in this process. The one place that imports it, so that no call is made without the flag above. */
export {
  type AuthorizationAnswer,
  type Context,
  type DetailedError,
  type PolicyJson,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  schemaToJsonWithResolvedTypes,
  type StatefulAuthorizationCall,
  statefulIsAuthorized,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs';
