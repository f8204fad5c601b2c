import assert from 'node:assert/strict';
import { table } from '../../../src/symptoms/formats/table.ts';

describe('table', () => {
  it('finds the status below the name of its column', () => {
    const rows =
      'timestamp,target,resultCode,success\n2026-02-08T19:44:10Z,a,200,True\n2026-02-08T19:44:11Z,b,403,False';
    assert.deepEqual(table(rows, ''), { status: 403 });
  });

  it('knows tabs and quotes', () => {
    assert.deepEqual(table('"Time"\t"Status"\n"10:00"\t"429"', ''), { status: 429 });
  });

  it('finds none in rows that went through, or without names of columns', () => {
    assert.equal(table('time,status\n10:00,200', ''), undefined);
    assert.equal(table('10:00,403,False', ''), undefined);
  });
});
