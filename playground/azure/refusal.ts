/** An answer of a simulated service. A text body is sent as it is, anything else as JSON; no body means an empty one. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Thrown where a simulated service refuses; `answer` is what the client gets. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}
