// The same, with hundreds of rollouts.
import './random-converged.test.ts';
