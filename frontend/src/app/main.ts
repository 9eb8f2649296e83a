import { apiKey } from '#lib/api-key.ts';
import { pageCode, pageNameAt } from './routes.ts';
import './styles.css';

apiKey.forgetWhenIdle();

// The code of the page comes beside that of its frame and not after it, so this file needs neither.
void Promise.allSettled([pageCode[pageNameAt(location.pathname)]()]);
const root = document.getElementById('root');
// Whatever is missing, a part of the page or of the network, there is no frame to say it in.
const sayUnloaded = () => document.getElementById('unloaded')?.removeAttribute('hidden');
if (root) void import('./start.tsx').then(({ start }) => start(root), sayUnloaded);
