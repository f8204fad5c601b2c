import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const aadsts = sieved(/\bAADSTS\d{4,8}\b/i);
const errorCodes = sieved(/\\?["']error_codes\\?["']\s{0,3}:\s{0,3}\[\s{0,3}(\d{4,8})/);
const credential = sieved(
  /\b(?:CredentialUnavailable|AuthenticationFailed)(?:Exception|Error)\b|\bAuthenticationRequiredError\b|\bMsal(?:ServiceException|UiRequiredException|ClientException)\b|\bInteractionRequiredAuthError\b|\bClientAuthenticationError\b/,
);
const noCredential = sieved(
  /DefaultAzureCredential failed to retrieve a token|(?:Credential )?authentication unavailable|Please run ['"`]?az login['"`]?|az login.{0,20} to (?:set ?up|access) (?:your )?account|ManagedIdentityCredential authentication failed|No managed identity endpoint found|Azure CLI not (?:installed|found)/i,
);
const oauth = sieved(
  /\b(invalid_client|invalid_grant|unauthorized_client|interaction_required|consent_required|invalid_resource)\b/,
);
const adminApproval = sieved(
  /\bneeds? admin approval\b|\badmin(?:istrator)? (?:consent|approval) (?:is )?(?:required|needed)\b|\bapproval required\b/i,
);

/** '403 instead of AADSTS7000222', 'AADSTS65001 went away': no longer what is refused. */
const past =
  /\b(?:instead of|no longer|rather than|not|no|used to be|before it was|(?:fixed|solved|resolved|mended|got rid of|got past|after|behind) (?:\w{1,12} ){0,2}?)(?: (?:an?|the))? ?AADSTS\d{4,8}\b|\bAADSTS\d{4,8}\b(?: error| fehler)?(?: (?:is|are|was|has|have|been|now|finally|all)){0,3} (?:gone|fixed|solved|resolved|over|disappeared|vanished|past|went away|no longer|away|weg|behoben)\b/gi;

/** Microsoft Entra ID gave no token, so no service was asked: AADSTS codes and the credentials of Azure.Identity. */
export const entraId: Format = (pasted) => {
  const text = /AADSTS/i.test(pasted) ? pasted.replace(past, ' ') : pasted;
  const code =
    aadsts.exec(text)?.[0].toUpperCase() ??
    prefixed(errorCodes.exec(text)?.[1]) ??
    credential.exec(text)?.[0] ??
    (noCredential.test(text) ? 'CredentialUnavailable' : undefined) ??
    oauth.exec(text)?.[1] ??
    (adminApproval.test(text) ? 'NeedAdminApproval' : undefined);
  return code === undefined ? undefined : { service: 'entra-id', errorCode: code };
};

function prefixed(code: string | undefined): string | undefined {
  return code === undefined ? undefined : `AADSTS${code}`;
}
