import assert from 'node:assert/strict';
import { isOnlyWritten, spoken } from '../../src/symptoms/spoken.ts';

const trace = `Unhandled exception. Azure.RequestFailedException: Service request failed.
Status: 403 (Forbidden)
   at Azure.DigitalTwins.Core.DigitalTwinsClient.DeleteModel(String modelId)
   at Program.<Main>$(String[] args)`;

describe('what people say', () => {
  it('is in no frame of a trace and no line of JSON', () => {
    assert.equal(spoken(`403 on plant-b\n   at Azure.Core.Send()\n{ "status": 403 }`).trim(), '403 on plant-b');
  });

  it('may be nothing', () => {
    assert.equal(isOnlyWritten(trace), true);
    assert.equal(isOnlyWritten(`${trace}\nany idea?`), false);
    assert.equal(isOnlyWritten('Status: 403 (Forbidden)'), false);
  });
});
