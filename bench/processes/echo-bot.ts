/** The yardstick: the smallest botbuilder bot, one message in, the same text out. */
import { ActivityTypes, CloudAdapter, ConfigurationBotFrameworkAuthentication, type Request } from 'botbuilder';
import restify from 'restify';

// No app id: without authentication, as our bot runs beside it.
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as Request, response, async (context) => {
    if (context.activity.type === ActivityTypes.Message) await context.sendActivity(`echo ${context.activity.text}`);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/api/messages`));
