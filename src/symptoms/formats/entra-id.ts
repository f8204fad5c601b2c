import type { Format } from './format.ts';

/** Microsoft Entra ID gave no token, so no service was asked: AADSTS codes and the credentials of Azure.Identity. */
export const entraId: Format = (text) => {
  const aadsts = /\bAADSTS\d{4,8}\b/i.exec(text)?.[0].toUpperCase();
  const credential =
    /\b(?:CredentialUnavailable|AuthenticationFailed)(?:Exception|Error)\b|\bAuthenticationRequiredError\b/.exec(
      text,
    )?.[0] ??
    (/DefaultAzureCredential failed to retrieve a token|Credential authentication unavailable/i.test(text)
      ? 'CredentialUnavailable'
      : undefined);
  const approval = /\bneeds? admin approval\b|\badmin consent (?:is )?required\b/i.test(text)
    ? 'NeedAdminApproval'
    : undefined;
  const errorCode = aadsts ?? credential ?? approval;
  return errorCode === undefined ? undefined : { service: 'entra-id', errorCode };
};
