import { SequencerChild } from '../../../src/outside/sequencer/sequencer-child.js';

/** A service that has nothing but its sequencer: to be killed. Words: the child's program, and its folder. */
const [, , program = '', folder = ''] = process.argv;
new SequencerChild({ program, databaseUrl: folder, onEnd: () => undefined }).start();
