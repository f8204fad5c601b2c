import assert from 'node:assert/strict';
import { answerService, isSaidToBot, reactsToAnswer, refine } from '../../src/symptoms/follow-up.ts';
import type { Operation, SymptomReport } from '../../src/symptoms/report.ts';

const mine: SymptomReport = {
  kind: 'adt-403',
  service: 'digital-twins',
  status: 403,
  instance: { name: 'plant-a' },
  principal: { kind: 'me' },
  operation: 'query',
  access: 'read',
  client: 'dotnet',
  correlationId: '0c5f8b0e-0000-4000-8000-000000000001',
  redacted: ['jwt'],
};
const ofApp: SymptomReport = { ...mine, principal: { kind: 'app', id: 'twin-sync' } };
const whichApp: SymptomReport = { ...mine, principal: { kind: 'app' } };
const whichIdentity: SymptomReport = { ...mine, principal: { kind: 'managed-identity' } };
const bare: SymptomReport = { kind: 'unclear', status: 403, client: 'python', redacted: [] };
const appId = '6a0f3b0c-8b1e-4a52-b7f6-2f9f8f4b7c22';

const { correlationId: _, ...mineAnywhere } = mine;
const whoElse = { ...mine, redacted: [] };
const elsewhere = { ...mineAnywhere, redacted: [] };

function reads(texts: string[], last: SymptomReport, expected: Partial<SymptomReport>) {
  for (const text of texts) {
    it(`“${text}”`, () => {
      const refined = refine(last, text);
      assert.ok(refined !== undefined, 'is understood');
      assert.deepEqual({ ...refined, ...expected }, refined);
    });
  }
}

describe('a follow-up about who is calling', () => {
  reads(
    [
      "it's the function app, not me",
      'not me, the app',
      'No, it is an app registration',
      'sorry, I meant our daemon',
      'it was the web app, not my own account',
      'es ist die Function App, nicht ich',
      'nein, die Anwendung',
      "c'est l’application, pas moi",
      'non, le principal de service',
      'es la aplicación, no yo',
      'é o aplicativo, não eu',
      'アプリです、私ではありません',
    ],
    mine,
    { ...whoElse, principal: { kind: 'app' } },
  );
  reads(
    [
      'no, the managed identity func-telemetry',
      'it is managed identity func-telemetry',
      'the managed identity of the function app func-telemetry',
      'func-telemetry managed identity',
      'nein, die verwaltete Identität func-telemetry',
      'nein, die Managed Identity func-telemetry',
      'non, l’identité managée func-telemetry',
      'no, la identidad administrada func-telemetry',
      'não, a identidade gerenciada func-telemetry',
      'マネージド ID func-telemetry です',
    ],
    mine,
    { ...whoElse, principal: { kind: 'managed-identity', id: 'func-telemetry' } },
  );
  reads(
    [
      "it's my app twin-sync",
      'the app is called twin-sync',
      'same for the service principal twin-sync',
      'and for the app twin-sync?',
      'what about the twin-sync app?',
      'und für die App twin-sync?',
      'et pour l’application twin-sync ?',
      '¿y para la aplicación twin-sync?',
      'e para o aplicativo twin-sync?',
      'アプリ twin-sync の場合は？',
    ],
    mine,
    { ...whoElse, principal: { kind: 'app', id: 'twin-sync' } },
  );
  reads(
    [
      `with app id ${appId}`,
      `it's the app with client id ${appId}`,
      `the application id is ${appId}`,
      `mit der App-ID ${appId}`,
      `avec l’ID d’application ${appId}`,
      `con el id de aplicación ${appId}`,
      `com o ID do aplicativo ${appId}`,
      `アプリ ID は ${appId} です`,
    ],
    mine,
    { ...whoElse, principal: { kind: 'app', id: appId } },
  );
  reads(
    [
      'same for alex@contoso.com',
      'and for alex@contoso.com?',
      'what about my colleague alex@contoso.com',
      'und für alex@contoso.com?',
      'pareil pour alex@contoso.com',
      'lo mismo para alex@contoso.com',
      'o mesmo para alex@contoso.com',
      'alex@contoso.com の場合は？',
    ],
    mine,
    { ...elsewhere, principal: { kind: 'user', id: 'alex@contoso.com' } },
  );
  reads(
    [
      "it's me, not the app",
      'and for me?',
      'no, my own account',
      'und für mich?',
      'nein, das bin ich',
      'et pour moi ?',
      '¿y para mí?',
      'e para mim?',
      '私です',
    ],
    ofApp,
    {
      principal: { kind: 'me' },
      instance: { name: 'plant-a' },
    },
  );
  reads(['it works locally', 'but it works on my machine', 'works on my laptop'], ofApp, {
    ...ofApp,
    redacted: [],
    worksWith: 'local-machine',
  });
  reads(['it works with my own login', 'but it works for me'], ofApp, {
    ...ofApp,
    redacted: [],
    worksWith: 'own-login',
  });
});

