import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { FLOORS }: { readonly FLOORS: readonly string[] } = await import(`${root}.dependency-cruiser.mjs`);
const rooms = [...readFileSync(`${root}CONTRIBUTING.md`, 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map(
  ([, room = '']) => room.replace(/\/$/, ''),
);

describe('the map of the rooms', () => {
  it('has the order that imports are held to', () => {
    const order = [...FLOORS].reverse().filter((floor) => rooms.includes(floor));
    expect(rooms.filter((room) => order.includes(room))).toEqual(order);
    // A floor that has no line of its own is a folder of a room that has one.
    const inRooms = FLOORS.filter((floor) => rooms.some((room) => `${floor}/`.startsWith(`${room}/`)));
    expect(inRooms).toEqual(FLOORS);
  });

  it('has twelve rooms at most, in fifteen folders at most', () => {
    expect(rooms.length).toBeLessThanOrEqual(12);
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
    const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
    expect([...folders].filter((folder) => !folder?.startsWith('.')).length).toBeLessThanOrEqual(15);
  });
});
