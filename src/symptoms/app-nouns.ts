/** What people call an app that signs in as itself. Pieces of patterns, as are the others. */
export const appNoun =
  '(?:nightly|cron|ci|scheduled|batch|background|hourly|daily|etl|sync|build|release) (?:job|task|run)|github actions?(?: workflow)?|ci/cd|ci(?! ?/)|function app|web ?app|logic app|container app|app service|app reg(?:istration)?|enterprise app(?:lication)?|service principal|azure functions?|client app|spn|sp|daemon|web ?job|power automate(?: flow)?|micro-?service|dashboard|front-?end|website|worker|simulator|connector|historian|middleware|ingest[eo]r|poller|crawler|synchroni[sz]er|gateway|adapter|etl|scheduler|forwarder|importer|exporter|collector|raspberry(?: pi)?|edge device|application|app|function|back-?end|service|pipeline|workflow|build agent|bot';
/** Those that may stand for the caller after 'in', 'from', 'with', and are not too common a word. */
export const callingNoun = appNoun
  .replace('|service|', '|')
  .replace('|bot', '')
  .replace('|dashboard', '')
  .replace('|website', '');
export const identityNoun =
  '(?:(?:system|user)[ -]assigned )?(?:managed identit(?:y|ies)|msi|uami)|(?:user|system)[ -]assigned identity|workload identity';