describe('a follow-up that names who is calling, without saying what it is', () => {
  for (const text of [
    'it is twin-sync, not me',
    'not me, twin-sync',
    'it’s for twin-sync, not for me',
    'twin-sync, nicht ich',
  ]) {
    it(`“${text}”`, () => {
      const refined = refine(mine, text);
      assert.deepEqual([refined?.principal, refined?.instance], [{ kind: 'app', id: 'twin-sync' }, mine.instance]);
    });
  }

  it('tells an app by the prefix of its name', () => {
    assert.deepEqual(refine(mine, 'it is func-telemetry')?.principal, { kind: 'app', id: 'func-telemetry' });
    assert.deepEqual(refine(mine, 'no, id-telemetry')?.principal, { kind: 'managed-identity', id: 'id-telemetry' });
  });

  it('tells it from where it calls', () => {
    const refined = refine(mine, 'not me, twin-sync on plant-b');
    assert.deepEqual([refined?.principal?.id, refined?.instance], ['twin-sync', { name: 'plant-b' }]);
    assert.deepEqual(refine(mine, 'it was on plant-b, not me')?.instance, { name: 'plant-b' });
  });
});

describe('a follow-up about where', () => {
  reads(
    [
      'and for plant-b?',
      'What about plant-b?',
      'plant-b',
      'no, plant-b',
      'sorry, I meant plant-b',
      'same on plant-b',
      'also on plant-b',
      'try plant-b',
      'still 403 on plant-b',
      'the instance is plant-b',
      'und für plant-b?',
      'und auf plant-b?',
      'et pour plant-b ?',
      '¿y para plant-b?',
      'e para plant-b?',
      'plant-b はどうですか？',
      'plant-b の場合は？',
    ],
    ofApp,
    { kind: 'adt-403', instance: { name: 'plant-b' }, principal: { kind: 'app', id: 'twin-sync' }, operation: 'query' },
  );
  reads(
    ['and for https://plant-b.api.weu.digitaltwins.azure.net?', 'it was plant-b.api.weu.digitaltwins.azure.net'],
    mine,
    {
      ...elsewhere,
      instance: { hostName: 'plant-b.api.weu.digitaltwins.azure.net' },
    },
  );

  it('goes on with the one of two that is new, and leaves the one that it is not', () => {
    for (const text of ['and for plant-a and plant-b?', 'it was plant-b, not plant-a', 'plant-b instead of plant-a']) {
      assert.deepEqual(refine(ofApp, text)?.instance, { name: 'plant-b' }, text);
    }
  });

  it('names an instance that was offered, though it is a plain word', () => {
    assert.deepEqual(refine(whichApp, 'factory', ['Factory', 'plant-a'])?.instance, { name: 'factory' });
    assert.deepEqual(refine(whichApp, 'plant-a please', ['factory', 'plant-a'])?.principal, { kind: 'app' });
  });

  it('drops what belongs to the other call', () => {
    assert.equal(refine(mine, 'and for plant-b?')?.correlationId, undefined);
    assert.equal(refine(mine, 'try again')?.correlationId, mine.correlationId);
  });
});

