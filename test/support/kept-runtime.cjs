const { pathToFileURL } = require('node:url');
const Runtime = require('jest-runtime').default;
const { isKept } = require('./kept-environment.cjs');

/** Made for one suite, by the importing module's address. */
const FRAMEWORK = '@jest/globals/';

let kept;

/**
 * Jest's module loader, made once for each worker: the modules of `src`, of the packages and of what tests share are
 * linked and evaluated once, as in the service, and only a suite itself is evaluated anew. Importing the service took
 * longer than most suites do. Reads fields of Jest's loader that are not documented: its version is pinned.
 */
class KeptRuntime extends Runtime {
  constructor(...given) {
    const [testPath, globalConfig] = given.slice(6);
    if (kept) return kept.forSuite(testPath);
    super(...given);
    if (isKept(globalConfig)) kept = this;
  }

  forSuite(testPath) {
    this._testPath = testPath;
    this.esmLoader.testPath = testPath;
    this.executor.testPath = testPath;
    return this;
  }

  teardown() {
    if (kept !== this) return super.teardown();
    this.restoreAllMocks();
    const { esModuleRegistry, internalModuleRegistry } = this.registries;
    for (const key of esModuleRegistry.keys()) {
      if (!key.startsWith(FRAMEWORK)) continue;
      // Whoever took `expect` of this suite is evaluated anew with that of the next.
      esModuleRegistry.delete(pathToFileURL(key.slice(FRAMEWORK.length)).href);
      esModuleRegistry.delete(key);
    }
    esModuleRegistry.delete(pathToFileURL(this._testPath).href);
    internalModuleRegistry.clear();
    this.testMainModule.reset();
    this.mockState.clear();
    this.jestGlobals.clearJestObjectCache();
  }
}

module.exports = KeptRuntime;
