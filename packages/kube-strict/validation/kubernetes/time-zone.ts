/**
 * Whether there is a time zone of this name, as Go looks for it in its database (time/zoneinfo.go): in exactly this
 * case, and not that of the machine.
 */
export function timeZone(name: string): string | undefined {
  return isWellFormed(name) && isKnown(name)
    ? undefined
    : 'a time zone by its name, such as Europe/Berlin or Etc/UTC';
}

/** k8s.io/kubernetes pkg/apis/batch/validation/validation.go, validateTimeZone. */
function isWellFormed(name: string): boolean {
  return (
    name.toLowerCase() !== 'local' &&
    name
      .split('/')
      .every(
        (part) =>
          /^[A-Za-z.\-_0-9+]{1,14}$/.test(part) && !part.startsWith('-') && part !== '.' && part !== '..',
      )
  );
}

function isKnown(name: string): boolean {
  const names = Intl.supportedValuesOf('timeZone');
  if (names.includes(name)) return true;
  // Intl takes any case. It does not list old names.
  const lowerCase = name.toLowerCase();
  if (!/^[A-Z]/.test(name) || names.some((other) => other.toLowerCase() === lowerCase)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