describe('a follow-up about what was tried', () => {
  const tried = (operation: Operation, access: 'read' | 'write') => ({
    operation,
    access,
    instance: { name: 'plant-a' },
  });
  const other: SymptomReport = { ...mine, operation: 'event-routes', access: 'write' };
  reads(
    [
      'it was a query',
      'I was querying twins',
      'no, a query',
      'es war eine Abfrage',
      'c’était une requête',
      'era una consulta',
      'foi uma consulta',
      'クエリです',
    ],
    other,
    tried('query', 'read'),
  );
  reads(
    [
      'I meant write',
      'it was an update',
      'no, when I create twins',
      'beim Schreiben',
      'en écriture',
      'era una escritura',
      'foi uma escrita',
      '書き込みです',
    ],
    mine,
    tried('write', 'write'),
  );
  reads(
    [
      'it was a delete',
      'when deleting a twin',
      'beim Löschen',
      'c’était une suppression',
      'al eliminar',
      'ao excluir',
      '削除です',
    ],
    mine,
    tried('delete', 'write'),
  );
  reads(
    ['I was only reading', 'nur lesen', 'en lecture', 'lectura', 'leitura', '読み取りです'],
    other,
    tried('read', 'read'),
  );
  reads(
    ['it was uploading models', 'while uploading a model', 'beim Modelle hochladen', 'モデルのアップロードです'],
    mine,
    tried('models', 'write'),
  );

  it('forgets whether the other call changed anything', () => {
    assert.equal(refine(mine, 'it was event routes')?.access, undefined);
  });
});

describe('a follow-up that asks to look again', () => {
  reads(
    [
      'try again',
      'again',
      'Again please!',
      'check again',
      'can you check again?',
      'retry',
      'once more',
      'still 403',
      'nope, still 403',
      'still the same error',
      "it still doesn't work",
      'it still gives me 403',
      'thanks, but still 403',
      'still 403 after Megan gave me the role',
      'still failing, I waited ten minutes and signed in again',
      'nochmal',
      'bitte noch einmal',
      'versuch es nochmal',
      'immer noch 403',
      'ich bekomme immer noch 403',
      'geht immer noch nicht',
      'réessaie',
      'encore une fois',
      'toujours 403',
      'ça ne marche toujours pas',
      'otra vez',
      'inténtalo de nuevo',
      'todavía 403',
      'sigue dando 403',
      'de novo',
      'tente novamente',
      'ainda 403',
      'continua dando 403',
      'もう一度',
      'もう一度お願いします',
      'まだ403です',
      '再試行',
    ],
    ofApp,
    { ...ofApp, redacted: [] },
  );

  reads(
    [
      'is it fixed?',
      'does it work now?',
      'does it work now',
      'works now?',
      'is that solved?',
      'I got the role now, does it work?',
      'Megan assigned it. Is it fixed now?',
      'funktioniert es jetzt?',
      'ça marche maintenant ?',
      '¿ya funciona?',
      '動きましたか？',
    ],
    ofApp,
    { ...ofApp, redacted: [] },
  );

  it('may change something too', () => {
    const refined = refine(mine, 'try again, it was a write on plant-b');
    assert.deepEqual([refined?.operation, refined?.instance], ['write', { name: 'plant-b' }]);
  });
});

