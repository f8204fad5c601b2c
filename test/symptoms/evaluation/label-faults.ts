import { z } from 'zod';
import type {
  Client,
  Operation,
  ReportedPrincipal,
  SymptomKind,
  SymptomReport,
  TokenClaims,
} from '../../../src/symptoms/report.ts';

/** The members of a union of strings; a missing or a foreign one does not compile. */
function oneOf<T extends string>(members: Record<T, true>) {
  const [first, ...rest] = Object.keys(members);
  return z.enum([first ?? '', ...rest]);
}

const kind = oneOf<SymptomKind>({
  'adt-403': true,
  'adt-other': true,
  'other-service': true,
  'access-request': true,
  command: true,
  chatter: true,
  unclear: true,
});

const operation = oneOf<Operation>({
  read: true,
  query: true,
  write: true,
  delete: true,
  models: true,
  'event-routes': true,
  jobs: true,
  'control-plane': true,
});

const client = oneOf<Client>({
  dotnet: true,
  java: true,
  javascript: true,
  python: true,
  go: true,
  'az-cli': true,
  'adt-explorer': true,
  '3d-scenes-studio': true,
  postman: true,
  curl: true,
  browser: true,
  portal: true,
});

const principalKind = oneOf<ReportedPrincipal['kind']>({
  me: true,
  user: true,
  app: true,
  'managed-identity': true,
  group: true,
  unknown: true,
});

const downstream = oneOf<NonNullable<SymptomReport['downstream']>>({
  'event-route': true,
  'data-history': true,
  '3d-scenes': true,
  jobs: true,
});

const text = z.string().min(1);
const guid = z.string().uuid();

const token = {
  audience: text.nullish(),
  tenantId: guid.nullish(),
  objectId: guid.nullish(),
  appId: guid.nullish(),
  expiresAt: z.string().datetime().nullish(),
} satisfies Record<keyof TokenClaims, z.ZodTypeAny>;

const expectation = {
  kind: kind.or(z.array(kind).min(2)).optional(),
  service: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .nullish(),
  status: z.number().int().min(100).max(599).nullish(),
  errorCode: text.nullish(),
  body: z.enum(['empty', 'present']).nullish(),
  instance: z
    .object({ hostName: z.string().includes('.').nullish(), name: text.nullish() })
    .strict()
    .nullish(),
  principal: z.object({ kind: principalKind.nullish(), id: text.nullish() }).strict().nullish(),
  operation: operation.nullish(),
  access: z.enum(['read', 'write']).nullish(),
  client: client.nullish(),
  downstream: downstream.nullish(),
  storage: z.object({ account: text.nullish(), container: text.nullish() }).strict().nullish(),
  worksWith: z.enum(['own-login', 'local-machine']).nullish(),
  token: z.object(token).strict().nullish(),
  correlationId: text.nullish(),
  at: z.string().datetime().nullish(),
  redacted: z.array(text).optional(),
} satisfies Record<keyof SymptomReport, z.ZodTypeAny>;

const message = z
  .object({
    id: z.string().regex(/^[a-z-]+-\d{3}$/),
    text: z.string(),
    expect: z
      .object(expectation)
      .strict()
      .refine((labels) => Object.keys(labels).length > 0, 'has no label'),
    tags: z.array(text),
  })
  .strict();

/** What is wrong with a message of the set, one sentence a fault: a field or a value that no report can have. */
export function labelFaults(labelled: { id: string }): string[] {
  const result = message.safeParse(labelled);
  return result.success
    ? []
    : result.error.issues.map((each) => `${labelled.id} ${each.path.join('.')}: ${each.message}`);
}
