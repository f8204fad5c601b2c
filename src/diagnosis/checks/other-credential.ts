import type { TokenClaims } from '../../symptoms/report.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Remedy } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import type { Check, Situation } from '../situation.ts';

const id = 'identity.other-credential';
const title = 'Identity that called';

/**
 * The identity that really called is another than the one whose roles were looked at: a token says so, or one that is
 * allowed is refused all the same. Credentials are tried in turn, so a deployed app often signs in as something else than
 * on the machine it was written on (Azure Identity docs, 'Credential chains').
 */
export const otherCredential: Check = (situation) => {
  const { report, facts, rights, words, instance } = situation;
  const { token } = report;
  const place = instance?.name ?? 'the instance';
  if (token?.objectId !== undefined || token?.appId !== undefined) {
    if (facts.subject.objectId === undefined) {
      return facts.principal.known ? undefined : couldNotCheck(id, title, facts.principal);
    }
    const claimed = claimOf(token, situation);
    if (claimed === undefined) return undefined;
    const evidence = [
      { text: `${claimed.claim} in the token: ${claimed.given}. ${words.Possessive}: ${claimed.own}.` },
    ];
    if (claimed.given === claimed.own) {
      const why = `The token in your message is ${words.possessive}.`;
      return { id, verdict: 'ruled-out', title, why, evidence };
    }
    return {
      id,
      verdict: 'confirmed',
      title: 'Another identity made the call',
      why: `The token in your message belongs to ${claimed.claim} ${claimed.given}, and not to ${words.subject}. Its roles decide.`,
      evidence,
      remedy: {
        who: 'You',
        steps: [`Ask me about the identity that called: “${claimed.given} gets 403 on ${place}”.`],
      },
      docs: docs.authenticate,
    };
  }
  if (report.body === 'present' || report.status !== 403 || !rights.known) return undefined;
  if (rights.value.access.access !== 'allow') return undefined;
  return {
    id,
    verdict: 'possible',
    title: 'The call may come from another identity',
    why: whyAnother(situation, place),
    evidence: [],
    remedy: findOut(situation),
    docs: docs.authenticate,
  };
};

interface Claimed {
  claim: 'object id' | 'app id';
  given: string;
  own: string;
}

/** The claim that both sides have: the object id tells most, the app id is that of an app alone. */
function claimOf({ objectId, appId }: TokenClaims, { facts, principal }: Situation): Claimed | undefined {
  if (objectId !== undefined && facts.subject.objectId !== undefined) {
    return { claim: 'object id', given: objectId, own: facts.subject.objectId };
  }
  return appId !== undefined && principal?.appId !== undefined
    ? { claim: 'app id', given: appId, own: principal.appId }
    : undefined;
}

function whyAnother({ report, words, rights }: Situation, place: string): string {
  const allowed = `${words.Possessive} roles allow ${(rights.known && rights.value.needed.inWords) || 'this'} on ${place}`;
  switch (report.worksWith) {
    case 'own-login':
      return `${allowed}, and it works with your login. Where it fails, the call may be made as somebody else.`;
    case 'local-machine':
      return `${allowed}. Code that works on your machine signs in there as you, and where it is deployed perhaps as something else.`;
    default:
      return `${allowed}, so whoever was refused may be somebody else than ${words.subject}.`;
  }
}

function findOut({ principal, facts }: Situation): Remedy {
  const own = facts.subject.objectId;
  if (facts.subject.kind === 'app') {
    const userAssigned =
      principal?.managedIdentity === true
        ? ['Where an app has several identities, name the one to use: set AZURE_CLIENT_ID to its client id.']
        : ['Check AZURE_CLIENT_ID and the other settings of the app’s credential.'];
    return {
      who: 'Whoever runs the app',
      steps: [
        `Log who signs in (AZURE_LOG_LEVEL=info), or look at “oid” in its token: it should be ${own}.`,
        ...userAssigned,
        'Then ask me about that identity.',
      ],
    };
  }
  return {
    who: 'You',
    command: 'az ad signed-in-user show --query "{name:userPrincipalName, id:id}"',
    steps: [
      `See who you are signed in as: the id should be ${own}.`,
      'If an app or a script of yours makes the call, tell me its name.',
    ],
  };
}
