import { sieved } from './sieve.ts';

/** What a credential of the Azure SDKs signs in. */
export type SignsIn = 'managed-identity' | 'app' | 'person';

const succeeded = sieved(
  /\b(ManagedIdentity|WorkloadIdentity|Environment|Client(?:Secret|Certificate|Assertion))Credential(?:\.(?:get_?token)[^\n]{0,30}succeeded|[^\n]{0,60}(?:succeeded|acquired))|(?:acquired (?:a )?token from|credential selected:) (ManagedIdentity|WorkloadIdentity|Environment)Credential/i,
);
const commandLine = sieved(/(?<![\w-])--service-principal\b|\bConnect-AzAccount\b[^\n]{0,80}-ServicePrincipal\b/i);
const named =
  /(ManagedIdentity|Client(?:Secret|Certificate|Assertion)|WorkloadIdentity|Environment|InteractiveBrowser|AzureCli|AzurePowerShell|AzureDeveloperCli|DeviceCode|VisualStudio(?:Code)?|SharedTokenCache|UsernamePassword|OnBehalfOf)Credential(?:Builder)?(?![a-z])(?! (?:works|is fine|authentication|failed|unavailable|is unavailable|is not))/gi;
const mayName = sieved(/Credential/i);

/**
 * Who signs in by the credentials that a text names: the one that got the token, or the only one. A chain of them that
 * was tried tells nothing ('Azure Identity client library', DefaultAzureCredential).
 */
export function signsIn(text: string): SignsIn | undefined {
  if (commandLine.test(text)) return 'app';
  if (!mayName.test(text)) return undefined;
  const winner = succeeded.exec(text);
  if (winner !== null) return signedInBy(winner[1] ?? winner[2] ?? '');
  const [only, ...others] = new Set([...text.matchAll(named)].map(([, name = '']) => name.toLowerCase()));
  return only === undefined || others.length > 0 ? undefined : signedInBy(only);
}

function signedInBy(credential: string): SignsIn {
  if (/^managed/i.test(credential)) return 'managed-identity';
  return /^(?:client|workload|environment)/i.test(credential) ? 'app' : 'person';
}
