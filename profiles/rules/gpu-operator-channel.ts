import type { Rule } from './rule.ts';

/** First GPU operator whose ClusterPolicy has `sandboxWorkloads.mode: kata` and the Kata device plugin. */
const FIRST = { major: 26, minor: 3 };

/** Refuses channels of the GPU operator that cannot run Kata, or that float. */
export const gpuOperatorChannel: Rule = (profile) => {
  if (profile.gpu !== 'nvidia') return [];
  const { channel } = profile.operators.gpu;
  const release = /^v(\d{1,4})\.(\d{1,4})$/.exec(channel);
  const [major, minor] = [Number(release?.[1]), Number(release?.[2])];
  if (release === null || major < FIRST.major || (major === FIRST.major && minor < FIRST.minor)) {
    const reason =
      release === null ? 'other channels move from release to release' : 'earlier releases cannot run Kata';
    return [
      {
        path: ['operators', 'gpu', 'channel'],
        message: `expected a channel vMAJOR.MINOR from v26.3 on (${reason}), found ${JSON.stringify(channel)}`,
        fix: 'write v26.3, or leave it out',
      },
    ];
  }
  return [];
};
