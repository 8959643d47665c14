import { fixedNodeCount } from '../profile.ts';
import type { Rule } from './rule.ts';

/**
 * Refuses a number of nodes that the topology contradicts, and asks for one where only the owner knows it. The gates
 * wait for that many: without a number they would pass before the first node is labelled.
 */
export const nodeCount: Rule = ({ topology, nodes }) => {
  const path = ['nodes', 'expected'];
  const fixed = fixedNodeCount(topology);
  if (fixed === undefined) {
    if (nodes.expected !== undefined) return [];
    const message = `missing, and topology ${topology} does not tell how many nodes run confidential pods`;
    return [{ path, message, fix: 'add "expected: 3" (your number of nodes) below "nodes:"' }];
  }
  if (nodes.expected === undefined || nodes.expected === fixed) return [];
  const message = `expected ${fixed} with topology ${topology}, found ${nodes.expected}`;
  return [{ path, message, fix: `write ${fixed}, leave it out, or change the topology` }];
};
