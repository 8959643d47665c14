/** How much is tried: in `npm test`, in the sample of the long tests that the gate takes, or in `npm run test:long`. */
type Size = 'quick' | 'sample' | 'long';

const SIZE = (process.env['TEST_SIZE'] ?? 'quick') as Size;

/** A number, by how much is tried. */
export function bySize(sizes: Readonly<Record<Size, number>>): number {
  return sizes[SIZE];
}

/** Every nth item, by how much is tried; the long tests take all. */
export function sampled<T>(items: readonly T[], nth: Readonly<Record<'quick' | 'sample', number>>): T[] {
  const step = SIZE === 'long' ? 1 : nth[SIZE];
  return items.filter((_, index) => index % step === 0);
}
