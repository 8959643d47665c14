/** What a person is told of an image. */
interface ImageWords {
  /** Left out: an image by digest. */
  readonly expected?: string;
  readonly fix: string;
}

/** What is wrong with the reference of an image, the first thing that a person has to mend. */
export function imageWords(value: unknown): ImageWords {
  const text = typeof value === 'string' && /^[\w.:/@+-]{1,600}$/.test(value) ? value : '';
  const scheme = /^[a-z]+:\/\//.exec(text)?.[0];
  if (scheme !== undefined) {
    return { expected: `expected an image without "${scheme}"`, fix: `write ${text.slice(scheme.length)}` };
  }
  const [name = '', digest] = text.split('@', 2);
  const full = withRegistry(name);
  if (name !== '' && full !== name) {
    const hint = digest === undefined ? `; ${printDigest(full)}` : '';
    return {
      expected: 'expected an image with the host of its registry, which nodes and guests do not guess',
      fix: `write ${full}@${digest ?? 'sha256:DIGEST'}, or the host of your registry${hint}`,
    };
  }
  if (/[A-Z]/.test(name.replace(/:[^/]*$/, ''))) {
    return { expected: 'expected an image in lower case', fix: `write ${text.toLowerCase()}` };
  }
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    const [algorithm = '', hex = ''] = digest.split(':', 2);
    const found = algorithm === 'sha256' ? `${hex.length} characters` : algorithm;
    const expected = `expected "sha256:" and 64 hexadecimal digits after "@", there ${found === algorithm ? 'is' : 'are'} ${found}`;
    return { expected, fix: printDigest(name) };
  }
  return { fix: `pin it by digest; ${printDigest(text === '' ? 'IMAGE' : text)}` };
}

/** As Docker completes a short name; the first part is a host when it has a full stop or a port. */
function withRegistry(name: string): string {
  const [host = '', ...rest] = name.split('/');
  if (rest.length === 0) return `docker.io/library/${name}`;
  return /[.:]/.test(host) || host === 'localhost' ? name : `docker.io/${name}`;
}

function printDigest(image: string): string {
  return `skopeo inspect --format '{{.Digest}}' docker://${image} prints the digest`;
}
