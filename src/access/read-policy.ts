import { readFileSync } from 'node:fs';
import { z } from 'zod/v4';
import { type AccessPolicy, ALL_DURATIONS, DEFAULT_POLICY } from './policy.ts';
import { isTimeZone } from './quiet-hours.ts';
import { roleChoices } from './roles.ts';

/** A policy that cannot be used. `message` lists every fault, each with what is allowed. */
class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly code = 'invalid-policy';
}

const ROLES = { reader: roleChoices[0], owner: roleChoices[1] } as const;
const DURATIONS = ['8 hours', '1 day', '7 days', '30 days', 'permanent'] as const;
const ASK_FOR = ['self', 'own-apps', 'any-app', 'colleagues'] as const;

const yesOrNo = z.boolean({ error: 'must be true or false.' });
const clock = z
  .string({ error: 'must be a time, such as "20:00".' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time, such as "20:00".' });

function someOf<const Choice extends string>(choices: readonly Choice[]) {
  const error = `must be a list of at least one of ${choices.map((choice) => `"${choice}"`).join(', ')}.`;
  return z.array(z.enum(choices, { error }), { error }).min(1, { error });
}

const file = z
  .strictObject(
    {
      roles: someOf(['reader', 'owner']),
      durations: someOf(DURATIONS),
      askFor: someOf(ASK_FOR),
      lapseAfterHours: z
        .int({ error: 'must be a whole number of hours, 1 to 168.' })
        .min(1, { error: 'must be at least 1.' })
        .max(168, { error: 'must be at most 168, a week.' }),
      secondApproverForPermanent: yesOrNo,
      guestsMayApprove: yesOrNo,
      selfGrant: yesOrNo,
      quietHours: z.union(
        [
          z.literal(false),
          z.strictObject(
            {
              from: clock,
              to: clock,
              timeZone: z
                .string()
                .refine(isTimeZone, { error: 'must be a time zone such as "Europe/Berlin".' })
                .default('UTC'),
            },
            { error: (issue) => unknownSetting(issue, ['from', 'to', 'timeZone']) },
          ),
        ],
        {
          error:
            'must be false, or an object with "from" and "to" such as "20:00", and "timeZone" such as "Europe/Berlin".',
        },
      ),
    },
    { error: (issue) => unknownSetting(issue, SETTINGS) },
  )
  .partial();

const SETTINGS = [
  'roles',
  'durations',
  'askFor',
  'lapseAfterHours',
  'secondApproverForPermanent',
  'guestsMayApprove',
  'selfGrant',
  'quietHours',
];

/** Reads a policy from JSON; what it leaves out is as in DEFAULT_POLICY. Throws PolicyError with all faults at once. */
export function readPolicy(text: string): AccessPolicy {
  const parsed = file.safeParse(parseJson(text));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || 'The file'} ${message}`);
    throw new PolicyError(['The access policy cannot be used:', ...new Set(faults)].join('\n'));
  }
  const { roles, durations, askFor, lapseAfterHours, quietHours, ...switches } = parsed.data;
  return {
    ...DEFAULT_POLICY,
    ...(roles && { grantableRoles: roleChoices.filter((role) => roles.some((name) => ROLES[name] === role)) }),
    ...(durations && {
      durations: ALL_DURATIONS.filter(({ label }) => durations.some((each) => each === label.toLowerCase())),
    }),
    ...(askFor && { askFor }),
    ...(lapseAfterHours !== undefined && { lapseAfterMinutes: lapseAfterHours * 60 }),
    ...given(switches),
    ...(quietHours === false && { quietHours: undefined }),
    ...(quietHours && {
      quietHours: { from: minutes(quietHours.from), to: minutes(quietHours.to), timeZone: quietHours.timeZone },
    }),
  };
}

/** Reads the policy file. Throws PolicyError, naming the file. */
export function readPolicyFile(path: string): AccessPolicy {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const message = `The access policy ${path} cannot be read. Check ACCESS_POLICY_FILE and that the bot's user may read it, or leave it out for the default policy.`;
    throw new PolicyError(message, { cause });
  }
  try {
    return readPolicy(text);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new PolicyError(`${path}: ${error.message}`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PolicyError('The access policy is not JSON. Check commas, quotes and brackets.', { cause });
  }
}

function unknownSetting(issue: { code?: string; keys?: unknown }, known: readonly string[]): string | undefined {
  if (issue.code !== 'unrecognized_keys') return 'must be an object.';
  const keys = Array.isArray(issue.keys) ? issue.keys.map((key) => `"${String(key)}"`).join(', ') : 'something';
  return `has ${keys}, which is no setting. The settings are ${known.join(', ')}.`;
}

function given<T extends object>(settings: T): { [Key in keyof T]-?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]-?: Exclude<T[Key], undefined>;
  };
}

function minutes(time: string): number {
  const [hour = '0', minute = '0'] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}
