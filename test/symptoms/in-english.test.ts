import assert from 'node:assert/strict';
import { inEnglish } from '../../src/symptoms/languages/in-english.ts';

describe('inEnglish', () => {
  for (const [text, english] of [
    ['Ich bekomme 403 auf plant-a', 'I get 403 on plant-a'],
    ["Je n'ai pas accès à plant-a", 'I lack access to plant-a'],
    ['No puedo subir modelos', "can't upload models"],
    ['Não consigo consultar gêmeos', "can't query twins"],
    ['plant-a でエラー', ' on plant-a · error '],
    ['cant acces adt pls', "can't access adt please"],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(inEnglish(text), english));
  }

  for (const text of [
    'https://das-und-auf.api.weu.digitaltwins.azure.net/models',
    'the app el-modelo gets 403 on plant-mit-auf',
    'at com.azure.core.http.rest.RestProxy (RestProxy.java:389)',
    'Date: Mon, 06 Jul 2020 00:40:40 GMT',
    'client_id=auf&resource=und',
  ]) {
    it(`leaves ${text} alone`, () => assert.equal(inEnglish(text), text));
  }
});
