/** Why a definition of ours may be other than the published one: the reason, by file and difference (see compareCrds). */
export const ALLOWED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'externalsecrets.external-secrets.io.yaml': {
    'v1beta1: only published': 'It is not served: no object can be written in it.',
  },
};