describe('a follow-up that says it still fails, with more than is understood', () => {
  reads(
    [
      'still 403 when uploading',
      'nope, still 403 when uploading',
      'still 403 when I try to upload a DTDL file',
      'I tried uploading it, still 403',
      'immer noch 403 beim Hochladen der Dateien',
    ],
    mine,
    { ...whoElse, operation: 'models', access: 'write' },
  );
  reads(['nope, still forbidden when I save', 'still 403 over here when I update twins'], mine, {
    ...whoElse,
    operation: 'write',
    access: 'write',
  });
  reads(['still 403 over here, now on delete'], mine, { ...whoElse, operation: 'delete', access: 'write' });

  for (const text of [
    'still 403 after updating the SDK',
    'after changing the password still 403',
    'still 403 since Megan deleted the assignment',
    'still 403, Megan updated the role',
    'still 403, although Adele can upload',
    'nope, still 403, I saved the role in the portal',
    'still 403, is uploading allowed with Reader',
  ]) {
    it(`is not about what else was done: “${text}”`, () => assert.deepEqual(refine(mine, text), whoElse));
  }

  it('keeps what was tried of what, where a verb says less', () => {
    const uploading: SymptomReport = { ...mine, operation: 'write', access: 'write' };
    const routes: SymptomReport = { ...mine, operation: 'event-routes', access: 'write' };
    assert.equal(refine(uploading, 'still 403 when uploading')?.operation, 'write');
    assert.equal(refine(routes, 'still forbidden when I save')?.operation, 'event-routes');
    assert.equal(refine(routes, 'still forbidden when I save twins')?.operation, 'write');
    assert.equal(refine(routes, 'still forbidden over here when I query')?.operation, 'query');
  });

  it('tells who is calling where it names somebody, and keeps who has a name', () => {
    const ofSync = { kind: 'app', id: 'twin-sync' };
    assert.deepEqual(refine(mine, 'still 403 from the app twin-sync when uploading')?.principal, ofSync);
    assert.deepEqual(refine(mine, 'still 403 from our function app, weird')?.principal, { kind: 'app' });
    assert.deepEqual(refine(ofApp, 'still 403 from our function app, weird')?.principal, ofSync);
    assert.deepEqual(refine(ofApp, 'it fails from our function app')?.principal, ofSync);
    assert.deepEqual(refine(ofApp, 'nope, still forbidden when I save')?.principal, ofSync);
    assert.deepEqual(refine(mine, 'still 403 with another account lee@contoso.com, weird')?.principal, {
      kind: 'user',
      id: 'lee@contoso.com',
    });
    assert.deepEqual(refine(mine, 'still 403 when I query on behalf of Megan')?.principal, mine.principal);
  });

  it('tells where, with what, and what it is answered', () => {
    assert.deepEqual(refine(ofApp, 'still failing on plant-b, weird')?.instance, { name: 'plant-b' });
    assert.equal(refine(ofApp, 'still failing on plant-b, weird')?.correlationId, undefined);
    assert.deepEqual(refine(ofApp, 'still failing, Megan gave it the role on plant-b')?.instance, mine.instance);
    assert.equal(refine(mine, 'still 403 with az cli')?.client, 'az-cli');
    const there = refine(ofApp, 'still 403 in the Explorer');
    assert.deepEqual(
      [there?.client, there?.principal, there?.instance],
      ['adt-explorer', { kind: 'me' }, mine.instance],
    );
    assert.deepEqual(
      refine(ofApp, 'still getting 403 from ADT after Megan gave it the role')?.principal,
      ofApp.principal,
    );
    assert.equal(refine(mine, 'still 403 with an empty body')?.body, 'empty');
    assert.equal(refine(ofApp, 'it works locally but still 403 in production')?.worksWith, 'local-machine');
    const other = '2f6a8e64-94aa-492a-bc31-16b9f0b16ab3';
    const called = refine({ ...mine, at: '2026-03-01T08:00:00.000Z' }, `still 403, correlation id ${other}`);
    assert.deepEqual([called?.correlationId, called?.at], [other, undefined]);
    const { kind, status } = refine(mine, 'still failing, with 401 now') ?? {};
    assert.deepEqual([kind, status], ['adt-other', 401]);
  });
});

describe('a follow-up that tells where it fails, without naming the service again', () => {
  reads(['it fails from our function app', 'only the pipeline fails, I can query'], mine, {
    ...whoElse,
    principal: { kind: 'app' },
  });
  reads(['it works with my login and fails from our function app'], mine, {
    ...whoElse,
    principal: { kind: 'app' },
    worksWith: 'own-login',
  });
  reads(['it works locally but fails when deployed'], ofApp, {
    ...ofApp,
    redacted: [],
    worksWith: 'local-machine',
  });

  for (const text of [
    'our function app answers 500',
    'AADSTS700016 from our function app',
    'the storage account refuses our function app with 403',
  ]) {
    it(`is not “${text}”`, () => assert.equal(refine(mine, text), undefined));
  }
});

