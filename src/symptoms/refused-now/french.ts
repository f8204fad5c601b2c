import type { Telling } from './telling.ts';

const thing =
  '(?:app|appli|application|fonction|function|service|script|pipeline|job|tache|identite|compte|utilisateur|code|client|programme|import|requetes?|appels?|backend|frontend|api|simulateur|dashboard|notebook|conteneur|serveur|passerelle|connecteur|principal|token|jeton|instance|traitement|flux|site)';
const his = `(?:mon|ma|mes|notre|nos|toutes (?:mes|nos)|tous (?:mes|nos))(?: [\\w'-]{1,30}){0,2}? ${thing}`;

/** French, without accents. */
export const french: Telling = {
  refused: [
    /(?<!\b(?:si|lorsque|quand|que) )(?:\bje |\bj')(?:recois|obtiens|ai|prends|vois|rencontre|tombe|me prends|me fais|continue)\b(?: (?:toujours|encore|maintenant|aussi|tout le temps|que|plus que|sans cesse|a|de|d'|recevoir|avoir|obtenir|refuser|jeter|sur)){0,4}(?: (?:un|une|des|le|la|cette|l'|uniquement|seulement|erreurs?|code|reponses?|statut|http|message|d'|de)){0,5} ?403/i,
    /\b(?:nous|on) (?:recevons|obtenons|avons|recoit|obtient|a|voyons|prend|prenons|tombe|tombons|rencontrons)\b(?: (?:toujours|encore|maintenant|aussi|tout le temps|que|sur)){0,3}(?: (?:un|une|des|erreurs?|code|reponses?|statut|http|d'|de)){0,4} 403/i,
    new RegExp(
      `\\b${his}(?: [\\w.-]{2,30}){0,2}? (?:recoit|obtient|recoivent|obtiennent|prend|echoue|echouent|plante|plantent|tombe|a|ont|rencontre)\\b(?: \\w{1,12}){0,4}?.{0,20}403`,
      'i',
    ),
    /\b(?:me|nous|m') ?(?:renvoie|renvoit|retourne|repond|donne|refuse|rejette|dit|affiche|jette|bloque)\b.{0,70}403/i,
    /\bpourquoi\b.{0,30}(?:\bje\b|\bj'|\bai-je\b|\bme\b|\bm'|\bnous\b|\bmon\b|\bma\b|\bnotre\b|\bon a\b).{0,70}403/i,
    /\b403\b.{0,60}\b(?:quand|lorsque|des que|chaque fois que|alors que|depuis que|bien que) (?:je|nous|on|j')/i,
    /\b403\b.{0,60}\b(?:lorsqu'on|a toutes (?:mes|nos)|pour (?:moi|nous)|chez (?:moi|nous))\b/i,
    /\b(?:quelqu'un|qui) d'autre\b.{0,30}403|\b(?:suis-je|je suis) (?:le|la) seule?\b.{0,40}403/i,
    /^\W{0,3}(?:toujours|encore)\b.{0,12}403/i,
  ],
  stuck: [
    /\b(?:je|nous|on) (?:ne )?(?:peux|pouvons|peut|parviens|parvenons|parvient|n'arrive|n'arrivons|arrive|reussis)\b.{0,20}\b(?:pas|plus|rien|aucun|aucune)\b/i,
    /\b(?:je|nous|on) n'(?:arrive|arrivons)\b|\bimpossible (?:de|d')(?! (?:reproduire|dire|savoir))|\bje suis bloque/i,
    /\b(?:quelqu'un|vous) (?:peut|peuvent|pourrait|pourriez|pouvez)(?: [mn]'| me| nous)? ?aider\b|\bune (?:idee|piste)\b|\bdes (?:idees|pistes)\b|\ba l'aide\b|\bbesoin d'aide\b|\baidez-(?:moi|nous)\b|\bque (?:dois-je|puis-je|faire)\b|\bcomment (?:puis-je |je peux )?(?:resoudre|corriger|regler)\b/i,
  ],
  otherwise: [
    /\b(?:resolue?s?|corrigee?s?|reglee?s?|reparee?s?|disparue?s?|rentre dans|remarche|refonctionne|marche a nouveau|(?<!n'ai |n'a |n'avons )plus (?:de|d'|aucun) ?403|plus d'erreurs?|plus aucune erreur|sans 403|pas de 403|c'est bon|fausse alerte|c'etait|etait (?:le|la|un|une|du|mon|ma)|ma faute|oubliez)\b|^\W{0,3}(?:un grand |mille |grand )?merci(?! d'avance)\b|\bmerci (?:a|aux|pour|de|encore|beaucoup a)\b(?! d'avance)/i,
    /\b(?:avait|avais|avions|avaient|avons eu|ai eu|a eu|recevais|recevions|recevait|obtenais|obtenait|ai recu|avons recu|a recu|y a eu|il y avait)\b|(?<!\b(?:depuis|jusqu'a|jusqu') ?)\b(?:hier|avant-hier|la semaine derniere|le mois dernier|l'annee derniere|autrefois|cette nuit)\b/i,
    /\b(?:il|elle|ils|elles|quelqu'un (?:a|recoit|signale|obtient)|tout le monde|chacun|personne|(?:un|une|le|la|des|les|chez|du|aux?) (?:client|cliente|clients)|collegues?|utilisateurs|un utilisateur|chef|stagiaire|equipe|equipes|lui|leur|son|sa|certains|plusieurs|invites?)\b(?<!\bs'il)/i,
    /\b(?!(?:Azure|Twins?|Explorer|Bonjour|Notre|Elle|Cela|Mais|Function|Fonction|Application|Client|Instance|Portail|Tout|Postman|Jumeau|Cette|Service|Script|Pipeline)\b)[A-Z][a-z]{2,15} (?:recoit|obtient|signale|dit|regarde|rencontre|peut|ne)\b/,
    /\bde (?!(?:Azure|Digital|Explorer|Postman|Twins?|Microsoft|Data)\b)[A-Z][a-z]{2,15}\b(?!-)/,
    /\b(?:je (?:regarde|travaille|m'en occupe|verifie|cherche|debogue)|j'ai (?:reproduit|corrige|trouve|ecrit|ouvert|provoque|regarde|fait)|on (?:regarde|travaille|cherche)|nous (?:travaillons|regardons|cherchons|savons)|en cours|j'enquete|en attente|sais pourquoi|savons pourquoi|point de situation|passation|ticket|cause|a cause|du a|stand-?up|sprint|connu|retour arriere|reproduit|investigu\w{1,4})\b/i,
    /\b(?:demain|ce soir|semaine prochaine|prochaine?|prevue?s?|planifie\w{0,2}|maintenance|expres|volontaire\w{0,4}|voulu|attendue?|normale?|simul(?:e|es|ee|ons|ation)|va (?:recevoir|renvoyer|repondre|avoir)|allons|vont|alors un)\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? (?:nous|on|la)\b/i,
    /\b(?:confirme\w{0,1}|confirmons|bonne nouvelle|interessant|parfait|super|genial|bravo|recois bien|obtiens bien|recoit bien|sans (?:le |la |ce |aucun )?(?:role|droit|permission)|pas grave|sans gravite|chaque (?:nuit|jour|matin|soir|semaine)|comme (?:prevu|voulu|convenu|attendu)|c'est voulu|plaisante|plaisanterie|blague|mdr|ptdr|lol|haha|rire|test, |ceci est un test|juste un test|ignorez|chat|chien)\b/i,
    /\b(?:si|quand|lorsque) (?:vous|un|une|on|le|la|tu|l'|quelqu'un)\b|\b(?:signifie|veut dire|documentation|doc|docs|article|blog|wiki|guide|tutoriel|atelier|formation|reunion|presentation|conference|webinaire|seance|ordre du jour|compte rendu|sondage|pour info|info|rappel|annonce|attention|a noter|nouvelle? (?:alerte|regle|page|version|procedure)|version \d{1,3}\b|alertes?|alarme|seuil|supervision|surveillance|taux|comment (?:gerer|traiter|faut|doit|obtenir|avoir)|que (?:signifie|veut)|quel|quelle|quels|quelles|ou (?:est|trouver)|est-ce (?:normal|que (?:vous|adt|azure))|qui)\b(?<!\bqui(?= d'autre))/i,
  ],
};
