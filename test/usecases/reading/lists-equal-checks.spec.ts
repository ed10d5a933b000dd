import { listsEqualChecks } from './lists-equal-checks.js';

// A sample; 100 organisations are in test/matrix/random.
listsEqualChecks(15);
