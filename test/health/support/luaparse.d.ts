declare module 'luaparse' {
  export interface Chunk {
    /** With option `scope`: the names that are no local variables. */
    readonly globals: readonly { readonly name: string }[];
  }
  /** Parses a script; throws a SyntaxError where it is none. */
  export function parse(code: string, options: { luaVersion: '5.1' | '5.2' | '5.3'; scope?: boolean }): Chunk;
}