describe('a follow-up with a token', () => {
  const claims = { aud: 'https://digitaltwins.azure.net', oid: appId, exp: 1_900_000_000 };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = [part({ typ: 'JWT', alg: 'RS256' }), part(claims), 'c2lnbmF0dXJl'.repeat(8)].join('.');
  const token = { audience: claims.aud, objectId: appId, expiresAt: '2030-03-17T17:46:40.000Z' };
  const expired: SymptomReport = {
    ...mine,
    at: '2026-03-02T08:00:00.000Z',
    token: { audience: 'https://management.azure.com', expiresAt: '2026-03-02T07:00:00.000Z' },
  };

  for (const text of [
    jwt,
    `here is the new one: ${jwt}`,
    `still 403, with this token: ${jwt}`,
    `Authorization: Bearer ${jwt}`,
    `this is what the portal gave me, ${jwt}, and it looks fine to me`,
  ]) {
    it(`goes on with that one, and tells of it: “${text.replace(jwt, '…')}”`, () => {
      const refined = refine(expired, text);
      assert.deepEqual([refined?.token, refined?.redacted, refined?.instance], [token, ['jwt'], mine.instance]);
      assert.deepEqual([refined?.principal, refined?.at], [mine.principal, undefined]);
    });
  }

  it('goes on with that one where the service is not known yet', () => {
    const refined = refine(bare, `this is the token: ${jwt}`);
    assert.deepEqual([refined?.kind, refined?.status, refined?.token], ['unclear', 403, token]);
  });

  for (const text of [
    'try again',
    'still 403',
    'got a new token, try again',
    'I have a fresh token',
    'signed in again',
    'does it work now?',
    'neues Token, bitte nochmal',
    'j’ai un nouveau jeton',
    'tengo un token nuevo',
    'tenho um novo token',
  ]) {
    it(`or of one, forgets the last: “${text}”`, () => {
      const refined = refine(expired, text);
      assert.ok(refined !== undefined, 'is understood');
      assert.equal(refined.token, undefined);
      assert.ok(!('token' in refined));
    });
  }

  it('is kept where something else is told of the same call', () => {
    assert.deepEqual(refine(expired, 'it was a write')?.token, expired.token);
  });

  for (const text of ['how do I get a new token?', `AADSTS700016 from Key Vault: ${jwt}`]) {
    it(`is not “${text.slice(0, 40)}”`, () => assert.equal(refine(expired, text), undefined));
  }
});

describe('a follow-up that says all is well', () => {
  for (const text of [
    'now it works, thanks',
    'it works now',
    'works, thank you so much',
    'solved',
    'that did it',
    'jetzt geht es, danke',
    'funktioniert jetzt',
    'ça marche maintenant, merci',
    'ya funciona, gracias',
    'agora funciona, obrigada',
    '動きました、ありがとうございます',
    'works for me now',
    'it works for me again, thanks',
    'now it works for me',
    'geht jetzt bei mir',
    'plant-a works now',
    'works, thanks Megan',
  ]) {
    it(`“${text}”`, () => assert.deepEqual(refine(mine, text), { kind: 'chatter', redacted: [] }));
  }

  it('of another instance, or of the writer alone, is told of the same call', () => {
    assert.deepEqual(refine(mine, 'plant-b works now')?.instance, { name: 'plant-b' });
    for (const text of ['it works for me but not for the app', 'it works for me now, but not for the app']) {
      const { principal, worksWith } = refine(mine, text) ?? {};
      assert.deepEqual([principal, worksWith], [{ kind: 'app' }, 'own-login'], text);
    }
  });
});

