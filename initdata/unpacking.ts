import { type DecodedInitdata, decodeInitdata } from './decode.ts';

/**
 * How much may come out of all initdata of a run: so much for each byte that goes in, and some more. Agent policies pack to
 * a fifth at best; gzip can reach a thousandth, and the whole of a run is then more than a machine holds.
 */
const GROWTH = 16;
const ALLOWANCE = 8 * 1024 * 1024;

/** Decodes the initdata of a run, in bounds for all of it together. */
export class Unpacking {
  private left = ALLOWANCE;

  decode(value: string): DecodedInitdata {
    this.left += GROWTH * value.length;
    if (this.left <= 0) return { fault: EXHAUSTED };
    const decoded = decodeInitdata(value);
    if ('toml' in decoded) this.left -= decoded.toml.length;
    return decoded;
  }
}

const EXHAUSTED = `with that before it, it unpacks to more than ${GROWTH} times its size; judge fewer objects at once`;
