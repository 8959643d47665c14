import { describe } from 'vitest';
import { SHAPES } from '../simulator/shapes.ts';
import { itEndsWhateverHappens } from './support/random-schedules.ts';
import { hasPython, NEEDS_PYTHON } from './support/scenario.ts';

describe.skipIf(!hasPython)(`whatever goes wrong on a cluster of several nodes ${NEEDS_PYTHON}`, () => {
  itEndsWhateverHappens(
    SHAPES.filter(({ topology }) => topology === 'multi-node'),
    500,
  );
});
