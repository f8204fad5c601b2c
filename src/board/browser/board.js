// The page's own script: signs in through Teams, fetches what is to be shown, and keeps it fresh.
(() => {
  const REFRESH_MS = 30_000;
  const TYPING_MS = 300;
  // Teams itself answers within a second or two; another page that frames this one never does.
  const HOST_ANSWERS_WITHIN_MS = 15_000;

  const { app, authentication } = window.microsoftTeams;
  const byId = (id) => document.getElementById(id);
  const board = byId('board');
  const filters = byId('filters');
  const status = byId('status');
  const states = [board, filters, byId('outside'), byId('no-sign-in')];

  let shown = '';
  let asked = 0;
  let timer;

  function show(...visible) {
    for (const state of states) state.hidden = !visible.includes(state);
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function setTheme(theme) {
    document.documentElement.dataset.theme = ['dark', 'contrast'].includes(theme) ? theme : 'default';
  }

  async function begin() {
    try {
      const late = new Promise((_, reject) => {
        setTimeout(reject, HOST_ANSWERS_WITHIN_MS, new Error('No answer.'));
      });
      await Promise.race([app.initialize(), late]);
    } catch {
      say('');
      show(byId('outside'));
      return;
    }
    app.registerOnThemeChangeHandler(setTheme);
    app.getContext().then((context) => setTheme(context.app.theme));
    await refresh();
  }

  async function refresh() {
    clearTimeout(timer);
    asked += 1;
    const mine = asked;
    try {
      const answer = await fetchView();
      // A newer question is under way, and its answer is the one to show.
      if (mine !== asked) return;
      replace(answer.html);
      show(board, ...(answer.ok ? [filters] : []));
      say('');
    } catch (error) {
      if (mine !== asked) return;
      if (error.name === 'SignInError') {
        byId('reason').textContent = error.message;
        show(byId('no-sign-in'));
        say('');
        return;
      }
      const why = error.status === undefined ? 'no answer' : `${error.status} from the server`;
      say(`The board could not be refreshed: ${why}. It tries again by itself.`);
    }
    timer = setTimeout(refresh, REFRESH_MS);
  }

  async function fetchView() {
    const query = new URLSearchParams(new FormData(filters));
    if (shown !== '') query.set('shown', shown);
    const ask = async () => {
      const headers = { authorization: `Bearer ${await signIn()}` };
      return fetch(`/board/view?${query}`, { headers, cache: 'no-store' });
    };
    let response = await ask();
    // A token may run out between Teams and here: a new one is to be had.
    if (response.status === 401) response = await ask();
    if (response.headers.get('x-adt-support') !== 'board') {
      throw Object.assign(new Error('Not an answer of the board.'), { status: response.status });
    }
    return { ok: response.ok, html: await response.text() };
  }

  async function signIn() {
    try {
      return await authentication.getAuthToken();
    } catch (error) {
      const failed = new Error(error?.message || String(error));
      failed.name = 'SignInError';
      throw failed;
    }
  }

  // What was open stays open, and whoever is at a link stays there.
  function replace(markup) {
    const open = [...board.querySelectorAll('details[open]')].map(({ id }) => id);
    const focused = board.contains(document.activeElement) ? document.activeElement.id : '';
    board.innerHTML = markup;
    for (const id of open) byId(id)?.setAttribute('open', '');
    if (focused !== '') (byId(focused) ?? board).focus({ preventScroll: true });
    for (const time of board.querySelectorAll('time')) {
      const moment = new Date(time.dateTime);
      time.title = moment.toLocaleString();
      if (time.textContent.endsWith('UTC')) time.textContent = moment.toLocaleTimeString([], { timeStyle: 'short' });
    }
  }

  let typing;
  filters.addEventListener('input', (event) => {
    shown = '';
    clearTimeout(typing);
    typing = setTimeout(refresh, event.target.type === 'search' ? TYPING_MS : 0);
  });
  filters.addEventListener('submit', (event) => event.preventDefault());

  document.addEventListener('click', (event) => {
    const { target } = event;
    if (target.matches('.again')) refresh();
    if (target.matches('#more')) {
      shown = target.dataset.shown;
      refresh();
    }
    const link = target.closest('main a');
    if (link === null) return;
    event.preventDefault();
    app.openLink(link.href).catch(() => say('Teams could not open that.'));
  });

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) clearTimeout(timer);
    else if (!board.hidden) refresh();
  });

  begin();
})();