describe('the answer to which app', () => {
  for (const text of [
    'twin-sync',
    'twin-sync.',
    "it's twin-sync",
    'its name is twin-sync',
    'twin-sync, thanks',
    'the app twin-sync',
    'called "twin-sync"',
    'sie heißt twin-sync',
    'elle s’appelle twin-sync',
    'se llama twin-sync',
    'twin-sync です',
  ]) {
    it(`“${text}”`, () => assert.deepEqual(refine(whichApp, text)?.principal, { kind: 'app', id: 'twin-sync' }));
  }
  for (const [text, id] of [
    ['Twin Sync Service', 'Twin Sync Service'],
    ['twinsync', 'twinsync'],
    ['it is called “Telemetry Loader”', 'Telemetry Loader'],
    [appId, appId],
  ] as const) {
    it(`“${text}”`, () => assert.deepEqual(refine(whichIdentity, text)?.principal, { kind: 'managed-identity', id }));
  }

  it('may be a person after all', () => {
    assert.deepEqual(refine(whichApp, 'alex@contoso.com')?.principal, { kind: 'user', id: 'alex@contoso.com' });
    assert.deepEqual(refine(whichApp, "no, it's me")?.principal, { kind: 'me' });
  });

  it('may name the instance with it', () => {
    const refined = refine({ ...whichApp, instance: {} }, 'the app twin-sync on plant-b');
    assert.deepEqual([refined?.principal?.id, refined?.instance], ['twin-sync', { name: 'plant-b' }]);
  });

  for (const text of [
    'hello',
    'I do not know',
    'no idea',
    'thanks',
    'why do you ask?',
    'what is an app id?',
    'who can tell me?',
  ]) {
    it(`is not “${text}”`, () => assert.equal(refine(whichApp, text), undefined));
  }
});

describe('the answer to which service', () => {
  for (const text of ['ADT', 'Azure Digital Twins', "it's digital twins", 'from ADT']) {
    it(`“${text}”`, () => {
      const refined = refine(bare, text);
      assert.deepEqual([refined?.kind, refined?.service, refined?.client], ['adt-403', 'digital-twins', 'python']);
    });
  }
  for (const [text, service] of [
    ['storage', 'storage'],
    ['Key Vault', 'key-vault'],
    ['it was our IoT Hub', 'iot-hub'],
  ] as const) {
    it(`“${text}”`, () =>
      assert.deepEqual([refine(bare, text)?.kind, refine(bare, text)?.service], ['other-service', service]));
  }

  it('takes what is said last, and keeps what is not said', () => {
    const told: SymptomReport = { ...bare, instance: { name: 'plant-a' }, principal: { kind: 'app', id: 'twin-sync' } };
    const mineThere = refine(told, 'Azure Digital Twins, it is me on plant-b');
    assert.deepEqual([mineThere?.principal, mineThere?.instance], [{ kind: 'me' }, { name: 'plant-b' }]);
    const same = refine(told, 'ADT');
    assert.deepEqual([same?.principal, same?.instance], [told.principal, told.instance]);
  });

  it('leaves another status what it was', () => {
    const refused: SymptomReport = { kind: 'unclear', status: 401, redacted: [] };
    for (const text of ['ADT', 'plant-a', 'and for plant-b?']) {
      const { kind, status } = refine(refused, text) ?? {};
      assert.deepEqual([kind, status], ['adt-other', 401], text);
    }
  });

  it('is told from what only goes on with a report', () => {
    assert.equal(answerService(bare, 'ADT, plant-b')?.instance?.name, 'plant-b');
    assert.equal(answerService(bare, 'Key Vault')?.service, 'key-vault');
    for (const text of ['plant-b', 'and for plant-b?', 'try again', 'thanks']) {
      assert.equal(answerService(bare, text), undefined, text);
    }
  });

  it('names nobody by what stands beside the word for a secret', () => {
    for (const text of [
      'digital twins, secret winter-green',
      'ADT, not me, secret winter-green',
      'ADT app secret winter-green',
    ]) {
      for (const read of [refine, answerService]) {
        const refined = read({ ...bare, principal: { kind: 'app' } }, text);
        assert.deepEqual([refined?.kind, refined?.principal], ['adt-403', { kind: 'app' }], text);
      }
    }
  });

  it('is read without markup, which may stand between a name and the word for a secret', () => {
    const answered = answerService({ ...bare, principal: { kind: 'app' } }, 'ADT, <b>secret</b> <i>winter-green</i>');
    assert.deepEqual([answered?.kind, answered?.principal], ['adt-403', { kind: 'app' }]);
  });

  it('is taken from what holds a secret too, without the secret, and says that there was one', () => {
    for (const text of [
      'ADT, my password is hunter22',
      'ADT, my password winter-2026',
      'ADT <code>pw</code> <b>winter-2026</b>',
    ]) {
      const answered = answerService({ ...bare, principal: { kind: 'app' } }, text);
      assert.deepEqual([answered?.kind, answered?.principal], ['adt-403', { kind: 'app' }], text);
      assert.deepEqual(answered?.redacted, ['password'], text);
      assert.equal(refine({ ...bare, principal: { kind: 'app' } }, text), undefined, text);
    }
  });

  it('may be the instance itself', () => {
    const refined = refine(bare, 'plant-a');
    assert.deepEqual([refined?.kind, refined?.instance], ['adt-403', { name: 'plant-a' }]);
  });

  for (const text of ['hello', 'thanks', 'I do not know', 'what do you mean?']) {
    it(`is not “${text}”`, () => assert.equal(refine(bare, text), undefined));
  }
});

