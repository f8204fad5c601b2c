import { language, wordList } from './language.ts';

export const french = language({
  signs: `je j'ai j'obtiens j'interroge nous notre une avec quand lorsque erreur accès accés refusé
    refusée interdit interdite autorisé autorisée pas besoin merci bonjour salut peux peux-tu pouvez
    pouvez-vous pourriez collègue rôle donner modèles modèle jumeaux jumeau requête ça cela s'il
    svp stp les dans marche depuis hier reçois reçoit n'arrive n'ai est cette retirer ajouter téléverser
    interroger sur comme aux cet pourriez-vous pourrais-tu quelqu'un stagiaire qui dois-je faut-il demander voudrais j'aimerais voudrait doit doivent équipe équipes il elle du des quitté pourquoi reçu rejoint copié copiée connecteur répond pouvoir ouvrir habiliter à pour peut équipe l'équipe l'accès l'instance d'accès d'un d'une qu'il c'est jusqu'à être avoir votre vos leur lui débloquer`,
  phrases: [
    [/\bpourquoi est-ce qu(?:e |')|\bcomment se fait-il qu(?:e |')/gi, 'why '],
    [
      /\b(?:quelqu'un (?:sait|saurait)|est-ce que quelqu'un sait) comment (?:obtenir|avoir|je peux avoir|je peux obtenir|on obtient|j'obtiens) (?:l'|un |le |les )?/gi,
      'how do I get ',
    ],
    [/\ba (?:rejoint|commencé|démarré|intégré|changé)\b/gi, 'joined'],
    [/\bdit que\b|\bindique que\b/gi, 'says that'],
    [/\bdifférences? entre\b/gi, 'difference between'],
    [/\bs'appelle\b|\bnommée?\b|\bappelée?\b/gi, 'is called'],
    [/\b(?:la |notre |une |ma )?fonctions? azure\b/gi, 'the azure function'],
    [/\b(?:que |qu')([a-zà-ÿ]{2,20}(?: [a-zà-ÿ]{2,20})?) puisse(?:nt)?\b/gi, 'to let $1'],
    [/\b(?:tout|ça|cela) (?:passe|marche|fonctionne)\b(?! (?:pas|plus|mal)\b)/gi, 'it works'],
    [
      /\b(?:d'accorder|d'attribuer|de donner|d'ajouter) (?:la |le |l')?(?:lecture|écriture|accès|droit)\b/gi,
      'please give access',
    ],
    [/\bs'il (?:te|vous) pla[iî]t\b|\bsvp\b|\bstp\b/gi, 'please'],
    [/\bmerci (?:de |d')(?=(?:me |nous |lui |leur )?[a-zéè]{2,20}(?:er|ir|re)\b)/gi, 'please '],
    [
      /\b(?:à|a) qui (?:dois-je|puis-je|faut-il|doit-on|je dois|je peux|on doit|est-ce que je dois|est-ce que je peux|est-ce qu'on)?(?: |-)?(?:m'adresser|s'adresser|demander|demande|je demande|parler|écrire)(?: (?:pour|de))?(?: avoir| obtenir)?\b/gi,
      'whom do I ask for',
    ],
    [/\bqui (?:gère|s'occupe|donne|attribue|accorde|valide|ouvre)(?: (?:de|des))?\b/gi, 'who can grant'],
    [/\b(?:il )?(?:(?:me|lui|nous|leur) )?manque(?:nt)?\b/gi, 'lacks'],
    [/\bqui (?:peut|pourrait) (?:m'|me |nous |lui |leur |te )?(?=[a-zéè]{2,20}(?:er|ir|re)\b)/gi, 'who can '],
    [
      /\b(?:a quitté (?:l'équipe|la société|l'entreprise|le projet|le service)|a quitté|est partie?|est sortie?|n'est plus (?:là|chez nous|dans l'équipe|avec nous)|ne travaille plus (?:ici|chez nous|avec nous|là))\b/gi,
      'has left',
    ],
    [/\b(?:doi(?:t|vent)|devrai(?:t|ent)) pouvoir\b/gi, 'must be able to'],
    [/\b(?:être|soit|soient) (?:r?ajoutée?s?|incluse?s?|inscrite?s?)\b/gi, 'be added'],
    [/\b(?:être|soit|soient) (?:habilitée?s?|activée?s?)\b/gi, 'be enabled'],
    [/\b(?:il|elle|mon collègue|ma collègue) (?:aimerait|voudrait|souhaite(?:rait)?)\b/gi, 'she would like to'],
    // 'Retirez-moi', 'donne-lui'.
    [/\b([a-zà-ÿ]{2,20})-(moi|lui|nous|leur)\b/gi, '$1 $2'],
    [/\bchez moi\b/gi, 'on my machine'],
    [/\bmerci(?: beaucoup)?\b/gi, 'thanks'],
    [/\b(?:bonjour|salut|bonsoir|coucou)\b/gi, 'hello'],
    [/\bacc[eèé]s (?:m'(?:est|a été) |est |a été )?(?:refusée?|interdit)\b/gi, 'access denied'],
    [/\b(?:refuse|interdit) l'acc[eèé]s\b/gi, 'denies access'],
    [/\b(?:n'ai|n'a|n'avons|n'ont|ai|a) (?:pas|plus) (?:d')?(?:l')?acc[eèé]s\b|\bsans acc[eèé]s\b/gi, 'lack access'],
    [
      /\b(?:n'ai|n'a|n'avons|ai) (?:pas|plus) (?:les? |la )?(?:droits?|permissions?|autorisations?)\b/gi,
      'insufficient permissions',
    ],
    [/\bpas (?:autorisée?s?|le droit|les droits)\b|\bnon autorisée?s?\b/gi, 'not authorized'],
    [/\b(?:je n'arrive|nous n'arrivons|n'arrive|je n'arrive plus) (?:pas|plus)? ?(?:à|a)\b/gi, "can't"],
    [/\b(?:ne )?(?:peux|peut|pouvons|peuvent) (?:pas|plus)\b/gi, "can't"],
    [/\bimpossible (?:de|d')\b ?/gi, "can't "],
    [/\b(?:ne )?(?:marche|fonctionne|marchent) (?:pas|plus)\b/gi, "doesn't work"],
    [/\b(?:ça|cela) (?:marche|fonctionne) (?:maintenant|de nouveau|à nouveau)\b/gi, 'works now'],
    [
      /\bavec mon (?:propre )?(?:compte|login|utilisateur|identifiant)(?: perso(?:nnel)?)?\b|\bavec ma (?:propre )?(?:connexion|session)\b/gi,
      'with my own login',
    ],
    [/\b(?:sur|depuis) (?:ma machine|mon (?:poste|pc|ordinateur|laptop))\b|\ben local\b|\blocalement\b/gi, 'locally'],
    [/\bidentité(?:s)? (?:managée?|gérée?|managed)(?:s)?\b/gi, 'managed identity'],
    [/\bprincipal de service\b/gi, 'service principal'],
    [/\b(?:application de fonctions?|function app)\b/gi, 'function app'],
    [/\b(?:inscription d'application|enregistrement d'application)\b/gi, 'app registration'],
    [/\bmettre à jour\b|\bmise à jour\b/gi, 'update'],
    [/\bn'arrivent? (?:pas|plus|jamais)\b/gi, "don't arrive"],
    [/\bdélai (?:d'attente )?(?:dépassé|expiré)\b|\bexpiration du délai\b/gi, 'timeout'],
    [/\bcombien (?:de |d')/gi, 'how many '],
    [/\bcombien coûtent?\b/gi, 'how much costs'],
    [/\bqu'est-ce que?\b|\bc'est quoi\b/gi, 'what is'],
    [/\b(?:ça |cela )?(?:bloque|plante|coince)(?: encore| toujours)?\b/gi, 'fails'],
    [
      /\b(?:corps|réponse|message)(?: de (?:la |l'erreur|réponse|erreur){1,2})?(?: (?:est|reste|était|complètement|tout à fait)){0,2} vide\b/gi,
      'empty body',
    ],
    [/\b(?:routes? d'événements?|routes? d'evenements?)\b/gi, 'event route'],
    [/\bjumeaux numériques?\b|\bjumeau numérique\b/gi, 'digital twins'],
    [
      /\b(?:peux-tu|pouvez-vous|pourriez-vous|pourrais-tu|tu peux|vous pouvez|est-ce que (?:tu peux|vous pouvez|quelqu'un peut)|quelqu'un (?:peut|pourrait))\b/gi,
      'can you',
    ],
    [/\b(?:aucun|pas de|sans) (?:soucis?|problèmes?)\b/gi, 'no problem'],
    [/\best-ce qu(?:e |')/gi, ''],
    [/\b(?:m'|me |nous )((?:r?ajout|donn|accord|attribu|octroy|mett)(?:er|re|ez|e))\b/gi, '$1 me'],
    [/\bpourrai(?:t|ent) (?:avoir|obtenir|recevoir)\b/gi, 'can have'],
    [/\bacc[eèé]s (?:à|au|aux|a) (?:la |l')?/gi, 'access to '],
    [/\b(?:serait-il|est-il|c'est) possible (?:de |d')/gi, 'is it possible to '],
    [
      /\b(?:puis-je|pourrais-je|je peux|je pourrais|on peut|on pourrait) (?:avoir|obtenir|recevoir) (?:un |une |l'|le |les |des )?/gi,
      'can I get ',
    ],
    [
      /\b(?:j'aurais|nous aurions|on aurait|il aurait|elle aurait) besoin (?:d'|de |du |des )?(?:un |une |l')?/gi,
      'I need ',
    ],
    [/\bil (?:me|nous) faudrait (?:un |une |l')?/gi, 'I need '],
    [/\b(?:j'ai|nous avons|on a) besoin (?:d'|de |du |des )?(?:un |une |l')?/gi, 'I need '],
    [/\bil (?:me|nous) faut (?:un |une |l')?/gi, 'I need '],
    [/\bil (?:faut|faudrait|faudra)\b/gi, 'please'],
    [/\bon (?:peut|pourrait)\b/gi, 'can we'],
    [/\b(?:il|elle|qui) a besoin (?:d'|de |du )?(?:un |une )?/gi, 'she needs '],
    [/\ba besoin (?:d'|de |du )?(?:un |une )?/gi, 'needs '],
    [/\b(?:je voudrais|j'aimerais|je souhaite|je souhaiterais)\b/gi, 'I would like'],
    [/\bbesoin (?:d'|de |du |des )(?:un |une |l')?/gi, 'need '],
    [/\bj'(?:ai|obtiens|reçois) (?:une |un |l')?/gi, 'I get '],
    [/\b(?:je reçois|nous recevons|on reçoit|nous obtenons|on obtient) (?:une |un )?/gi, 'we get '],
    [/\b(?:mon|ma|une?|notre) (?:collègue|collegue)\b/gi, 'my colleague'],
    [/\b[ld]'acc[eèé]s\b/gi, 'access'],
    [/\bl'(?=[a-z])/gi, 'the '],
    [/\bj'(?=[a-zàéê])/gi, 'I '],
    [/\b(?:à|a) (?=[A-Z][a-z])/gi, 'to '],
    [/\b(?:à|a) (?=[a-z]{1,20}-[a-z0-9])/gi, 'to '],
  ],
  words: wordList(`
    why: pourquoi
    connector: connecteur
    gateway: passerelle
    copied: copié, copiée, copiés, copiées, collé, collée
    I: je
    we: nous
    he: il
    she: elle
    my: mon, ma, mes
    our: notre, nos
    the: le, la, les
    of: de, du, des
    a: un, une
    error: erreur
    access: accès, accés, accèder, accéder
    permissions: droits, autorisations, autorisation
    role: rôle
    answers: répond, répondent
    says: dit, indique
    returns: renvoie, retourne
    get: avoir, obtenir
    are: sont
    denied: refusé, refusée, refusés, refusées, refuse, rejeté, rejetée, bloqué, bloquée
    forbidden: interdit, interdite, proscrit
    with: avec
    to: vers
    on: sur
    in: dans
    from: depuis
    while: en
    for: pour
    when: quand, lorsque, lors
    and: et
    but: mais
    not: pas
    no: aucun, aucune
    give: donner, donne, donnez, donnes
    grant: accorder, accorde, octroyer, attribuer
    remove: retirer, retire, retirez, enlever, enlève, enlevez
    team: équipe, équipes
    open: ouvrir, ouvre, ouvrez
    enable: habiliter, habilitez, habilite, activer, activez, active, autoriser, autorisez
    unlock: débloquer, débloquez, débloque
    see: voir, consulter, regarder, visualiser
    enter: entrer
    request: demande, demander, sollicite
    expires: expire
    extend: renouveler, renouvelez, étendre, prolonger, prolongez
    must: doit, doivent, devrait
    add: ajouter, ajoute, ajoutez
    query: interroger, interroge, interrogeons, requête, requêter, requêtes, requete, requeter, interrogent, interrogeant, requêtent
    upload: téléverser, charger, télécharger, importer, importe, importons, uploader, uploade, téléverse, téléversant, déposer, dépose, charge, importent, importez, important, uploadons, uploadent, téléversent, déposons, déposent, chargent, chargeons, chargeant
    read: lire, lit, lis, lecture, lisant, lisons, lisent, lisez
    write: écrire, écrit, écriture, écris, écrivons, écrivent, écrivant
    update: modifier, modifie, modifions, modification, màj, modifient, modifiez, modifiant, actualiser, actualise, actualisons, actualisent
    delete: supprimez, supprimer, supprime, supprimons, effacer, efface, suppression, suppriment, supprimant, effaçons, effacent
    create: créer, crée, création, creer, créons, créent, créez, créant
    list: lister, liste, afficher, listons, listent, affichons, affichent
    models: modèles, modèle, modeles, modele
    twins: jumeaux, jumeau
    relationships: relations, relation
    explorer: explorateur
    me: moi
    him: lui
    us: nous
    them: leur
    colleague: stagiaire, alternant, prestataire
    reader: lecteur, lectrice
    owner: propriétaire
    add: rajouter
    application: appli, applis
    gets: reçoit, obtient
    group: groupe
    events: événements, évènements, evenements
    user: utilisateur
    works: marche, fonctionne
    deployed: déployé, déployée, déploie
    approved: approuvé, validé
    already: déjà
    still: toujours, encore
    only: seulement, uniquement
    suddenly: soudain, soudainement
    now: maintenant
    yesterday: hier
    since: depuis
    today: aujourd'hui
    boss: chef, responsable, patron
    fails: échoue
  `),
});
