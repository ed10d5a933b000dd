import { overlayMutations } from './overlays-mutation.js';

// A sample; every overlay is in test/matrix/mutation.
overlayMutations(2);
