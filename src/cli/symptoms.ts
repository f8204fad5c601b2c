/** `npm run symptoms < lines.jsonl`: each line `{"text": …}` to its SymptomReport as one JSON line. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { readSymptoms } from '../symptoms/read-symptoms.ts';

// The reader has gone ('| head -1'): there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

let lineNumber = 0;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  lineNumber += 1;
  if (line.trim() === '') continue;
  const text = textOf(line);
  if (text === undefined) {
    process.stderr.write(
      `line ${lineNumber}: expected one JSON object with a string "text", such as {"text": "403 on ADT"}\n`,
    );
    process.exitCode = 1;
    continue;
  }
  if (!process.stdout.write(`${JSON.stringify(readSymptoms(text))}\n`)) await once(process.stdout, 'drain');
}

function textOf(line: string): string | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const text = typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined;
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
