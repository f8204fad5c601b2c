import type { LabelledMessage } from './labelled-messages.ts';

/** Whole logs with one failure in them, 30 to 80 KB each, made here rather than stored. */
export function longPastes(): LabelledMessage[] {
  return pastes.map(({ text, expect, tags }, index) => ({
    id: `long-pastes-${String(index + 1).padStart(3, '0')}`,
    text,
    expect,
    tags,
  }));
}

/** Lines of a log in which nothing fails, at least so many KB of them. */
export function quietLog(kb: number, line: (n: number) => string = requestLine): string {
  const lines: string[] = [];
  for (let size = 0, n = 1; size < kb * 1024; n += 1) {
    const next = line(n);
    lines.push(next);
    size += next.length + 1;
  }
  return lines.join('\n');
}

function requestLine(n: number): string {
  return `${time(n)} INFO  [worker-${n % 8}] handled request ${n} in ${(n * 37) % 900} ms, queue length ${n % 17}`;
}

function dependencyLine(n: number): string {
  const targets = [
    'contosotwins.blob.core.windows.net/models/m',
    'kv-twins.vault.azure.net/secrets/s',
    'graph.microsoft.com/v1.0/users/u',
  ];
  return `{"time":"${time(n)}","name":"GET","data":"https://${targets[n % 3]}${n}","resultCode":"200","success":"True","duration":${n % 90}}`;
}

function frameLine(n: number): string {
  return `   at Contoso.Pipeline.Stage${n}.<RunAsync>d__${n % 40}.MoveNext() in D:\\a\\1\\s\\src\\Stage${n}.cs:line ${n % 300}`;
}

function sensorLine(n: number): string {
  return `DEBUG:sensors:reading ${n}: temperature=${(n % 300) / 10} humidity=${n % 100} id=${hex(n)}`;
}

function time(n: number): string {
  return new Date(Date.UTC(2026, 1, 3, 4) + n * 1_000).toISOString();
}

function hex(n: number): string {
  return ((n * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0').repeat(4);
}

const pastes: Omit<LabelledMessage, 'id'>[] = [
  {
    text: `${quietLog(40)}
Azure.RequestFailedException: Service request failed.
Status: 403 (Forbidden)

Headers:
Content-Length: 0

   at Azure.DigitalTwins.Core.DigitalTwinsClient.UpdateDigitalTwinAsync(String digitalTwinId, JsonPatchDocument jsonPatchDocument)`,
    expect: {
      kind: 'adt-403',
      status: 403,
      body: 'empty',
      operation: 'write',
      access: 'write',
      client: 'dotnet',
      instance: null,
      redacted: [],
    },
    tags: ['end'],
  },
  {
    text: `${quietLog(30, dependencyLine)}
{"time":"2026-02-03T09:00:00.000Z","name":"POST /query","data":"https://rhein-dt.api.gwc.digitaltwins.azure.net/query?api-version=2023-10-31","resultCode":"403","success":"False","duration":12}
${quietLog(30, dependencyLine)}`,
    expect: {
      kind: 'adt-403',
      status: 403,
      instance: { hostName: 'rhein-dt.api.gwc.digitaltwins.azure.net' },
      operation: 'query',
      redacted: [],
    },
    tags: ['middle'],
  },
  {
    text: `we get this from digital twins since today, instance bldg42-adt
Azure.RequestFailedException: Service request failed.
Status: 403 (Forbidden)
   at Azure.DigitalTwins.Core.DigitalTwinsClient.CreateModelsAsync(IEnumerable\`1 dtdlModels)
${quietLog(75, frameLine)}`,
    expect: {
      kind: 'adt-403',
      status: 403,
      instance: { name: 'bldg42-adt' },
      operation: 'models',
      access: 'write',
      client: 'dotnet',
    },
    tags: ['start'],
  },
  {
    text: `403 from digital twins on plant-b, the picture of the screen is attached:\ndata:image/png;base64,${'iVBORw0KGgoAAAANSUhEUgAA'.repeat(2_000)}`,
    expect: { kind: 'adt-403', status: 403, instance: { name: 'plant-b' }, token: null },
    tags: ['one line'],
  },
  {
    text: `${quietLog(20)}
2026-02-03T06:00:00.000Z INFO  POST https://rhein-dt.api.gwc.digitaltwins.azure.net/query 200 OK
2026-02-03T06:00:01.000Z ERROR PUT https://contosotwins.blob.core.windows.net/export/day.json 403 (AuthorizationPermissionMismatch)
${quietLog(20)}`,
    expect: { kind: 'other-service', service: 'storage', status: 403, errorCode: 'AuthorizationPermissionMismatch' },
    tags: ['middle', 'two hosts'],
  },
  {
    text: `${quietLog(70, sensorLine)}
Traceback (most recent call last):
  File "/app/ingest.py", line 91, in <module>
    client.publish_telemetry(twin_id, payload)
  File "/app/.venv/lib/python3.12/site-packages/azure/digitaltwins/core/_digitaltwins_client.py", line 512, in publish_telemetry
azure.core.exceptions.HttpResponseError: Operation returned an invalid status 'Forbidden'`,
    expect: { kind: 'adt-403', status: 403, client: 'python', redacted: [] },
    tags: ['end'],
  },
  {
    text: `${quietLog(30)}
AADSTS7000222: The provided client secret keys for app '4c5499fc-a96e-4a7f-83b2-cfebef240f73' are expired.
${quietLog(10)}`,
    expect: {
      kind: 'adt-other',
      errorCode: 'AADSTS7000222',
      principal: { kind: 'app', id: '4c5499fc-a96e-4a7f-83b2-cfebef240f73' },
    },
    tags: ['middle', 'aadsts'],
  },
  {
    text: `<html><head><title>403 Forbidden</title><style>${'.c{margin:0;padding:0;color:#333}'.repeat(1_000)}</style></head><body><h1>403 Forbidden</h1></body></html>`,
    expect: { kind: 'unclear', status: 403, instance: null, operation: null },
    tags: ['html'],
  },
];
