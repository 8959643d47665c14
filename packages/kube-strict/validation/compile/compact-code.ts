const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const CONSTANT = `(?:${STRING}|-?[0-9][-+.0-9e]*|schema[0-9]+(?:\\.[A-Za-z_$][\\w$]*|\\[(?:${STRING}|[0-9]+)\\])*)`;
const PARAMS = `\\{(?:\\w+: ?${CONSTANT}(?:, ?)?)*\\}`;
/** How Ajv adds an error to those it has. Its parts: name, path, what does not depend on the data. */
const ADD_ERROR = new RegExp(
  `const (err[0-9]+) = \\{instancePath(?::([^;]*?))?,(schemaPath:${STRING},keyword:${STRING},params:${PARAMS})\\};` +
    'if\\(vErrors === null\\)\\{vErrors = \\[\\1\\];\\}else \\{vErrors\\.push\\(\\1\\);\\}',
  'g',
);
const JOIN_ERRORS = /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g;

/**
 * Ajv's code with a short call, `E(vErrors, path, index)`, in place of each of the many lines that add an error: a third
 * of the size.
 *
 * @returns the code, and the errors by index, as the text of an array
 */
export function compactErrors(code: string): { code: string; errors: string } {
  const errors: string[] = [];
  const compact = code.replace(ADD_ERROR, (_match, _name, path: string | undefined, error: string) => {
    errors.push(`{${error}}`);
    return `vErrors=E(vErrors,${path ?? 'instancePath'},${errors.length - 1});`;
  });
  return { code: compact, errors: `[${errors.join()}]` };
}

/**
 * Makes joining errors take linear time. Ajv copies all errors so far for each item of a list that has some, which takes
 * hours for a megabyte of wrong items.
 */
export function joinInPlace(code: string): string {
  return code.replace(
    JOIN_ERRORS,
    (_match, name: string) =>
      `if(vErrors === null)vErrors = ${name}.errors;else for(const error of ${name}.errors)vErrors.push(error);`,
  );
}
