import { sieved } from './sieve.ts';

/** A refusal in plain words; the bot reads it as the 403 it is. */
const refused =
  /\b(?:denies|denying|refuses|refusing|rejects|rejecting|blocks|blocking) (?:all|every|any|my|our|each|the) (?:\w{1,12} )?(?:requests?|calls?|access|queries|users?)\b|\b(?:access|requests?|calls?|queries) (?:[\w-]{1,24} ){0,5}(?:blocked|forbidden|refused)\b(?! by CORS)|\b(?:errors?|message|complain\w{0,3}) about (?:\w{1,12} )?(?:permissions?|access|authori[sz]ation|roles?)\b|\bAccess_?Denied\b|\bclaim(?:\(s\)|s)? (?:are|is) required\b|\b(?:pull|push|login|connection|upload|download) (?:is |was )?denied\b|\bforbids?\b|\b(?:is|are|was|were|got|gets|been|being) (?:refused|rejected|denied|turned away)\b|\b(?:access|permission|authori[sz]ation)s? (?:is |was |has been |got |being )?(?:denied|refused|rejected|restricted)\b|\bden(?:y|ies|ied|ying) (?:(?:me|us|him|her|them)\b|(?:the )?access\b)|\b(?:denied|refused|rejected) access\b|\brefus(?:es|ing|ed) (?:me|us|my|our|him|her|to let)\b|\b(?:not|isn't|aren't|wasn't|am not|n't|cannot be|never) (?:be |been |get )?(?:allowed|permitted|authori[sz]ed)\b|\b(?:insufficient|inadequate|not enough|missing|lacking|lack of|wrong) (?:\w{1,12} )?(?:permissions?|privileges|rights|access|authori[sz]ation)\b|\b(?:permission|authori[sz]ation|access)s? (?:error|issue|problem|failure|failed)s?\b|\b(?:don't|doesn't|do not|does not|did not|didn't) (?:have|hold|possess) (?:the |enough |sufficient |required |necessary |any |right ){0,3}(?:permissions?|privileges|rights|authori[sz]ation)\b|アクセス.{0,6}(?:拒否|でき)/i;
/** Has no access, without a word on what the service answered. */
const lacksAccess = sieved(
  /\b(?:removed|revoked|took away|withdrew) (?:my|our|his|her) (?:access|role|permissions?|rights)\b|\b(?:my|our|his|her) (?:[\w-]{1,30} )?(?:access|role|permissions?) (?:(?:is|was|got|has been|are|were) )?(?:removed|revoked|withdrawn|gone|missing|lost)\b|\b(?:no|lost|without|lack(?:s|ing)?|missing) (?:my |the |any |all |his |her )?(?:access|permissions?|rights)\b|\b(?:can't|cannot|can not|couldn't|unable to|not able to|don't|doesn't|do not|does not|no longer) (?:get |have |seem to |even )?(?:access|permissions?|rights|the (?:right )?permissions?)\b|\b(?:locked|shut|kicked) out\b|\b(?:can't|cannot|couldn't|unable to|not able to|won't let (?:me|us|her|him)) (?:get )?(?:in ?to|in\b)|\b(?:can't|cannot|couldn't|no longer|unable to|not able to) (?:query|read|see|view|open|list|update|patch|write|delete|upload|create|load|reach|use) |\b(?:won't|doesn't|does not|not) let (?:me|us|him|her|them)\b/i,
);
const trouble = sieved(
  /\b(?:errors?|fail(?:s|ed|ing|ure|ures)?|broken?|breaks|not working|not work|doesn't work|does not work|won't work|isn't working|stopped working|can't|cannot|couldn't|unable|problems?|issues?|trouble|stuck|wrong|exceptions?|timeout|timed out|refuse[sd]?|rejected|help|weird|strange|odd|slow|down|hangs?|crash(?:es|ed)?|says no|won't|was working|used to work|nothing works|bug|denied|blocked|(?:kicks?|throws?|logs?) (?:me|us) out|nothing (?:loads|shows|appears|happens|comes))\b|\b(?:nobody|no one|none of (?:us|them))\b[^.?!\n]{0,30}\bcan\b/i,
);
/** No trouble, whatever the words. */
const harmless =
  /\b(?:quick|great|your|all the|the|any) help\b|\bbroke the (?:build|coffee|printer|internet)\b|\b(?:quick|great|your|all the|the|any) help\b|\bbroke the (?:build|coffee|printer|internet)\b|\bwrong (?:channel|chat|window|thread|person|group|tab)\b|\bno (?:problem|worries|issues?)\b|\bnot a problem\b|\bcan't wait\b|\bmy bad\b/gi;
const network = sieved(
  /\b(?:ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EAI_AGAIN|getaddrinfo|No such host|dial tcp|Name or service not known|(?:(?:could|can) ?not|can't|unable to) (?:be )?resolved?|couldn't (?:be )?resolved?|NXDOMAIN|DNS|UnknownHostException|NameResolutionFailure|connection (?:timed out|refused|reset|was closed|aborted)|times? ?out|timed ?out|timing out|timeouts?|server (?:was )?not found|DNS_PROBE_\w{4,30}|SSL\w{0,30}|TLS|PKIX|\w{0,30}SELF_SIGNED_CERT\w{0,20}|UNABLE_TO_\w{4,40}|CERT_\w{4,40}|self-?\s?signed|certificate (?:error|problem|expired|verify|chain|path|validation|is (?:invalid|not trusted|expired))|remote certificate|ERR_NAME_NOT_RESOLVED|ERR_CONNECTION_\w{4,12}|unreachable|not reachable)\b/i,
);

export const saysRefused = (prose: string): boolean => refused.test(prose);
export const saysNoAccess = (prose: string): boolean => lacksAccess.test(prose);
export const saysTrouble = (prose: string): boolean => trouble.test(prose.replace(harmless, ' '));
/** Names, connections and certificates: no answer came at all. */
export const saysUnreachable = (prose: string): boolean => network.test(prose);
