import { language, wordList } from './language.ts';

/** English as typed in a hurry: slips, missing apostrophes, chat shorthand, British spelling. */
export const typing = language({
  signs: '',
  phrases: [
    [/\bcan not\b(?! only)/gi, 'cannot'],
    [
      /\b(?:digi?|digtal|digitial|digitaal|digitl|digial|digitall|digital)[ -]?(?:twi?ns?|tiwns|twinns)\b/gi,
      'digital twins',
    ],
  ],
  words: wordList(`
    forbidden: forbiden, forbbiden, forbbidden, fobidden, forbidded, forbiddden, forbideen, forbidn, forbinden, fobiden
    access: acces, acess, accesss, acccess, accss, acsess, accsess
    permission: permision, permisson, permmission, persmission, permisison, premission
    permissions: permisions, permissons, permmissions, persmissions, perms, premissions
    denied: deined, denyed, dennied, deneid
    unauthorized: unauthorised, unautorized, unathorized, unauthorzied
    authorized: authorised, autorized, authorzied
    authorization: authorisation, authorizaton
    can't: cant, cannt, cnt, canot
    don't: dont
    doesn't: doesnt
    isn't: isnt
    won't: wont
    didn't: didnt
    couldn't: couldnt
    i'm: im
    i've: ive
    you: u
    please: pls, plz, plss, pleas, plese, pleae, plz
    request: requst, reqest, req
    give: giv, gve
    give me: gimme, gimmie
    twins: tiwns, twinns
    query: querry, qurey, qeury
    querying: quering, querrying
    queries: querries
    models: modles, modells, modesl
    upload: uplaod, uplod
    uploading: uplaoding
    getting: geting, gettin, gettign
    instance: instace, instnace, intance, instanse
    colleague: collegue, coleague, collegaue, coworker
    relationship: realtionship, relatioship
    function: funtion, fucntion
    application: aplication, appliction
    thanks: thx, tx, thnx, thks, tnx
    receive: recieve
    receiving: recieving
    received: recieved
    error: eror, errror
    because: bc, cuz, cos
  `),
});
