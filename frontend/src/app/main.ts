import { apiKey, apiKeyChannel } from '#lib/api-key.ts';
import { requestApiKey } from '#lib/request-api-key.ts';
import { routeNameAt, routes } from './routes.ts';
import './styles.css';

apiKey.clearWhenIdle();
// Another tab answers while the frame loads.
const keyRequest = requestApiKey(apiKey, new BroadcastChannel(apiKeyChannel));

// The page's code loads in parallel with the frame's, so this file imports neither.
const firstRoute = routeNameAt(location.pathname);
void Promise.allSettled([routes.find(({ name }) => name === firstRoute)?.load()]);
const root = document.getElementById('root');
// Without the frame there is no component that could report the failure: index.html holds the message.
const showLoadFailure = () => document.getElementById('unloaded')?.removeAttribute('hidden');
if (root) {
  void Promise.all([import('./app.tsx'), keyRequest]).then(([{ renderApp }]) => renderApp(root), showLoadFailure);
}
