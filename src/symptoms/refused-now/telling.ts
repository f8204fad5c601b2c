/**
 * How people of one language tell that they are refused now, and how they tell something else with the same words. The
 * patterns are for text without accents, in which every word for the refusal has become `403`.
 */
export interface Telling {
  /** The writer, or what is his, is refused now: looked for in every sentence that names the refusal. */
  refused: readonly RegExp[];
  /** He cannot go on, or calls for help: looked for in the whole message. */
  stuck: readonly RegExp[];
  /** Another story: over, planned, somebody else's, worked on, a joke, told of elsewhere. One such word is enough. */
  otherwise: readonly RegExp[];
}
