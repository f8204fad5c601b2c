/**
 * Words that stand where the name of an instance would, and name none: 'on demand', 'the wrong instance', 'in Excel'.
 * Those of the field and of every sentence are known to `isPlainWord`.
 */
const words = new Set(
  `always never suddenly constantly currently recently sometimes often usually occasionally already still just even again
  anymore longer behind through within inside outside between before since until because while although after during
  without against under over near which that whose where who whom when if than then else so
  isn doesn won cannot could should must shall might had was were been being gets got says said denies refuses rejects throws
  keeps shows answers responds fails failed works worked seems needs wants lacks has have does did returns gave
  certain specific single several both particular various individual nested custom other another correct existing
  broken shared main primary secondary whole entire real actual right sandbox pilot european american german french
  global local regional central bigger smaller old older newer newest young little big small large huge empty full
  previous former latest recent next ours mine yours theirs own said given named called unknown proper respective
  bulk parallel batch total vain detail principle response reply theory practice addition advance question place part turn
  there behalf demand site prem premises call board average schedule sight occasion holiday vacation mobile android ios
  refresh retry insert insertion ingestion creation deletion upsert startup shutdown demo save load reload submit publish
  purpose hold track top time point first second earth paper arrival duty leave strike fire hand
  chrome firefox safari swagger insomnia bruno blazor unity unreal react angular vue svelte flutter swift kotlin rust ruby
  php perl golang scala matlab excel spring quarkus django flask fastapi express databricks synapse fabric jenkins teamcity
  gitlab bicep pulumi ansible helm kudu eclipse rider intellij pycharm webstorm notepad citrix bash zsh cmd cloudshell
  shell jupyter colab grafana powerbi excel word csv json xml yaml sql blobs kafka mqtt opcua edge iis nginx apim
  sharepoint onedrive outlook slack jira confluence
  properties components telemetry component twin graph
  weeks months years hours minutes ages anyone anybody nobody nothing nowhere home scale runtime
  contractors guests users colleagues developers engineers operators admins partners customers interns students staff
  people devs externals vendors checkout basket signup homepage frontend backend intranet wiki dashboard line disk report status result response code answer http
  console output message note question problem issue symptom subject thanks thank cheers regards hello lesend schreibend hey servus moin hola bonjour salut dear incognito keyvault ends comes goes button editor window panel language string results retrieval lookup parse parser expire kommt gibt zeigt
  liefert renvoie retourne dice devuelve gives give giving blocks vpn wifi lan cable kusto repo git dropdown selector picker menu settings url hostname
  id box blade overview type kind sort viewer
  aks acr aci vmss kv adx adf adls iothub eventhub eventgrid servicebus cosmos cosmosdb appinsights openshift podman istio traefik
  contractor guest intern engineer operator developer partner
  shift night mode term half incident side end path tool screen page site mail view tab list item field value channel meeting thread chat group invite call
  explorer studio workspace patching portal cost costs billing pricing preview previews lately lol pls asap
  tout tous toutes todo todos alles alle mich uns nous vous ihm ihr ihn sie este esta esse essa isto eso
  january february march april june july august september october november december`.split(/\s{1,9}/),
);

/** What twins stand for. */
const things = new Set(
  `sensors rooms pumps floors devices buildings assets machines robots vehicles valves
  sensor room pump floor building asset robot vehicle valve`.split(/\s{1,9}/),
);

/** Trades and what is done in them, after which sites are named: they only look like the form of a verb. */
const trades = new Set(
  `weaving spinning knitting dyeing sewing bottling filling canning packing packaging labelling labeling brewing malting distilling baking roasting
  milling grinding drilling turning welding casting forging stamping pressing rolling moulding molding coating plating painting printing binding polishing
  galvanizing galvanising machining finishing curing drying cooling heating smelting refining mining quarrying tanning bleaching pulping mixing
  sorting picking shipping farming housing parking lighting plumbing wiring docking mooring catering tooling assembly supply family
  distribution filtration fermentation distillation irrigation ventilation refrigeration extraction injection construction logistics shed hive stable`.split(
    /\s{1,9}/,
  ),
);

/** Whether a word names things that a graph of twins holds many of. */
export const isThing = (word: string): boolean => things.has(word.toLowerCase());

/** Whether a word is none that somebody would give to an instance. */
export function isEveryday(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    words.has(lower) || (!trades.has(lower) && /(?:ing|ly|(?<!sta)tion|ed|able|ible|ful|less|ous|ive)$/.test(lower))
  );
}
