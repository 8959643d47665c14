/**
 * The floors of the house, from the lowest: a room may import from its own floor and from those below, and from no other.
 * CONTRIBUTING.md has the same order with what each room is for; a test compares the two.
 */
export const FLOORS = [
  'packages/kube-strict/ground',
  'packages/kube-strict/validation',
  'packages/kube-strict/manifests',
  'packages/kube-strict/report',
  'packages/kube-strict/check',
  'initdata',
  'policy',
  'render/output',
  'rollout',
  'imports',
  'constructs',
  'profiles',
  'sync-hook',
  'render',
  'main.ts',
  'cli',
];

const pattern = (floors) => `^(?:${floors.map((floor) => floor.replace('.', '\\.')).join('|')})(?:/|$)`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...FLOORS.slice(0, -1).map((floor, index) => ({
      name: `${floor} imports nothing from above`,
      severity: 'error',
      from: { path: pattern([floor]), pathNot: `/test/|${pattern(FLOORS.slice(0, index))}` },
      // A room may be a folder of a higher one.
      to: { path: pattern(FLOORS.slice(index + 1)), pathNot: pattern(FLOORS.slice(0, index + 1)) },
    })),
    {
      name: 'no cycles',
      severity: 'error',
      from: { pathNot: '^imports/' },
      to: { circular: true },
    },
    {
      name: 'nothing imports tests',
      severity: 'error',
      from: { pathNot: '(?:^|/)(?:test|bench)/|^vitest' },
      to: { path: '(?:^|/)test/' },
    },
    {
      name: 'the validator is alone',
      severity: 'error',
      from: { path: '^packages/kube-strict/', pathNot: '/(?:test|bench)/' },
      to: { path: '^(?!packages/kube-strict/|node_modules/)[^/]+/' },
    },
    {
      name: 'no import of what is not there',
      severity: 'error',
      from: { pathNot: '(?:^|/)(?:test|bench)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
