/**
 * The `byte` of custom resources: padded standard base64 of at least one byte, without line breaks
 * (kube-openapi pkg/internal/third_party/govalidator, IsBase64).
 */
export function isBase64(text: string): boolean {
  return text !== '' && isPadded(text);
}

/** The bytes of Kubernetes' own types: Go's encoding/base64 StdEncoding, which skips line breaks. */
export function isGoBase64(text: string): boolean {
  return isPadded(text.replaceAll(/[\r\n]/g, ''));
}

function isPadded(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
