/** Thrown where a text cannot be changed without changing more than was asked for. */
export class Uneditable extends Error {
  constructor(
    /** Where in the text of the document. */
    readonly start: number,
    /** One sentence. */
    override readonly message: string,
    readonly fix: string,
  ) {
    super(message);
    this.name = 'Uneditable';
  }
}
