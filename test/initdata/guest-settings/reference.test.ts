import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GUEST_KEYS } from '../../../initdata/guest-settings/keys.ts';
import { guestSettingsReference } from '../../../initdata/guest-settings/reference.ts';

const FILE = fileURLToPath(new URL('../../../docs/guest-settings.md', import.meta.url));

describe('the page about settings of the guest', () => {
  it('is current (renew it with: npx vitest run test/initdata -u)', async () => {
    await expect(guestSettingsReference()).toMatchFileSnapshot(FILE);
  });

  it('has a line for every key', () => {
    const lines = guestSettingsReference()
      .split('\n')
      .filter((line) => line.includes('` | '));
    expect(lines.length).toBeGreaterThanOrEqual(GUEST_KEYS.length);
  });
});
