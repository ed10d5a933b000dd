const { TestEnvironment } = require('jest-environment-node');

/** What the test framework leaves on the global object and must find new in the next suite. */
const FRAMEWORK =
  /^(JEST_STATE_SYMBOL|EVENT_HANDLERS|RETRY_|WAIT_BEFORE_RETRY|TEST_TIMEOUT_SYMBOL|LOG_ERRORS_|\$\$jest-matchers-object)/;

let kept;
let exit;

/** Whoever watches wants what he has just changed, and coverage is counted as modules are loaded. */
function isKept({ watch, watchAll, collectCoverage }) {
  return !watch && !watchAll && !collectCoverage;
}

/**
 * Jest's environment for Node, made once for each worker and not for each suite, so that modules linked in it can be
 * kept too (kept-runtime.cjs). Suites of one worker therefore share globals: a suite that changes one restores it.
 */
class KeptEnvironment extends TestEnvironment {
  constructor(config, context) {
    if (kept) {
      kept.forgetFramework();
      return kept;
    }
    super(config, context);
    exit = Reflect.get(this.global.process, 'exit');
    if (isKept(config.globalConfig)) kept = this;
  }

  // The framework wraps `exit` for each suite; without this the wrappers would pile up.
  forgetFramework() {
    for (const symbol of Object.getOwnPropertySymbols(this.global))
      if (FRAMEWORK.test(symbol.description ?? '')) delete this.global[symbol];
    this.global.process.exit = exit;
  }

  async teardown() {
    if (kept !== this) return super.teardown();
    this.fakeTimersModern.useRealTimers();
  }
}

module.exports = KeptEnvironment;
module.exports.isKept = isKept;
