/** Digits may be missing: `Gi`, `+` and `.` are zero. */
const QUANTITY = /^[-+]?[0-9]*(?:\.[0-9]*)?(?:[numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,18})?$/;
/** The blanks of strings.TrimSpace that JSON does not escape: it is the raw JSON that is trimmed. */
const BLANKS =
  ' \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000';

/** A quantity of Kubernetes' own types (apimachinery pkg/api/resource/quantity.go, parseQuantityString). */
export function isQuantity(text: string): boolean {
  let [start, end] = [0, text.length];
  while (start < end && BLANKS.includes(text.charAt(start))) start++;
  while (start < end && BLANKS.includes(text.charAt(end - 1))) end--;
  return start < end && QUANTITY.test(text.slice(start, end));
}
