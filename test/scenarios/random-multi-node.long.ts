// The same, with hundreds of rollouts.
import './random-multi-node.test.ts';
