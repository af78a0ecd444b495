/** Hash routes: `#/memory?q=boots` is the page `memory`, no rest, and a query. */
export type Page = (typeof menu)[number]['pages'][number];

/** The menu, in groups; `title` is the message that heads a group. */
export const menu = [
  { title: null, pages: ['today', 'talk', 'live', 'lens'] },
  { title: 'pages.memory', pages: ['timeline', 'memory'] },
  { title: 'pages.knows', pages: ['people', 'goals', 'mind'] },
  { title: 'pages.make', pages: ['write', 'imagine', 'keepsakes', 'rehearse', 'adventure'] },
  { title: 'pages.yours', pages: ['team', 'acts', 'sources', 'settings'] },
] as const;

/** What the bar of a phone has room for; the rest is behind “More”. */
export const atHand: readonly Page[] = ['today', 'talk', 'live', 'memory'];

export const pages: readonly Page[] = menu.flatMap((group) => [...group.pages]);

export interface Route {
  page: Page;
  rest: string;
  query: URLSearchParams;
}

export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [page = '', ...rest] = path.split('/');
  const known = pages.find((name) => name === page) ?? 'today';
  return { page: known, rest: decode(rest.join('/')), query: new URLSearchParams(query) };
}

export function href(page: Page, rest = '', query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query).toString();
  const path = rest ? `${page}/${encodeURIComponent(rest)}` : page;
  return `#/${path}${search ? `?${search}` : ''}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

class Router {
  route = $state.raw<Route>(parse(''));

  start(): () => void {
    const update = () => (this.route = parse(location.hash));
    update();
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  }

  go(page: Page, rest = '', query: Record<string, string> = {}): void {
    location.hash = href(page, rest, query);
  }

  /** Change the address without a step in the history. */
  replace(page: Page, rest = '', query: Record<string, string> = {}): void {
    history.replaceState(null, '', href(page, rest, query));
    this.route = parse(location.hash);
  }
}

export const router = new Router();