describe('what is no follow-up', () => {
  for (const text of [
    '',
    'hello',
    'hi there',
    'thanks',
    'thank you',
    'danke',
    'ありがとう',
    'こんにちは',
    'how are you?',
    'who can approve this?',
    'what does Data Reader mean?',
    'why?',
    'see you again tomorrow',
    'lunch?',
    'the meeting is at 10',
    'I will ask Megan',
    'help',
    'requests',
    'diagnose plant-b',
    'can you give me access to plant-b?',
    'please give alex@contoso.com data reader on plant-b',
    'I get 403 on plant-b when I query twins',
    'my function app twin-sync gets 403 on plant-b',
    'Getting 403 from https://plant-b.api.weu.digitaltwins.azure.net when uploading models',
    'ich bekomme 403 bei Azure Digital Twins',
    'still getting 403 from key vault',
    'AADSTS7000215: Invalid client secret provided',
    '<at>Megan Bowen</at> can you look?',
    '[try again](https://evil.example)',
    `try again ${'x'.repeat(300)}`,
  ]) {
    it(`“${text.slice(0, 60)}”`, () => assert.equal(refine(mine, text), undefined));
  }

  it('is one with a secret in it', () => {
    assert.equal(refine(whichApp, 'it is twin-sync, client_secret=abc8Q~0123456789012345678901234567890'), undefined);
  });
});

describe('a reaction to an answer', () => {
  for (const text of [
    'no, the app',
    'and for plant-b?',
    'try again',
    'still 403',
    'what about plant-b',
    'nein, plant-b',
    'plant-b?',
    'もう一度',
  ]) {
    it(`is “${text}”`, () => assert.ok(reactsToAnswer(text)));
  }
  for (const text of [
    'on plant-b',
    'for my app twin-sync',
    'it is my app',
    'when I query twins',
    'and then I get 403',
  ]) {
    it(`is not “${text}”`, () => assert.ok(!reactsToAnswer(text)));
  }
});

describe('what is addressed to nobody', () => {
  for (const text of [
    'and for plant-b?',
    'still 403',
    'still 403, thank you anyway',
    'try again',
    'it’s the function app, not me',
    'no, plant-b',
    'does it work now?',
    'nein, die App',
  ]) {
    it(`is meant for the bot: “${text}”`, () => assert.ok(isSaidToBot(text, false)));
  }
  for (const text of [
    'did you query plant-b?',
    'can you check again?',
    'yes I can write',
    'let me retry',
    'I’ll try again',
    'hast du plant-b abgefragt?',
    'je vais réessayer',
    'puedes consultar plant-b?',
    'plant-b',
  ]) {
    it(`is meant for people: “${text}”`, () => assert.ok(!isSaidToBot(text, false)));
  }

  it('is meant for the bot where the bot has asked', () => {
    assert.ok(isSaidToBot('plant-b', true));
    assert.ok(!isSaidToBot('did you mean plant-b?', true));
  });
});
