// Keeps the app's shell so that it opens when the server is off. Nothing private is ever kept:
// only the page itself and its hashed scripts, styles and land outlines.
const SHELL = 'shell-1';
const PAGE = '/';
const LASTING = /^\/(assets\/|icon|theme\.js|manifest\.webmanifest)/;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([PAGE, '/theme.js', '/icon.svg'])));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  const former = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(former());
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  if (event.request.mode === 'navigate' && !url.pathname.startsWith('/api/')) {
    event.respondWith(fresh(event.request, PAGE));
  } else if (LASTING.test(url.pathname)) {
    event.respondWith(fresh(event.request, event.request));
  }
});

// A push shows what the server put into it: by default, only that there is something.
self.addEventListener('push', (event) => {
  const { title = 'Alongside', body = '', tag = 'alongside', url = '/' } = event.data?.json() ?? {};
  const options = { body, tag, icon: '/icon-192.png', badge: '/icon-192.png', data: { url } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const open = async () => {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const url = new URL(event.notification.data?.url ?? '/', location.origin).href;
    const page = pages.find((each) => each.url.startsWith(location.origin));
    if (!page) return self.clients.openWindow(url);
    await page.navigate(url).catch(() => undefined);
    return page.focus();
  };
  event.waitUntil(open());
});

/** From the server, kept for when it is off; else what was kept. */
async function fresh(request, name) {
  const cache = await caches.open(SHELL);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(name, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(name);
    if (kept) return kept;
    throw error;
  }
}
