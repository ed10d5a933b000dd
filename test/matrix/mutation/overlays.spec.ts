import { overlayMutations } from '../../workflows/overlays-mutation.js';

overlayMutations();
