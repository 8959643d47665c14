/** Colours are for people at a terminal who have not refused them (no-color.org). */
export function useColor(): boolean {
  return process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}
