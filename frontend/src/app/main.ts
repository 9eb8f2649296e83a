import { apiKey } from '#lib/api-key.ts';
import { routeNameAt, routes } from './routes.ts';
import './styles.css';

apiKey.clearWhenIdle();

// The page's code loads in parallel with the frame's, so this file imports neither.
const firstRoute = routeNameAt(location.pathname);
void Promise.allSettled([routes.find(({ name }) => name === firstRoute)?.load()]);
const root = document.getElementById('root');
// Without the frame there is no component that could report the failure: index.html holds the message.
const showLoadFailure = () => document.getElementById('unloaded')?.removeAttribute('hidden');
if (root) void import('./app.tsx').then(({ renderApp }) => renderApp(root), showLoadFailure);
