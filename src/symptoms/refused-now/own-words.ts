/** What programs print: traces, answers, log lines. */
const printed: readonly RegExp[] = [
  // Set in, or of signs alone.
  /^(?:\s{2,40}\S|\t)|^\W{0,80}$/,
  // Traces.
  /^\s?(?:(?:at|bei) (?:async )?\S{3,200}[.(]|File "|Traceback|Caused by|Unhandled|Exception in |In \[|At [A-Z]:\\|Invoke-\w|System\.|[\w.]{3,100}(?:Exception|Error)\b|Error: )/,
  // An answer, its head and its body.
  /^\s?(?:[<>*] )?(?:HTTP\/|(?:GET|POST|PUT|PATCH|DELETE|HEAD) (?:https?:|\/)|RESPONSE \d|Connected to|Trying |[{}\]]|["'][\w.@$-]{1,40}["']: |(?:Status(?: ?Code)?|Content(?:-\w{1,10})?|Headers|ErrorCode|Response|Message|Code|Host|Authorization|Date|Server|Accept|User-Agent|Connection|Vary|traceresponse|Cache-Control|Transfer-Encoding|Strict-Transport-Security|(?:x-ms|www)-[\w-]{1,40}) ?[:=])/i,
  // Logs.
  /^(?:\[?\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}[T ,]|\[?\d\d:\d\d:\d\d|\((?:Forbidden|AuthorizationFailed)\)|Forbidden(?:Error:|\(|$)|Operation returned|Service request failed|[\w-]{1,30}[._][\w.-]{1,60}(?<!azure\.net): |\w{0,20}status ?code\b|---|```)/i,
  /^\[?(?:ERROR?|WRN|WARN(?:ING)?|INF|INFO(?!:)|INFORMATION|DEBUG|FATAL|HPM)\b|^(?:fail|info|warn|dbug|crit|trce): /,
];
/** What a person types into a shell, or shows of it. */
const typed =
  /^\s{0,10}(?:[\w@:~/-]{0,40} ?[$#>%] |PS [\w:\\/~>-]{1,60} ?|C:\\\S{0,60}> ?)?(?:az|curl|http|python3?|node|dotnet|java|go) \S/;

/** Which program of ADT's it was: its SDKs, its host, its command line. */
const client =
  /\bAzure\.DigitalTwins\.Core\b|\bazure[./\\-]digital-?twins?[./\\-]core\b|\bdigital-twins-core\b|\bcom\.azure\.digitaltwins\b|\bDigitalTwinsClient\b|\.digitaltwins\.azure\.(?:net|us|cn)\b|(?:^|\n)\s{0,10}(?:\S{1,60}[$#>] ?)?az dt \w/;
/** Several plain words on end: a person may have put them there. */
const prose = /(?:(?<![\w./-])[\p{L}\d']{1,20},? ){3}/u;

export interface Parts {
  /** What the person says himself. */
  words: string;
  /** What somebody may have said within what he pasted: behind a command, in a line that begins like one of a log. */
  within: string;
  /** What he pasted shows a client of ADT that was refused. */
  showsClient: boolean;
}

/** A message in what somebody says and what he pasted. */
export function ownWords(text: string): Parts {
  const words: string[] = [];
  const pasted: string[] = [];
  for (const line of text.split('\n')) {
    const isPasted = typed.test(line) || printed.some((kind) => kind.test(line));
    (isPasted ? pasted : words).push(line);
  }
  const paste = pasted.join('\n');
  return {
    words: words.join('\n').trim(),
    within: pasted
      .filter((line) => prose.test(line))
      .map((line) => line.replace(/^\s{0,5}[<>*] /, ''))
      .join('\n'),
    showsClient: client.test(paste) && /\b403\b|\bforbidden\b/i.test(paste),
  };
}
