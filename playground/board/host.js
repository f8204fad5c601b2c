// Plays Teams for the board: answers what the Teams library asks of the window that its page is shown in.
(() => {
  const given = new URLSearchParams(location.search);
  const byId = (id) => document.getElementById(id);
  const tab = byId('tab');
  const [as, theme, width] = [byId('as'), byId('theme'), byId('width')];

  /** Functions that the library calls; each gives the arguments of the answer. */
  const answers = {
    initialize: () => [
      'content',
      'web',
      JSON.stringify({ apiVersion: 1, hostVersionsInfo: {}, supports: {} }),
      '2.58.0',
    ],
    getContext: () => [{ theme: theme.value, locale: 'en-us', hostClientType: 'web', frameContext: 'content' }],
    async 'authentication.getAuthToken'() {
      if (given.get('consent') === 'no') return [false, 'resourceRequiresConsent'];
      const response = await fetch(`/token?${new URLSearchParams({ as: as.value })}`);
      return response.ok ? [true, await response.text()] : [false, await response.text()];
    },
    executeDeepLink(link) {
      byId('opened').value = `Teams would open ${link}`;
      return [true];
    },
  };

  addEventListener('message', async ({ source, data }) => {
    if (source !== tab.contentWindow) return;
    const { id, uuidAsString, func, args = [] } = data;
    if (!Object.hasOwn(answers, func)) return;
    tab.contentWindow.postMessage({ id, uuidAsString, args: await answers[func](...args) }, location.origin);
  });

  theme.addEventListener('change', () => {
    tab.contentWindow.postMessage({ func: 'themeChange', args: [theme.value] }, location.origin);
  });
  width.addEventListener('change', () => {
    tab.dataset.width = width.value;
  });
  as.addEventListener('change', () => tab.contentWindow.location.reload());

  async function begin() {
    for (const { displayName, userPrincipalName } of await (await fetch('/people')).json()) {
      as.add(new Option(displayName, userPrincipalName));
    }
    for (const select of [as, theme, width]) if (given.has(select.id)) select.value = given.get(select.id);
    tab.dataset.width = width.value;
    tab.src = '/board';
  }
  begin();
})();
