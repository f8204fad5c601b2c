import assert from 'node:assert/strict';
import { sign } from '../../src/tickets/sign.ts';

describe('a signature', () => {
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body: '{"test": 2432232314}',
    at: new Date(1_614_265_330_000),
  };
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

  it('is the one that Standard Webhooks gives as its example', () => {
    assert.deepEqual(sign(message, secret), {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('covers the id, the time and the body', () => {
    const same = sign(message, secret)['webhook-signature'];
    const others = [{ id: 'msg_2' }, { body: '{}' }, { at: new Date(0) }];
    for (const other of others) assert.notEqual(sign({ ...message, ...other }, secret)['webhook-signature'], same);
  });
});
