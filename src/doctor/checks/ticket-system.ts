import type { Check } from '../check.ts';

/** Whether the bot can connect to the ticket system. Nothing is posted there: it would make a ticket of it. */
export const ticketSystem: Check = {
  id: 'ticket-system',
  title: 'Ticket system',
  async run({ settings: { ticketWebhook }, reach }, options) {
    if (ticketWebhook === undefined) {
      return [{ outcome: 'ok', what: 'No ticket system hears of cases without TICKET_WEBHOOK_URL.' }];
    }
    const { host } = new URL(ticketWebhook.url);
    const answer = await reach(ticketWebhook.url, options);
    switch (answer.reached) {
      case 'yes':
        return [
          { outcome: 'ok', what: `${host} can be reached. Whether it takes what the bot posts, only a case shows.` },
        ];
      case 'unknown':
        return [{ outcome: 'unknown', what: `Whether ${host} can be reached is not known.`, why: `${answer.said}.` }];
      case 'no':
        return [
          {
            outcome: 'warning',
            what: `${host} cannot be reached: ${answer.said}.`,
            why: 'It hears of no case, and what it does not take for half an hour is given up.',
            fix: {
              how: 'Compare TICKET_WEBHOOK_URL with the address of the ticket system, and let this machine reach it. Where its certificate is of an authority of your own, name that in NODE_EXTRA_CA_CERTS.',
            },
          },
        ];
    }
  },
};
